using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Operations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.WarRooms;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;
using IncidentBot.Teams.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Teams.Operations;

/// <summary>Tries out Teams: whether anything reaches us, and for each tenant the secret, what Graph lets us do, and a message that is posted, changed and deleted. To read it back a bot would need the right to read everybody's.</summary>
internal sealed class TeamsExaminer(TeamsInstalls installs, Registrations registrations, BotRequests requests, ITeamsConnector connector, ITeamsGraphs graphs, TeamsPlaces places, PublicLinks links, IServiceScopeFactory scopes, TimeProvider time) : IExaminer
{
    private const string Trial = "IncidentBot tries out whether it can post here. This message goes away at once.";

    public string Part => "Teams";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        await installs.KeepAsync(cancel);
        var findings = new List<Finding> { WayIn() };
        foreach (var registration in registrations.All)
        {
            if (await installs.FindAsync(registration, cancel) is not { } install)
            {
                findings.Add(Finding.Bad(Part, $"Nobody owns the tenant {registration.TenantId}: no plan names its organisation. Set `Organisation` beside its `AppId` to the provider's or a client's short name."));
                continue;
            }

            findings.AddRange(await ExamineAsync($"Teams: {install.Row.Name}", install, cancel));
        }

        return findings;
    }

    /// <summary>Only Teams can say whether the address is right. What it says is that something comes.</summary>
    private Finding WayIn() => requests.LastTaken is { } last
        ? Finding.Good("Teams: the way in", $"Teams last sent something to this process {Math.Max(0, (time.GetUtcNow() - last).TotalMinutes):0} minutes ago.")
        : Finding.Doubtful("Teams: the way in", $"Nothing of Teams has reached this process since it started. The messaging endpoint of the Azure Bot must be {links.Home?.AbsoluteUri.TrimEnd('/') ?? "your public address"}/api/messages, and the channel Microsoft Teams switched on.");

    private async Task<IReadOnlyList<Finding>> ExamineAsync(string part, TeamsInstall install, CancellationToken cancel)
    {
        if (install.Registration.IsAnonymous)
        {
            return [Finding.Doubtful(part, $"No app is registered: whoever is on this machine may speak as anybody, and rooms are threads where somebody spoke to the bot last. That is for the Agents Playground alone.")];
        }

        try
        {
            return [.. await GraphAsync(part, install, cancel), .. await PostAsync(part, install, cancel)];
        }
        catch (TeamsException refused)
        {
            return [Finding.Bad(part, Words(refused))];
        }
    }

    private async Task<IReadOnlyList<Finding>> GraphAsync(string part, TeamsInstall install, CancellationToken cancel)
    {
        var graph = graphs.Of(install.Registration);
        var app = await graph.FindAppAsync(install.Registration.AppId, cancel);
        var catalogue = app is null
            ? Finding.Doubtful(part, $"The app is not in the organisation's catalogue: upload its package there. Without that it cannot be put into chats, and confidential incidents have no room.")
            : Finding.Good(part, $"The secret works, and the app is in the organisation's catalogue.");
        if (install.Registration.Team is not { } team)
        {
            return [catalogue, Finding.Doubtful(part, $"No team is set, so every room is a group chat. Set `Team` beside its `AppId` to the group id of a team.")];
        }

        var count = await graph.CountChannelsAsync(team, cancel);
        return [catalogue, count.Warning is { } warning ? Finding.Doubtful(part, $"{warning}") : Finding.Good(part, $"The team has {count.All} of {ChannelCount.Most} channels.")];
    }

    /// <summary>Below the card of the newest room, where a message that goes away wakes nobody.</summary>
    private async Task<IReadOnlyList<Finding>> PostAsync(string part, TeamsInstall install, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var room = await db.Rooms.AsNoTracking().Where(one => one.Platform == TeamsRooms.Platform && one.Tenant == install.Row.Tenant && one.State == RoomState.Open && one.CardAddress != null).OrderByDescending(one => one.Id).FirstOrDefaultAsync(cancel);
        if (room is null)
        {
            return [Finding.Doubtful(part, $"There is no room yet in which a message could be tried out. Declare a drill, and ask again.")];
        }

        var place = places.Of(install, room.Address!);
        place = place.Kind is ConversationKind.Channel ? place.At(room.CardAddress!) : place;
        var message = await connector.PostAsync(place, new TeamsMessage { Text = Trial }, cancel);
        try
        {
            await connector.UpdateAsync(place, message, new TeamsMessage { Text = Trial }, cancel);
        }
        finally
        {
            // Whoever stops waiting leaves no message behind.
            await connector.DeleteAsync(place, message, CancellationToken.None);
        }

        return [Finding.Good(part, $"A message was posted, changed and deleted.")];
    }

    private static Prose Words(TeamsException refused) => refused switch
    {
        { OutcomeUnknown: true, Call: "post" or "reply" } => $"{refused.Message}. The trial message may stand below the card of the newest room: delete it by hand.",
        { Failure: TeamsFailure.Credentials } => $"{refused.Message}. The app's secret or its registration is no good any more: make a new one in Entra, set `AppPassword` and restart.",
        { Failure: TeamsFailure.NotAllowed } => $"{refused.Message}. A permission is missing or has no admin consent: see the table in docs/teams.md.",
        { Failure: TeamsFailure.Limited or TeamsFailure.Passing } => $"{refused.Message}. Teams is slow or limits us: ask again in a minute.",
        _ => $"{refused.Message}.",
    };
}
