using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Writes the summary that executives read on the card.</summary>
public sealed record ChangeSummary(string Text) : IIncidentVerb, IVerb<ChangeSummary>
{
    public static Grammar<ChangeSummary> Grammar => new("summary")
    {
        Rest = "text",
        Summary = "Writes the summary that executives read on the card.",
        Examples = ["summary Two file servers are encrypted; patient records may be affected."],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class ChangeSummaryHandler : IHandle<ChangeSummary>
{
    public Task<Reply> HandleAsync(ChangeSummary verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.Summarise(Wording.Checked(verb.Text, "The summary"), by);
        return Task.FromResult(Reply.Of("The summary is on the card."));
    }
}
