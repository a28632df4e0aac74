using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.StatusUpdates;

/// <summary>Posts a status update: how it stands, what is being done, what is needed, when the next one comes.</summary>
public sealed record PostUpdate(string Text, string? Conditions = null, string? Actions = null, string? Need = null, string? Next = null, UpdateAudience To = UpdateAudience.Room) : IIncidentVerb, IVerb<PostUpdate>
{
    public static Grammar<PostUpdate> Grammar => new("update")
    {
        Rest = "text",
        Summary = "Posts a status update: how it stands, what is being done, what is needed, when the next one comes.",
        Examples = ["update FS01 and FS02 are isolated, backups are clean --next 04:00 --to executives"],
    };

    public static Permission Needs => Permission.Record;
}

public sealed class PostUpdateHandler(PeopleDirectory people, Outbox outbox, OutsideNotices outside) : IHandle<PostUpdate>
{
    public async Task<Reply> HandleAsync(PostUpdate verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var text = Wording.Checked(verb.Text, "The update");
        var facts = new[] { ("Conditions", verb.Conditions), ("Actions", verb.Actions), ("Needs", verb.Need), ("Next update", verb.Next) }
            .Where(one => one.Item2 is not null).Select(one => new CardFact(one.Item1, one.Item2!)).ToList();
        var card = new Card($"Update on {incident.PublicName}", $"{incident.CodeName}: there is an update. Open IncidentBot.",
            [new CardFact("State", incident.State.Words()), new CardFact("Severity", incident.Severity.Words()), .. facts],
            [new CardSection(by.Name, [new CardLine(text)])], [])
        {
            Footnote = Witness.Of("Timeline head before this update", incident),
        };
        incident.Record("status-update", by, $"{by.Name} posted an update: {text}", new { update = text, verb.Conditions, verb.Actions, verb.Need, verb.Next, to = verb.To.Kebab(), head = incident.HeadHash });
        await outbox.PostCardAsync(incident, $"update:{incident.Version + 1}", card, cancel);
        var told = await TellAsync(incident, verb.To, card, cancel);
        return Reply.Of($"The update is posted{(told == 0 ? "" : $" and goes to {told} people privately")}.");
    }

    private async Task<int> TellAsync(Incident incident, UpdateAudience to, Card card, CancellationToken cancel)
    {
        GrantRole[] roles = to switch
        {
            UpdateAudience.Room => [],
            UpdateAudience.Executives => [GrantRole.Executive],
            UpdateAudience.Client => [GrantRole.Executive, GrantRole.Legal, GrantRole.Member],
            UpdateAudience.All => [GrantRole.Executive, GrantRole.Legal, GrantRole.Member, GrantRole.Responder, GrantRole.IncidentManager],
            _ => throw new ArgumentOutOfRangeException(nameof(to), to, null),
        };
        var readers = await people.HoldersAsync(incident.OrganisationId, [.. roles.Where(role => role != GrantRole.Member || !incident.Confidential)], cancel);
        var key = $"update:{incident.Id}:{incident.Version + 1}";
        await outside.TellAsync(incident, readers, NoticeKind.Update, key, $"update:{incident.Id}", cancel);
        foreach (var person in readers)
        {
            outbox.TellPrivately(incident, person.Id, key, NoticeKind.Update, card);
        }

        return readers.Count;
    }
}

/// <summary>Whom an update is sent to beside the incident's rooms.</summary>
public enum UpdateAudience
{
    Room,
    Executives,
    Client,
    All,
}
