using System.Globalization;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.PostMortems;

/// <summary>Finds and lists an incident's follow-ups.</summary>
public sealed class FollowUpBook(IncidentDb db, PeopleDirectory people)
{
    public async Task<FollowUp> FindAsync(Incident incident, int number, CancellationToken cancel) =>
        await db.FollowUps.SingleOrDefaultAsync(item => item.IncidentId == incident.Id && item.Number == number, cancel) ?? throw PostMortemRefusals.NoFollowUp(incident, number);

    public async Task<int> NextNumberAsync(Incident incident, CancellationToken cancel) =>
        await db.FollowUps.Where(item => item.IncidentId == incident.Id).MaxAsync(item => (int?)item.Number, cancel) + 1 ?? 1;

    public static DateOnly? Due(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw PostMortemRefusals.BadDate(text);

    public async Task<Prose> WordsAsync(Incident incident, CancellationToken cancel)
    {
        var items = await db.FollowUps.AsNoTracking().Where(item => item.IncidentId == incident.Id).OrderBy(item => item.Number).ToListAsync(cancel);
        var names = await people.NamesAsync(items.Select(item => item.OwnerId), cancel);
        return items.Count == 0
            ? (Prose)$"{incident.Reference} has no follow-ups. `followup add <what> --owner @person --due 2026-12-15` adds one."
            : Prose.Join("\n", items.Select(item => (Prose)$"{item.Number}. [{(item.DoneAt is null ? "open" : "done")}] {item.Title} – {(item.OwnerId is { } id ? Prose.Typed(names[id]) : Prose.Own("**no owner**"))}{(item.DueOn is null ? "" : $", due {item.DueOn:yyyy-MM-dd}")}"));
    }
}
