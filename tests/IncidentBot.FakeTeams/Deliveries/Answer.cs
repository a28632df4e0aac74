using System.Text.Json.Nodes;

namespace IncidentBot.TeamsFake.Deliveries;

/// <summary>What somebody who pressed or submitted something got for it.</summary>
public sealed record Answer(Delivery Delivery)
{
    public int Status => Delivery.Status;

    public bool Ok => Delivery.Ok && Error is null;

    /// <summary>The bot's JSON.</summary>
    public JsonObject? Body => Delivery.Answer;

    /// <summary>The card that they now see in place of the one they pressed on.</summary>
    public JsonObject? Card { get; init; }

    /// <summary>What it reads.</summary>
    public string Shown => Card is null ? Text ?? Dialog?.Shown ?? "" : Cards.CardView.Text(Card);

    /// <summary>A line that appears and goes.</summary>
    public string? Text { get; init; }

    /// <summary>The form that is open before them now.</summary>
    public TeamsDialog? Dialog { get; init; }

    /// <summary>What they are told instead, where the bot or the way to it failed.</summary>
    public string? Error { get; init; }
}
