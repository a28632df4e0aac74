using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;

namespace IncidentBot.Teams.Rooms;

/// <summary>Where rooms are. Kept is the id of the channel or chat alone; where Teams takes what is posted there may move.</summary>
public sealed class TeamsPlaces(ServiceUrls urls)
{
    public TeamsAddress Of(TeamsInstall install, string address) => new(IsChannel(address) ? ConversationKind.Channel : ConversationKind.GroupChat, install.Registration.TenantId, install.Registration.BotId, UrlOf(install), address)
    {
        ChannelId = IsChannel(address) ? address : null,
        TeamGroupId = IsChannel(address) ? install.Registration.Team : null,
    };

    public string UrlOf(TeamsInstall install) => urls.Of(install.Registration.TenantId);

    public static bool IsChannel(string address) => address.EndsWith("@thread.tacv2", StringComparison.Ordinal);
}
