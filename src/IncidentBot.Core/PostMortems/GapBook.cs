using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.PostMortems;

/// <summary>Gaps in a client's plan that reviews of its incidents found: each is a proposed change until somebody settles it.</summary>
public sealed class GapBook(IncidentDb db, Standings standings)
{
    /// <summary>Those that wait, of the incidents that the reader can see, the oldest first.</summary>
    public async Task<IReadOnlyList<PlanGap>> OpenAsync(Id<Organisation> client, Id<Person> reader, CancellationToken cancel)
    {
        var incidents = await standings.Visible(reader).AsNoTracking().Where(one => one.OrganisationId == client && db.Lessons.Any(lesson => lesson.IncidentId == one.Id && lesson.Kind == LessonKind.Gap && lesson.SettledAt == null))
            .OrderBy(one => one.Number).Select(one => new { one.Id, one.Number }).ToListAsync(cancel);
        var gaps = new List<PlanGap>();
        foreach (var incident in incidents)
        {
            gaps.AddRange((await OfAsync(incident.Id, cancel)).Index().Where(one => one.Item.SettledAt is null).Select(one => new PlanGap(new IncidentReference(incident.Number), one.Index + 1, one.Item.Text)));
        }

        return gaps;
    }

    /// <summary>The gap of this number; they are counted within their incident, in the order in which they were found.</summary>
    public async Task<Lesson> FindAsync(Incident incident, int number, CancellationToken cancel)
    {
        var gaps = await OfAsync(incident.Id, cancel);
        return number >= 1 && number <= gaps.Count ? gaps[number - 1] : throw PostMortemRefusals.NoGap(incident, number, gaps.Count);
    }

    /// <summary>How many an incident has, with those that this unit of work adds.</summary>
    public async Task<int> CountAsync(Incident incident, CancellationToken cancel) => (await OfAsync(incident.Id, cancel)).Count;

    private async Task<List<Lesson>> OfAsync(Id<Incident> incident, CancellationToken cancel)
    {
        var stored = await db.Lessons.Where(one => one.IncidentId == incident && one.Kind == LessonKind.Gap).ToListAsync(cancel);
        return [.. stored.Union(db.Lessons.Local.Where(one => one.IncidentId == incident && one.Kind is LessonKind.Gap)).OrderBy(one => one.At).ThenBy(one => one.Id.Value)];
    }
}

/// <summary>A proposed change of a plan.</summary>
/// <param name="Number">Within its incident.</param>
public sealed record PlanGap(IncidentReference Incident, int Number, string Text);
