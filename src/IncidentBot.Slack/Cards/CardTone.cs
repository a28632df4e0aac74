namespace IncidentBot.Slack.Cards;

/// <summary>How a tone looks where there is no colour but that of signs.</summary>
internal static class CardTone
{
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
