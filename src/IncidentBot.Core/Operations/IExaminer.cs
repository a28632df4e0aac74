using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Operations;

/// <summary>Tries out one part of the installation for the operator. It throws nothing for what it is there to find.</summary>
public interface IExaminer
{
    /// <summary>What it tries out, as its findings name it.</summary>
    string Part { get; }

    Task<IReadOnlyList<Finding>> ExamineAsync(Remit remit, CancellationToken cancel);
}

/// <summary>What whoever asks may hear about.</summary>
/// <param name="Everything">They keep the whole installation running: people of the provider.</param>
/// <param name="Organisations">Those of which they are the operator.</param>
public sealed record Remit(bool Everything, IReadOnlyCollection<Id<Organisation>> Organisations)
{
    public bool Covers(Id<Organisation> organisation) => Everything || Organisations.Contains(organisation);
}
