using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.WarRooms;

/// <summary>Takes an incident out of chat, for when the attacker may be reading there: it goes on in the web room, and chat is told nothing more.</summary>
public sealed record GoOutOfBand(bool Silent = false, string? Because = null) : IIncidentVerb, IVerb<GoOutOfBand>
{
    /// <summary>How the key of the one thing begins that is said in chat all the same.</summary>
    internal const string NoticeKey = "out-of-band:";

    public static Grammar<GoOutOfBand> Grammar => new("out-of-band")
    {
        Rest = "because",
        Summary = "For when the attacker may be reading along: the incident goes on in the web room, and Slack and Teams are told nothing more.",
        Examples = ["out-of-band their mail and chat are open to the attacker", "out-of-band --silent"],
        Notes = ["The rooms get one neutral notice, or with --silent none. What stands there already stays.", "Pages, reminders and invitations go on by text, telephone and mail; who acknowledges a page from outside is sent an invitation. `invitation send <contact> --deliver` lets in whom you want, `in-band` ends it."],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class GoOutOfBandHandler(Outbox outbox, IncidentTime time) : IHandle<GoOutOfBand>
{
    public async Task<Reply> HandleAsync(GoOutOfBand verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        if (incident.OutOfBandSince is not null)
        {
            throw RoomRefusals.OutOfBandAlready(incident);
        }

        incident.GoOutOfBand(verb.Silent, time.Now);
        incident.Record("out-of-band", by, $"{by.Name} took {incident.Reference} out of chat{(verb.Because is { } why ? $": {why}" : "")}", new { silent = verb.Silent, because = verb.Because });
        if (!verb.Silent)
        {
            await outbox.PostInChatAsync(incident, $"{GoOutOfBand.NoticeKey}{incident.Version + 1}", new Card("Nothing is posted here for now.", "Nothing is posted here for now.", [], [new CardSection("", [new CardLine("Those who are needed are told in another way. Please do not write here about it.")])], []), cancel);
        }

        return Reply.Of($"Chat is told nothing more of {incident.Reference}; it goes on in the web room. `invitation send <contact> --deliver` lets people in, `page` reaches them by text, telephone and mail, `in-band` there ends it.");
    }
}
