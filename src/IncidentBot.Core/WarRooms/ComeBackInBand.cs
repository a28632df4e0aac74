using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.WarRooms;

/// <summary>Brings an incident back to chat. What was said meanwhile is not told there.</summary>
public sealed record ComeBackInBand(string? Because = null) : IIncidentVerb, IVerb<ComeBackInBand>
{
    public static Grammar<ComeBackInBand> Grammar => new("in-band")
    {
        Rest = "because",
        Summary = "Brings an incident back to Slack and Teams after `out-of-band`. What was said meanwhile is not told there; the card is.",
        Examples = ["in-band all passwords are changed and sessions ended"],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class ComeBackInBandHandler(Outbox outbox) : IHandle<ComeBackInBand>
{
    public async Task<Reply> HandleAsync(ComeBackInBand verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (incident.OutOfBandSince is null)
        {
            throw RoomRefusals.InBandAlready(incident);
        }

        incident.ComeBackInBand();
        incident.Record("in-band", by, $"{by.Name} brought {incident.Reference} back to chat{(verb.Because is { } why ? $": {why}" : "")}", new { because = verb.Because });
        await outbox.ResumeRoomsAsync(incident, cancel);
        return Reply.Of($"{incident.Reference} is back in chat: its rooms get the card as it stands, and what happens from now on.");
    }
}
