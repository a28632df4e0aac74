using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Changes the title.</summary>
public sealed record ChangeTitle(string To) : IIncidentVerb, IVerb<ChangeTitle>
{
    public static Grammar<ChangeTitle> Grammar => new("title")
    {
        Rest = "to",
        Summary = "Changes the title.",
        Examples = ["title ransomware on the file servers"],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class ChangeTitleHandler : IHandle<ChangeTitle>
{
    public Task<Reply> HandleAsync(ChangeTitle verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.Retitle(Wording.Checked(verb.To, "The title", Limits.Title), by);
        return Task.FromResult(Reply.Of($"{incident.Reference} is now called: {incident.Title}"));
    }
}
