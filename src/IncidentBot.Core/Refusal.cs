using System.Diagnostics.CodeAnalysis;
using IncidentBot.Core.Chat;

namespace IncidentBot.Core;

/// <summary>Why something was not done, in a sentence a person can act on. The code is stable for tests and callers; the sentence names the verb that helps.</summary>
public sealed record Refusal
{
    public Refusal(string code, Prose sentence) => (Code, Sentence) = (code, sentence.Markup);

    public Refusal(string code, [ConstantExpected] string sentence) => (Code, Sentence) = (code, sentence);

    public string Code { get; }

    /// <summary>Markup of <see cref="Prose"/>.</summary>
    public string Sentence { get; }

    /// <summary>The argument that it is about, as JSON writes it, so that a form can say it beside its field; null when it is about none in particular.</summary>
    public string? Field { get; init; }

    public RefusalException AsException() => new(this);
}

/// <summary>Carries a <see cref="Refusal"/> to the edge that answers: a chat reply, problem details or the console. Anything else thrown is a fault.</summary>
public sealed class RefusalException(Refusal refusal) : Exception(refusal.Sentence)
{
    public Refusal Refusal { get; } = refusal;
}
