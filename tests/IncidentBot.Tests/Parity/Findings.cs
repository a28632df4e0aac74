namespace IncidentBot.Tests.Parity;

/// <summary>All that was found out on one platform.</summary>
internal sealed record Findings(string Platform, IReadOnlyDictionary<string, Ways> Verbs, IReadOnlyDictionary<Ability, bool> Abilities, IReadOnlyDictionary<Spot, IReadOnlyList<string>> Buttons)
{
    /// <summary>Tries everything out.</summary>
    public static async Task<Findings> OfAsync(Func<Task<IPlatform>> start)
    {
        await using var place = await start();
        var buttons = new Dictionary<Spot, IReadOnlyList<string>>();
        foreach (var spot in Enum.GetValues<Spot>())
        {
            buttons[spot] = await place.ButtonsAsync(spot);
        }

        var abilities = new Dictionary<Ability, bool>();
        foreach (var ability in Enum.GetValues<Ability>())
        {
            abilities[ability] = await place.CanAsync(ability);
        }

        return new Findings(place.Name, await VerbWalk.WalkAsync(place), abilities, buttons);
    }

    /// <summary>What is missing on one of them and is there on another.</summary>
    public static IEnumerable<(string What, string Platform)> Missing(IReadOnlyCollection<Findings> all) =>
        from here in all
        from what in here.Verbs.Where(one => all.Any(other => other.Verbs[one.Key].Beyond(one.Value))).Select(one => $"`{one.Key}`")
            .Concat(here.Abilities.Where(one => !one.Value && all.Any(other => other.Abilities[one.Key])).Select(one => one.Key.Words()))
            .Concat(here.Buttons.Where(one => all.SelectMany(other => other.Buttons[one.Key]).Except(one.Value).Any()).Select(one => one.Key.Words()))
        select (what, here.Platform);
}
