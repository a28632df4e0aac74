using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Web;

/// <summary>What a method takes: its arguments, the scopes of which the token needs one, the kinds of tokens, whether it reads JSON, and its tier.</summary>
/// <param name="Arguments">Names; an asterisk marks what must be there.</param>
/// <param name="Run">Does it, with the world locked; answers an object whose members go beside ok.</param>
internal sealed record MethodSpec(string Name, string Arguments, Func<Call, object> Run)
{
    public string[] Scopes { get; init; } = [];

    public TokenKind Tokens { get; init; } = TokenKind.Bot | TokenKind.User;

    /// <summary>Some take a form or a query and nothing else.</summary>
    public bool Json { get; init; } = true;

    public int Tier { get; init; } = 3;

    private string[] Words { get; } = Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<string> Required => Words.Where(one => one.EndsWith('*')).Select(one => one.TrimEnd('*'));

    public bool Knows(string argument) => Words.Any(one => one.TrimEnd('*') == argument);
}
