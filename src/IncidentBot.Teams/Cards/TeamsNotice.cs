namespace IncidentBot.Teams.Cards;

/// <summary>Small print of our own.</summary>
internal static class TeamsNotice
{
    public static RichTextBlock Cut(Uri? web) => Small("This is not all. The rest is in ", web);

    public static RichTextBlock More(int more, Uri? web) => Small($"And {more} more: see ", web);

    private static RichTextBlock Small(string before, Uri? web) => new(
    [
        new TextRun(before) { Size = "Small", IsSubtle = true },
        new TextRun("the web room") { Size = "Small", SelectAction = web is { IsAbsoluteUri: true, Scheme: "https" or "http" } ? new OpenUrlAction(web.AbsoluteUri) : null },
        new TextRun(".") { Size = "Small", IsSubtle = true },
    ])
    { Spacing = "Small" };
}
