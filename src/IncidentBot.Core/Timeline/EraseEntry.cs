using System.Text.Encodings.Web;
using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Timeline;

/// <summary>Erases what an entry says and who said it, where the law asks for that. The chain still holds and says that it was erased.</summary>
public sealed record EraseEntry(int Sequence, string Reason) : IIncidentVerb, IVerb<EraseEntry>
{
    public static Grammar<EraseEntry> Grammar => new("erase")
    {
        Arguments = ["sequence"],
        Rest = "reason",
        Summary = "Erases the words of one timeline entry, with a reason; that it was erased stays on the timeline.",
        Examples = ["erase 12 it names a patient"],
    };

    public static Permission Needs => Permission.DecideLaw;
}

public sealed class EraseEntryHandler(IncidentDb db, ErasedCopies copies, IncidentTime time) : IHandle<EraseEntry>
{
    public async Task<Reply> HandleAsync(EraseEntry verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var reason = Wording.Checked(verb.Reason, "The reason");
        var entry = await db.TimelineEntries.SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Sequence == verb.Sequence, cancel)
            ?? throw new RefusalException(new Refusal("no-such-entry", $"{incident.Reference} has no timeline entry {verb.Sequence}. `timeline` shows the numbers."));
        if (entry.Kind == TimelineChain.ErasedKind)
        {
            throw new RefusalException(new Refusal("erasure-stays", "That entry says that something was erased; it stays."));
        }

        var body = await db.TimelineBodies.SingleAsync(one => one.EntryId == entry.Id, cancel);
        if (body.ErasedAt is not null)
        {
            throw IncidentRefusals.AlreadyThat(incident, $"without the words of entry {verb.Sequence}");
        }

        var words = ErasedWords.Of(entry.Kind, body.Body);
        body.Erase(time.Now, reason);
        foreach (var post in await db.RoomPosts.Where(post => post.Key == $"entry:{verb.Sequence}" && db.Rooms.Any(room => room.Id == post.RoomId && room.IncidentId == incident.Id)).ToListAsync(cancel))
        {
            post.Erase();
        }

        await db.SaveChangesAsync(cancel);
        await copies.EraseAsync(incident, words, cancel);
        incident.Record(TimelineChain.ErasedKind, by, $"{by.Name} erased the words of entry {verb.Sequence}: {reason}", new { erases = verb.Sequence, because = reason });
        return Reply.Of($"The words of entry {verb.Sequence} are erased, here and wherever IncidentBot had copied them.{await AlsoAsync(incident, words, cancel)}");
    }

    /// <summary>Other entries are whole records of their own: legal decides on each.</summary>
    private async Task<Prose> AlsoAsync(Incident incident, IReadOnlyList<string> words, CancellationToken cancel)
    {
        var bodies = await db.TimelineEntries.AsNoTracking().Where(one => one.IncidentId == incident.Id).OrderBy(one => one.Sequence)
            .Join(db.TimelineBodies, one => one.Id, body => body.EntryId, (one, body) => new { one.Sequence, body.Body }).ToListAsync(cancel);
        var also = bodies.Where(one => words.Any(word => one.Body.Contains(JsonEncodedText.Encode(word, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), StringComparison.Ordinal))).Select(one => one.Sequence).ToList();
        return also.Count == 0 ? default(Prose) : $" The same words stand in {(also.Count == 1 ? "entry" : "entries")} {string.Join(", ", also)}: `erase {also[0]} <reason>` takes them there too.";
    }
}
