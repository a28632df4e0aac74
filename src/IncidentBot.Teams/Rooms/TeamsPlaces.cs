using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Installs;

namespace IncidentBot.Teams.Rooms;

/// <summary>Where rooms are. Kept is the id of the channel, chat or thread alone; where Teams takes what is posted there may move.</summary>
public sealed class TeamsPlaces(ServiceUrls urls)
{
    public TeamsAddress Of(TeamsInstall install, string address)
    {
        var (place, root) = TeamsAddress.Split(address);
        return new(IsChannel(address) ? ConversationKind.Channel : ConversationKind.GroupChat, install.Registration.TenantId, install.Registration.BotId, UrlOf(install), address)
        {
            RootMessageId = root,
            ChannelId = IsChannel(address) ? place : null,
            TeamGroupId = IsChannel(address) ? install.Registration.Team : null,
        };
    }

    public string UrlOf(TeamsInstall install) => urls.Of(install.Registration.TenantId);

    /// <summary>Only channels have threads.</summary>
    public static bool IsChannel(string address) => TeamsAddress.Split(address) is var (place, root) && (root is not null || place.EndsWith("@thread.tacv2", StringComparison.Ordinal));
}
