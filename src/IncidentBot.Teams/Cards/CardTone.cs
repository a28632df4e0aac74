namespace IncidentBot.Teams.Cards;

/// <summary>How a tone looks: a coloured ground for the title, and always a sign, because colours alone say nothing to many.</summary>
internal static class CardTone
{
    public static string Ground(string tone) => tone switch
    {
        "danger" => "attention",
        "warning" => "warning",
        "good" => "good",
        _ => "emphasis",
    };

    public static string Title(string tone) => tone switch
    {
        "danger" => "🔴 ",
        "warning" => "🟠 ",
        "good" => "🟢 ",
        _ => "",
    };

    public static string? Line(string tone) => tone switch
    {
        "danger" => "❗ ",
        "good" => "✅ ",

        // A warning is in the words. A sign before every clock that runs would be one that nobody sees any more.
        _ => null,
    };
}
