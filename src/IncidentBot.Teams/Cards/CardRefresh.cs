using System.Text.Json;

namespace IncidentBot.Teams.Cards;

/// <summary>A card that asks for a fresh one when it is looked at.</summary>
/// <param name="Key">What it shows, for whoever makes the fresh one: an incident's reference, a notice's id.</param>
/// <param name="Users">For whom, by the ids that Teams has for them; the first sixty count.</param>
public sealed record CardRefresh(string Key, IReadOnlyList<string> Users)
{
    public const string Verb = "refresh";

    /// <returns>The key, or null for what asks for no fresh card of ours.</returns>
    public static string? Read(JsonElement data) => TeamsData.Read<string>(data, TeamsData.Fresh);

    internal Refresh Render() => new(new ExecuteAction(Verb, TeamsData.Write(TeamsData.Fresh, Key)) { Title = "Refresh" })
    {
        UserIds = Users.Count == 0 ? null : [.. Users.Distinct(StringComparer.Ordinal).Take(TeamsLimits.Refreshers)],
    };
}
