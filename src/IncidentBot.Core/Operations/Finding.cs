using IncidentBot.Core.Chat;

namespace IncidentBot.Core.Operations;

/// <summary>What an examination found about one thing. What is not well says the way out.</summary>
public sealed record Finding(Health Health, string Part, Prose Words)
{
    public static Finding Good(string part, Prose words) => new(Health.Good, part, words);

    public static Finding Doubtful(string part, Prose words) => new(Health.Doubtful, part, words);

    public static Finding Bad(string part, Prose words) => new(Health.Bad, part, words);
}

/// <summary>How something is.</summary>
public enum Health
{
    Good,

    /// <summary>It may be well, or somebody should look.</summary>
    Doubtful,

    /// <summary>It does not work.</summary>
    Bad,
}
