using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace IncidentBot.Core.Obligations;

/// <summary>An incident's clocks in words, each with its rule, zone and source.</summary>
public sealed class ClockText(IncidentDb db, PeopleDirectory people)
{
    public async Task<Prose> WordsAsync(Incident incident, bool forCounsel, CancellationToken cancel)
    {
        var clocks = (await db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == incident.Id).ToListAsync(cancel)).Where(clock => clock.Shown).OrderBy(clock => clock.Decided).ThenBy(clock => clock.DueAt ?? DateTimeOffset.MaxValue).ThenBy(clock => clock.Number).ToList();
        if (clocks.Count == 0)
        {
            return $"No clock of the catalogue applies to {incident.Reference} by what is recorded. That is for counsel to confirm.";
        }

        var names = await people.NamesAsync(clocks.Select(clock => clock.OwnerId), cancel);
        var text = new ProseLines().Add($"Clocks of {incident.Reference}, for counsel to confirm; not legal advice.");
        foreach (var clock in clocks)
        {
            Write(text, clock, forCounsel, clock.OwnerId is { } owner ? names[owner] : null);
        }

        return text.Done();
    }

    private static void Write(ProseLines text, Clock clock, bool forCounsel, string? owner)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(clock.Zone) ?? DateTimeZone.Utc;
        text.Add($"**{clock.Number}. {ClockWords.Title(clock)}** – {ClockWords.State(clock)}{(clock.DueAt is { } due ? $", due {ClockBook.Local(due, zone)}" : "")}{(owner is null ? "" : $", owner {owner}")}");
        text.Add($"  to {ClockWords.Recipient(clock)}. {clock.Rule}");
        if (Catalogue.Shipped.Find(clock.RowId) is { } row)
        {
            text.Add($"  Source: {row.Source}; confidence {row.Confidence}, seen as {row.Verification.BestSource}{(row.ReviewBy is null ? "" : $", review by {row.ReviewBy}")}");
        }

        if (forCounsel && clock.LegalLatestAt is { } latest)
        {
            text.Add($"  Latest that may be argued (counsel only): {ClockBook.Local(latest, zone)}");
        }

        foreach (var line in clock.Decided ? [] : clock.Questions.Concat(clock.Notes))
        {
            text.Add($"  - {Prose.Own(line)}");
        }

        if (clock.FiledAt is not null || clock.Because is not null)
        {
            text.Add($"  {(clock.FiledAt is { } filed ? $"filed {ClockBook.Local(filed, zone)} as {clock.Reference}" : clock.Because)}{(clock.HeldUntil is { } until ? $", held until {ClockBook.Local(until, zone)}" : "")}");
        }
    }
}
