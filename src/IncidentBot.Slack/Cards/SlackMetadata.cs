using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Slack.Api;

namespace IncidentBot.Slack.Cards;

/// <summary>What a view carries beside its fields: the form that it is. Short names, because Slack counts them: verb, incident, state, once, arguments, channel, long values, stored.</summary>
internal sealed record SlackMetadata(string V, string? I, string? S, string O, string? A, string? C, IReadOnlyDictionary<string, string>? L, string? K)
{
    public static async Task<string> WriteAsync(Form form, string? channel, Dictionary<string, string> longs, StoreAction store, CancellationToken cancel)
    {
        var carried = new SlackMetadata(form.Verb, form.Incident.Length == 0 ? null : form.Incident, form.OfferedState, form.Once, form.Arguments == "{}" ? null : form.Arguments, channel, longs.Count == 0 ? null : longs, null);
        var written = SlackJson.Write(carried);
        if (written.Length <= SlackLimits.Metadata)
        {
            return written;
        }

        // What is settled goes first, then the long values: together as the arguments of a stored action.
        var kept = await store(new CardAction(form.Title, form.Verb, SlackJson.Write(new Kept(form.Arguments, longs)), form.Incident, form.OfferedState, null), cancel);
        return SlackJson.Write(carried with { A = null, L = null, K = kept });
    }

    /// <returns>Null for what is no metadata of ours.</returns>
    public static SlackMetadata? Read(string? text)
    {
        try
        {
            return text is { Length: > 0 } ? JsonSerializer.Deserialize<SlackMetadata>(text, SlackJson.Options) is { V: not null, O: not null } read ? read : null : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public SlackMetadata With(CardAction? kept) =>
        kept is not null && JsonSerializer.Deserialize<Kept>(kept.Arguments, SlackJson.Options) is { } read ? this with { A = read.Arguments, L = read.Longs, K = null } : this;

    private sealed record Kept(string Arguments, IReadOnlyDictionary<string, string> Longs);
}
