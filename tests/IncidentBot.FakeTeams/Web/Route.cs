namespace IncidentBot.TeamsFake.Web;

/// <summary>Whose address it is.</summary>
internal enum Api
{
    Keys,
    Login,
    Connector,
    Graph,
}

/// <summary>An address that is answered: what it takes, and what it needs.</summary>
/// <param name="Template">Its path, ids in braces.</param>
/// <param name="Run">Does it, with the world locked.</param>
internal sealed record Route(Api Api, string Verb, string Template, Func<Call, Reply> Run)
{
    /// <summary>How tests call it: the verb and the path without its ids.</summary>
    public string Name { get; init; } = $"{Verb} {string.Join('/', Template.Split('/').Where(one => !one.StartsWith('{')))}";

    /// <summary>Of Graph: application permissions, of which the token needs one.</summary>
    public string[] Roles { get; init; } = [];

    /// <summary>Of Graph: permissions that will do too, where a team's owner or a chat's member consented to them.</summary>
    public string[] Consents { get; init; } = [];

    /// <summary>Query options that it knows.</summary>
    public string Query { get; init; } = "";

    /// <summary>Properties that its body may have; an asterisk marks what must be there.</summary>
    public string Body { get; init; } = "";

    private string[] Segments { get; } = Template.Split('/');

    public bool TakesQuery(string option) => Query.Split(' ').Contains(option, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string>? Match(string[] path)
    {
        if (path.Length != Segments.Length)
        {
            return null;
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < path.Length; at++)
        {
            if (Segments[at].StartsWith('{'))
            {
                ids[Segments[at][1..^1]] = path[at];
            }
            else if (!Segments[at].Equals(path[at], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return ids;
    }
}
