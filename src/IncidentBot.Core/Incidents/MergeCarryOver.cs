using System.Globalization;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Incidents;

/// <summary>What goes over when incidents are merged. Nothing stops: pages keep ringing, tasks stay open, and the earliest trigger wins.</summary>
public sealed class MergeCarryOver(IncidentDb db, ClockBook clocks, Pager pager, Standings standings)
{
    /// <summary>Answers, a sentence each, what people must look at because the two did not agree.</summary>
    public async Task<IReadOnlyList<Prose>> TakeAsync(Incident from, Incident to, CancellationToken cancel)
    {
        List<Prose> said = [.. await PeopleAsync(from, to, cancel), .. await FactsAsync(from, to, cancel)];
        await PagesAsync(from, to, cancel);
        await WorkAsync(from, to, cancel);
        await clocks.CarryOverAsync(from, to, cancel);
        return said;
    }

    /// <summary>Being part of the one lets nobody into the other where that is confidential.</summary>
    private async Task<IEnumerable<Prose>> PeopleAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var outside = new List<string>();
        foreach (var one in await db.Participants.Where(one => one.IncidentId == from.Id && !db.Participants.Any(there => there.IncidentId == to.Id && there.PersonId == one.PersonId)).ToListAsync(cancel))
        {
            if (to.Confidential && !PermissionTable.Sees(await standings.OnAsync(one.PersonId, to, cancel), to.Confidential))
            {
                outside.Add(await db.People.Where(person => person.Id == one.PersonId).Select(person => $"@{person.Handle}").SingleAsync(cancel));
                continue;
            }

            db.Add(new IncidentParticipant(to.Id, one.PersonId, one.JoinedAt));
        }

        return outside.Count == 0 ? [] : [$"{to.Reference} is confidential and {string.Join(", ", outside.Order(StringComparer.Ordinal))} did not come along: `invite` lets them in"];
    }

    /// <summary>Facts that the survivor lacks come along. Of two counts the higher counts, because a duty may hang on it; what else differs stays as the survivor has it, and is said.</summary>
    private async Task<IEnumerable<Prose>> FactsAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var kept = await db.Facts.Where(one => one.IncidentId == to.Id).ToDictionaryAsync(one => one.Name, StringComparer.Ordinal, cancel);
        var differ = new List<Prose>();
        foreach (var fact in await db.Facts.Where(one => one.IncidentId == from.Id).OrderBy(one => one.Name).ToListAsync(cancel))
        {
            if (!kept.TryGetValue(fact.Name, out var mine))
            {
                mine = new IncidentFact(to.Id, fact.Name);
                db.Add(mine);
                mine.Set(fact.Value, fact.RecordedBy, fact.RecordedAt);
            }
            else if (fact.Value == mine.Value)
            {
                continue;
            }
            else if (ScopeNames.Counts(fact.Name) && (Number(mine.Value) ?? -1) < (Number(fact.Value) ?? -1))
            {
                mine.Set(fact.Value, fact.RecordedBy, fact.RecordedAt);
            }
            else if (!ScopeNames.Counts(fact.Name))
            {
                differ.Add($"{fact.Name} was {fact.Value} there and is {mine.Value} here");
            }
        }

        return differ.Count == 0 ? [] : [$"They differ, and this one stands until somebody says otherwise: {Prose.Join("; ", differ)}"];
    }

    private async Task PagesAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var pages = await db.Pages.CountAsync(one => one.IncidentId == to.Id, cancel);
        foreach (var page in await db.Pages.Where(one => one.IncidentId == from.Id && (one.State == PageState.Paging || one.State == PageState.Exhausted)).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            page.MoveTo(to.Id, ++pages);
            await pager.MoveNoticesAsync(page, to, cancel);
        }
    }

    /// <summary>Open tasks, lessons and follow-ups: the survivor's post-mortem tells of both.</summary>
    private async Task WorkAsync(Incident from, Incident to, CancellationToken cancel)
    {
        var tasks = await db.ChecklistItems.CountAsync(one => one.IncidentId == to.Id, cancel);
        foreach (var item in await db.ChecklistItems.Where(one => one.IncidentId == from.Id && one.State == ChecklistState.Open).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            item.MoveTo(to.Id, ++tasks);
        }

        var followUps = await db.FollowUps.CountAsync(one => one.IncidentId == to.Id, cancel);
        foreach (var item in await db.FollowUps.Where(one => one.IncidentId == from.Id).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            item.MoveTo(to.Id, ++followUps);
        }

        var gaps = await db.Lessons.CountAsync(one => one.IncidentId == to.Id && one.Kind == LessonKind.Gap, cancel);
        foreach (var lesson in await db.Lessons.Where(one => one.IncidentId == from.Id).OrderBy(one => one.Number).ToListAsync(cancel))
        {
            lesson.MoveTo(to.Id, lesson.Kind is LessonKind.Gap ? ++gaps : 0);
        }
    }

    private static int? Number(string value) => int.TryParse(value, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
