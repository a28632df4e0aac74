using IncidentBot.Core.Checklists;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Incidents;

/// <summary>Says what kind of incident it is; the protocol of that kind adds its tasks.</summary>
public sealed record ChangeType(IncidentType To) : IIncidentVerb, IVerb<ChangeType>
{
    public static Grammar<ChangeType> Grammar => new("type")
    {
        Arguments = ["to"],
        Summary = "Says what kind of incident it is; the protocol of that kind adds its tasks.",
        Examples = ["type ransomware"],
    };

    public static Permission Needs => Permission.ChangeFacts;
}

public sealed class ChangeTypeHandler(StageTasks tasks) : IHandle<ChangeType>
{
    public async Task<Reply> HandleAsync(ChangeType verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.ChangeType(verb.To, by);
        await tasks.AddAsync(incident, cancel);
        return Reply.Of($"{incident.Reference} is now of type {verb.To.Words()}.");
    }
}
