namespace IncidentBot.Tests.Plans;

/// <summary>The plan that ships with the bot, whole or with one line spoilt.</summary>
internal static class SamplePlan
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "plans", "contoso-dental.yaml");

    public static string Text { get; } = File.ReadAllText(Path);

    public static IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    /// <summary>Replaces the first occurrence, which must be there.</summary>
    public static string With(string before, string after)
    {
        var place = Text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(place >= 0, $"The sample does not hold: {before}");
        return string.Concat(Text.AsSpan(0, place), after, Text.AsSpan(place + before.Length));
    }

    /// <summary>The number of the first line that holds a text.</summary>
    public static int LineOf(string text, string part)
    {
        var place = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(place >= 0, $"The text does not hold: {part}");
        return text.AsSpan(0, place).Count('\n') + 1;
    }
}
