namespace IncidentBot.Teams.Cards;

/// <summary>How a tone looks: a coloured ground for the title. It never stands alone: there is a sign as well.</summary>
internal static class CardTone
{
    public static string Ground(string tone) => tone switch
    {
        "danger" => "attention",
        "warning" => "warning",
        "good" => "good",
        _ => "emphasis",
    };
}
