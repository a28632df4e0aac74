using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;

namespace IncidentBot.Teams.Cards;

/// <summary>What a form carries beside its fields: which form it is. Verb, incident, state, once, arguments, origin, long values, stored.</summary>
internal sealed record TeamsFormData(string V, string? I, string? S, string O, string? A, string? C, IReadOnlyDictionary<string, string>? L, string? K)
{
    public static async Task<JsonObject> WriteAsync(Form form, string? origin, Dictionary<string, string> longs, StoreAction store, CancellationToken cancel)
    {
        var carried = new TeamsFormData(form.Verb, form.Incident.Length == 0 ? null : form.Incident, form.OfferedState, form.Once, form.Arguments == "{}" ? null : form.Arguments, origin, longs.Count == 0 ? null : longs, null);
        if (CardJson.Size(carried) > TeamsLimits.FormData)
        {
            // What is settled and the long values are kept together, as the arguments of a stored action.
            var kept = await store(new CardAction(form.Title, form.Verb, CardJson.Write(new Kept(form.Arguments, longs)), form.Incident, form.OfferedState, null), cancel);
            carried = carried with { A = null, L = null, K = kept };
        }

        return TeamsData.Write(TeamsData.Form, carried);
    }

    /// <returns>Null for what is no form of ours.</returns>
    public static TeamsFormData? Read(JsonElement data) => TeamsData.Read<TeamsFormData>(data, TeamsData.Form) is { V: not null, O: not null } read ? read : null;

    public TeamsFormData With(CardAction? kept)
    {
        try
        {
            return kept is not null && JsonSerializer.Deserialize<Kept>(kept.Arguments, CardJson.Options) is { Arguments: not null } read ? this with { A = read.Arguments, L = read.Longs, K = null } : this;
        }
        catch (JsonException)
        {
            return this;
        }
    }

    private sealed record Kept(string Arguments, IReadOnlyDictionary<string, string>? Longs);
}
