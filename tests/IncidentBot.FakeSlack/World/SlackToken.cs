namespace IncidentBot.SlackFake.World;

/// <summary>A token, and what it is good for.</summary>
public sealed class SlackToken(string value, TokenKind kind)
{
    public string Value => value;

    public TokenKind Kind => kind;

    /// <summary>Null for an app-level token, and for one of a whole organisation.</summary>
    public SlackWorkspace? Workspace { get; init; }

    /// <summary>Set where the app is installed in a whole organisation.</summary>
    public SlackEnterprise? Enterprise { get; init; }

    public SlackUser? User { get; init; }

    public HashSet<string> Scopes { get; init; } = [];

    public bool Revoked { get; set; }

    public DateTimeOffset? Expires { get; init; }

    public string? RefreshToken { get; init; }

    /// <summary>Its refresh token is used up.</summary>
    public bool Renewed { get; set; }
}

/// <summary>The kinds of tokens: xoxb-, xoxp- and xapp-.</summary>
[Flags]
public enum TokenKind
{
    None = 0,
    Bot = 1,
    User = 2,
    App = 4,
}
