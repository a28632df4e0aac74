using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;

namespace IncidentBot.Tests.Teams;

/// <summary>Which call needs which permission, by Microsoft's reference. The manifest, the documents and our stand-in for Graph are held against it.</summary>
internal static class TeamsPermissions
{
    /// <summary>What the owner of a team consents to when they add the app, call by call of <see cref="ITeamsGraph"/>.</summary>
    public static IReadOnlyDictionary<string, string[]> OfTheTeam { get; } = new Dictionary<string, string[]>
    {
        [nameof(ITeamsGraph.CreateChannelAsync)] = ["Channel.Create.Group", "ChannelSettings.ReadWrite.Group"],
        [nameof(ITeamsGraph.FindChannelByNameAsync)] = ["ChannelSettings.ReadWrite.Group"],
        [nameof(ITeamsGraph.FindChannelByMarkAsync)] = ["ChannelSettings.ReadWrite.Group"],
        [nameof(ITeamsGraph.CountChannelsAsync)] = ["ChannelSettings.ReadWrite.Group"],
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
        [nameof(ITeamsGraph.ChatMembersAsync)] = ["ChatMember.ReadWrite.All"],
        [nameof(ITeamsGraph.AddChatMemberAsync)] = ["ChatMember.ReadWrite.All"],
        [nameof(ITeamsGraph.FindUserByMailAsync)] = ["User.Read.All"],
        [nameof(ITeamsGraph.FindUserAsync)] = ["User.Read.All"],
        [nameof(ITeamsGraph.FindAppAsync)] = ["AppCatalog.Read.All"],
        [nameof(ITeamsGraph.InstallInChatAsync)] = ["TeamsAppInstallation.ReadWriteSelfForChat.All"],
        [nameof(ITeamsGraph.InstallForUserAsync)] = ["TeamsAppInstallation.ReadWriteSelfForUser.All"],
    };

    /// <summary>
    /// What nobody is asked for, and why: an app with consents of a team is installed there by somebody who may give them;
    /// and a chat's topic changes only by reading and writing all chats, or by consents of the chat, with which the app could not be installed in it.
    /// </summary>
    public static IReadOnlyList<string> NotAsked { get; } = [nameof(ITeamsGraph.InstallInTeamAsync), nameof(ITeamsGraph.SetChatTopicAsync)];

    /// <summary>The bot may do these wherever the app is installed: no permission of Graph is needed.</summary>
    public static IReadOnlyList<string> OfTheBot { get; } =
    [
        nameof(ITeamsConnector.OpenPersonalAsync), nameof(ITeamsConnector.StartThreadAsync), nameof(ITeamsConnector.PostAsync), nameof(ITeamsConnector.ReplyAsync), nameof(ITeamsConnector.UpdateAsync),
        nameof(ITeamsConnector.DeleteAsync), nameof(ITeamsConnector.TellOneAsync), nameof(ITeamsConnector.FindMemberAsync), nameof(ITeamsConnector.MembersAsync), nameof(ITeamsConnector.TeamAsync),
    ];

    public static IEnumerable<string> Team => OfTheTeam.Values.SelectMany(one => one).Distinct().Order(StringComparer.Ordinal);

    public static IEnumerable<string> Tenant => OfTheTenant.Values.SelectMany(one => one).Distinct().Order(StringComparer.Ordinal);
}
