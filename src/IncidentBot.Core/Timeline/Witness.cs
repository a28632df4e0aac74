using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>The head of a timeline in print, so that people outside can say later what it was.</summary>
public static class Witness
{
    public static string Of(string words, Incident incident) => Of(words, incident.HeadSequence, incident.HeadHash);

    public static string Of(string words, int sequence, string hash) => ((Prose)$"{words}: {sequence}, `{hash}`").Markup;
}
