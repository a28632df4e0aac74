using System.Globalization;

namespace IncidentBot.Slack.Api;

/// <summary>The arguments of a call, as a form: some methods take nothing else, and one way for all of them cannot be got wrong. What is null is left out.</summary>
public sealed class SlackArgs
{
    private readonly List<KeyValuePair<string, string>> pairs = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    public string? this[string name] => pairs.Find(pair => pair.Key == name).Value;

    public SlackArgs With(string name, string? value)
    {
        if (value is not null)
        {
            pairs.Add(new(name, value));
        }

        return this;
    }

    public SlackArgs With(string name, bool? value) => With(name, value is { } said ? said ? "true" : "false" : null);

    public SlackArgs With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ids, separated by commas.</summary>
    public SlackArgs With(string name, IEnumerable<string>? values) => With(name, values is null ? null : string.Join(',', values));

    /// <summary>Blocks, views and metadata are JSON in a string.</summary>
    public SlackArgs WithJson<T>(string name, T? value)
        where T : class => With(name, value is null ? null : SlackJson.Write(value));
}
