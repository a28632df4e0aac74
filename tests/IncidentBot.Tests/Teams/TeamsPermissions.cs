using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Teams;

/// <summary>Which call needs which permission, by Microsoft's reference. The manifest, the documents and our stand-in for Graph are held against those of the calls that the code makes.</summary>
internal static class TeamsPermissions
{
    /// <summary>The bot may do these wherever the app is installed: they are no calls of Graph.</summary>
    public static IReadOnlyList<string> OfTheBot { get; } =
    [
        nameof(ITeamsConnector.OpenPersonalAsync), nameof(ITeamsConnector.StartThreadAsync), nameof(ITeamsConnector.PostAsync), nameof(ITeamsConnector.ReplyAsync), nameof(ITeamsConnector.UpdateAsync),
        nameof(ITeamsConnector.DeleteAsync), nameof(ITeamsConnector.TellOneAsync), nameof(ITeamsConnector.FindMemberAsync), nameof(ITeamsConnector.MembersAsync), nameof(ITeamsConnector.TeamAsync),
    ];

    /// <summary>What the owner of a team consents to when they add the app.</summary>
    public static IReadOnlyDictionary<string, string[]> OfATeam { get; } = new Dictionary<string, string[]>
    {
        [nameof(ITeamsGraph.CreateChannelAsync)] = ["Channel.Create.Group", "ChannelSettings.Read.Group"],
        [nameof(ITeamsGraph.FindChannelByNameAsync)] = ["ChannelSettings.Read.Group"],
        [nameof(ITeamsGraph.FindChannelByMarkAsync)] = ["ChannelSettings.Read.Group"],
        [nameof(ITeamsGraph.CountChannelsAsync)] = ["ChannelSettings.Read.Group"],
        [nameof(ITeamsGraph.IsChannelArchivedAsync)] = ["ChannelSettings.Read.Group"],
        [nameof(ITeamsGraph.DeleteChannelAsync)] = ["Channel.Delete.Group"],
        [nameof(ITeamsGraph.RenameChannelAsync)] = ["ChannelSettings.ReadWrite.Group"],
        [nameof(ITeamsGraph.DescribeChannelAsync)] = ["ChannelSettings.ReadWrite.Group"],
        [nameof(ITeamsGraph.TeamMembersAsync)] = ["TeamMember.Read.Group"],
        [nameof(ITeamsGraph.ChannelMembersAsync)] = ["ChannelMember.Read.Group"],
    };

    /// <summary>What an administrator consents to for the whole tenant.</summary>
    public static IReadOnlyDictionary<string, string[]> OfTheTenant { get; } = new Dictionary<string, string[]>
    {
        [nameof(ITeamsGraph.ArchiveChannelAsync)] = ["ChannelSettings.ReadWrite.All"],
        [nameof(ITeamsGraph.UnarchiveChannelAsync)] = ["ChannelSettings.ReadWrite.All"],
        [nameof(ITeamsGraph.AddTeamMemberAsync)] = ["TeamMember.ReadWriteNonOwnerRole.All"],
        [nameof(ITeamsGraph.AddChannelMemberAsync)] = ["ChannelMember.ReadWrite.All"],
        [nameof(ITeamsGraph.EnableInChannelAsync)] = ["TeamsAppInstallation.ManageSelectedForTeam.All"],
        [nameof(ITeamsGraph.CreateChatAsync)] = ["Chat.Create"],
        [nameof(ITeamsGraph.FindChatAsync)] = ["Chat.ReadBasic.All"],
        [nameof(ITeamsGraph.ChatMembersAsync)] = ["ChatMember.Read.All"],
        [nameof(ITeamsGraph.AddChatMemberAsync)] = ["ChatMember.ReadWrite.All"],

        // Whether somebody is a guest is not among the basic properties.
        [nameof(ITeamsGraph.FindUserByMailAsync)] = ["User.Read.All"],
        [nameof(ITeamsGraph.FindUserAsync)] = ["User.Read.All"],
        [nameof(ITeamsGraph.FindAppAsync)] = ["AppCatalog.Read.All"],
        [nameof(ITeamsGraph.InstallInChatAsync)] = ["TeamsAppInstallation.ReadWriteSelfForChat.All"],
        [nameof(ITeamsGraph.InstallForUserAsync)] = ["TeamsAppInstallation.ReadWriteSelfForUser.All"],
    };

    /// <summary>
    /// What nobody is asked for. The topic of a chat is changed only by who may read and write all chats, or by consents of that chat, with which the app could not be installed there;
    /// the bot does without. And an app that has consents of a team is added to it by somebody who may give them.
    /// </summary>
    public static IReadOnlyList<string> NotAsked { get; } = [nameof(ITeamsGraph.SetChatTopicAsync), nameof(ITeamsGraph.InstallInTeamAsync)];

    /// <summary>The calls of Graph that the code makes.</summary>
    public static IReadOnlyList<string> Made { get; } = Find();

    public static IEnumerable<string> Team => Asked(OfATeam);

    public static IEnumerable<string> Tenant => Asked(OfTheTenant);

    private static IEnumerable<string> Asked(IReadOnlyDictionary<string, string[]> needs) => needs.Where(one => Made.Contains(one.Key)).SelectMany(one => one.Value).Distinct().Order(StringComparer.Ordinal);

    private static List<string> Find()
    {
        var code = string.Concat(Directory.EnumerateFiles(Repository.File("src/IncidentBot.Teams"), "*.cs", SearchOption.AllDirectories)
            .Where(one => Path.GetFileName(Path.GetDirectoryName(one)) is not "Graph" && !one.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        return [.. typeof(ITeamsGraph).GetMethods().Select(one => one.Name).Where(name => code.Contains($".{name}(", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
