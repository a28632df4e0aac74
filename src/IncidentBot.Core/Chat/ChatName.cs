namespace IncidentBot.Core.Chat;

/// <summary>The chat platforms that are set up here, beside the built-in one. Each adds one of these.</summary>
public sealed record ChatName(string Platform);
