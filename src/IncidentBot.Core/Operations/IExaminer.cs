namespace IncidentBot.Core.Operations;

/// <summary>Tries out one part of the installation for the operator. It throws nothing for what it is there to find.</summary>
public interface IExaminer
{
    /// <summary>What it tries out, as its findings name it.</summary>
    string Part { get; }

    Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel);
}
