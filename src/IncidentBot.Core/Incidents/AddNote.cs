using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Adds a note to the timeline.</summary>
public sealed record AddNote(string Text) : IIncidentVerb, IVerb<AddNote>
{
    public static Grammar<AddNote> Grammar => new("note")
    {
        Rest = "text",
        Summary = "Adds a note to the timeline.",
        Examples = ["note the CFO forwarded the ransom mail at 02:40"],
    };

    public static Permission Needs => Permission.Note;
}

public sealed class AddNoteHandler : IHandle<AddNote>
{
    public Task<Reply> HandleAsync(AddNote verb, Incident incident, Actor by, CancellationToken cancel)
    {
        var note = Wording.Checked(verb.Text, "The note");
        incident.Record("note", by, $"{by.Name}: {note}", new { note });
        return Task.FromResult(Reply.Of("Noted on the timeline."));
    }
}
