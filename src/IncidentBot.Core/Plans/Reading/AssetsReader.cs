namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>assets</c>. The roles must have been read.</summary>
internal static class AssetsReader
{
    public static IReadOnlyList<PlanAsset> Read(PlanReading reading, Section plan)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return [.. reading.Sections(plan.OptionalList("assets"), "this asset").Select(asset => Asset(reading, asset, seen))];
    }

    private static PlanAsset Asset(PlanReading reading, Section asset, Dictionary<string, int> seen)
    {
        var name = asset.Required("name", "FS01");
        if (name is not null && !seen.TryAdd(name.Text, name.Line))
        {
            reading.Problems.Add(name, $"The asset '{name.Text}' stands twice (first on line {seen[name.Text]}); put what is said of it together.");
        }

        var owner = asset.Optional("owner");
        reading.Known(owner, reading.RoleNames, "role", "roles");
        var read = new PlanAsset(
            name?.Text ?? "",
            reading.Word(asset.Required("kind", "server"), PlanWords.AssetKinds, "kind of asset"),
            owner?.Text,
            reading.Word(asset.Required("criticality", "high"), PlanWords.Criticalities, "criticality"),
            asset.OptionalText("note"));
        asset.End();
        return read;
    }
}
