namespace IncidentBot.Core.Obligations;

/// <summary>A fact that nobody has declared yet: the question in words and the verb that answers it.</summary>
public sealed record FactQuestion(string Fact, string Sentence, string Record);
