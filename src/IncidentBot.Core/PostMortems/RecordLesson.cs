using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Records what worked, what failed, or a gap in the plan.</summary>
public sealed record RecordLesson(LessonKind Kind, string Text) : IIncidentVerb, IVerb<RecordLesson>
{
    public static Grammar<RecordLesson> Grammar => new("lesson")
    {
        Arguments = ["kind"],
        Rest = "text",
        Summary = "Records what worked, what failed, or a gap in the plan.",
        Examples = ["lesson worked the backups were immutable", "lesson failed nobody knew the hotline", "lesson gap the plan has no contact at the lab"],
    };

    public static Permission Needs => Permission.EditLessons;
}

public sealed class RecordLessonHandler(IncidentDb db, GapBook gaps, IncidentTime time) : IHandle<RecordLesson>
{
    public async Task<Reply> HandleAsync(RecordLesson verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var text = Wording.Checked(verb.Text, "The lesson");
        var number = verb.Kind is LessonKind.Gap ? await gaps.NextAsync(incident.Id, cancel) : 0;
        db.Add(new Lesson(incident.Id, verb.Kind, number, text, by.Person, time.Now));
        incident.Record("lesson", by, $"{by.Name} recorded a lesson ({verb.Kind.Words()}): {text}", new { kind = verb.Kind.Kebab(), lesson = text });
        return number == 0 ? Reply.Of("It goes into the post-mortem.")
            : Reply.Of($"It goes into the post-mortem, and `plan check` shows it as a proposed change until the incident manager settles it: `gap settle {number} what was done`.");
    }
}
