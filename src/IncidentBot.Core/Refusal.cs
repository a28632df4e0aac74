namespace IncidentBot.Core;

/// <summary>Why something was not done, in a sentence a person can act on. The code is stable for tests and callers; the sentence names the verb that helps.</summary>
public sealed record Refusal(string Code, string Sentence)
{
    public RefusalException AsException() => new(this);
}

/// <summary>Carries a <see cref="Refusal"/> to the edge that answers: a chat reply, problem details or the console. Anything else thrown is a fault.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Sentence)
{
    public Refusal Refusal { get; } = refusal;
}
