namespace IncidentBot.Core.Chat;

/// <summary>The signs of tones, because colours alone say nothing to many.</summary>
public static class ToneSigns
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
