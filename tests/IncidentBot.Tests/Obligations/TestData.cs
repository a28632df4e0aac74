namespace IncidentBot.Tests.Obligations;

/// <summary>The YAML files beside these tests.</summary>
internal static class TestData
{
    public static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Obligations", file));
}
