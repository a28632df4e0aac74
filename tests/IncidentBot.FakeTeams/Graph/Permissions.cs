namespace IncidentBot.TeamsFake.Graph;

/// <summary>Application permissions, by what they let one do: the least first, then what includes it.</summary>
internal static class Permissions
{
    public static readonly string[] ReadTeam = ["Team.ReadBasic.All", "TeamSettings.Read.All", "TeamSettings.ReadWrite.All"];
    public static readonly string[] ReadChannels = ["Channel.ReadBasic.All", "ChannelSettings.Read.All", "ChannelSettings.ReadWrite.All"];
    public static readonly string[] CreateChannels = ["Channel.Create"];
    public static readonly string[] ChangeChannels = ["ChannelSettings.ReadWrite.All"];
    public static readonly string[] DeleteChannels = ["Channel.Delete.All"];
    public static readonly string[] ReadChannelMembers = ["ChannelMember.Read.All", "ChannelMember.ReadWrite.All"];
    public static readonly string[] WriteChannelMembers = ["ChannelMember.ReadWrite.All"];
    public static readonly string[] ReadTeamMembers = ["TeamMember.Read.All", "TeamMember.ReadWrite.All"];
    public static readonly string[] WriteTeamMembers = ["TeamMember.ReadWriteNonOwnerRole.All", "TeamMember.ReadWrite.All"];
    public static readonly string[] CreateChats = ["Chat.Create"];
    public static readonly string[] ReadChats = ["Chat.ReadBasic.All", "Chat.Read.All", "Chat.ReadWrite.All"];
    public static readonly string[] ChangeChats = ["Chat.ReadWrite.All"];
    public static readonly string[] ReadChatMembers = ["ChatMember.Read.All", "ChatMember.ReadWrite.All", "Chat.ReadBasic.All", "Chat.Read.All", "Chat.ReadWrite.All"];
    public static readonly string[] WriteChatMembers = ["ChatMember.ReadWrite.All"];
    public static readonly string[] ReadUsers = ["User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"];
    public static readonly string[] ReadCatalogue = ["AppCatalog.Read.All"];
    public static readonly string[] EnableInChannels = ["TeamsAppInstallation.ManageSelectedForTeam.All"];

    /// <summary>Messages are posted by the bot; an app may write them only while it moves somebody's old ones over.</summary>
    public static readonly string[] Import = ["Teamwork.Migrate.All"];

    /// <summary>All that the routes know.</summary>
    public static IEnumerable<string> All =>
    [
        .. ReadTeam, .. ReadChannels, .. CreateChannels, .. DeleteChannels, .. ReadChannelMembers, .. WriteChannelMembers, .. ReadTeamMembers, .. WriteTeamMembers, .. CreateChats, .. ReadChats, .. WriteChatMembers, .. ReadUsers[..2], .. ReadCatalogue,
        .. EnableInChannels, "ChatMember.Read.All", "TeamsAppInstallation.ReadWriteSelfForTeam.All", "TeamsAppInstallation.ReadWriteSelfForChat.All", "TeamsAppInstallation.ReadWriteSelfForUser.All",
    ];

    public static string[] ReadApps(string of) => [$"TeamsAppInstallation.ReadFor{of}.All", .. WriteApps(of)];

    public static string[] WriteApps(string of) => [$"TeamsAppInstallation.ReadWriteSelfFor{of}.All", $"TeamsAppInstallation.ReadWriteFor{of}.All"];
}
