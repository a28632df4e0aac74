namespace IncidentBot.Core.Obligations;

/// <summary>Says what is wrong in a data file (catalogue or vectors), on which line, in a sentence for whoever wrote it.</summary>
public sealed class DataFileException(int line, string sentence) : Exception($"Line {line}: {sentence}")
{
    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;

    public string Sentence { get; } = sentence;
}
