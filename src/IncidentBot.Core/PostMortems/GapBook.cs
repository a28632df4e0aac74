using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.PostMortems;

/// <summary>Gaps in a client's plan that reviews of its incidents found: each is a proposed change until somebody settles it.</summary>
public sealed class GapBook(IncidentDb db, Standings standings, Audit audit)
{
    /// <summary>Those that wait, of the incidents that the reader can see, the oldest first. Chat is told nothing of what is out of band, and who reads what is confidential is on record.</summary>
    public async Task<IReadOnlyList<PlanGap>> OpenAsync(Id<Organisation> client, Id<Person> reader, bool inChat, CancellationToken cancel)
    {
        var incidents = await standings.Visible(reader).AsNoTracking()
            .Where(one => one.OrganisationId == client && (!inChat || one.OutOfBandSince == null) && db.Lessons.Any(lesson => lesson.IncidentId == one.Id && lesson.Kind == LessonKind.Gap && lesson.SettledAt == null))
            .OrderBy(one => one.Number).ToListAsync(cancel);
        var gaps = new List<PlanGap>();
        foreach (var incident in incidents)
        {
            await audit.ReadAsync(incident, reader, "gaps in the plan", null, cancel);
            gaps.AddRange(await OpenAsync(incident, cancel));
        }

        return gaps;
    }

    /// <summary>Those of one incident that wait.</summary>
    public async Task<IReadOnlyList<PlanGap>> OpenAsync(Incident incident, CancellationToken cancel) =>
        [.. (await db.Lessons.AsNoTracking().Where(one => one.IncidentId == incident.Id && one.Kind == LessonKind.Gap && one.SettledAt == null).OrderBy(one => one.Number).ToListAsync(cancel)).Select(one => new PlanGap(incident.Reference, one.Number, one.Text))];

    public async Task<Lesson> FindAsync(Incident incident, int number, CancellationToken cancel) =>
        await db.Lessons.SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Kind == LessonKind.Gap && one.Number == number, cancel) ?? throw PostMortemRefusals.NoGap(incident, number);

    /// <summary>The number of the next gap of an incident. The incident is locked.</summary>
    public async Task<int> NextAsync(Id<Incident> incident, CancellationToken cancel)
    {
        var stored = await db.Lessons.Where(one => one.IncidentId == incident).MaxAsync(one => (int?)one.Number, cancel) ?? 0;
        return Math.Max(stored, db.Lessons.Local.Where(one => one.IncidentId == incident).Select(one => one.Number).DefaultIfEmpty().Max()) + 1;
    }
}

/// <summary>A proposed change of a plan.</summary>
/// <param name="Number">Within its incident.</param>
public sealed record PlanGap(IncidentReference Incident, int Number, string Text);
