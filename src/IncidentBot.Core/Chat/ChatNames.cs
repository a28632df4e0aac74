namespace IncidentBot.Core.Chat;

/// <summary>The chat platforms that are set up here, beside the built-in one.</summary>
public sealed class ChatNames
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => names;

    public void Add(string platform) => names.Add(platform);
}
