using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Core.Verbs;

/// <summary>Answers typed text: reads it by the grammar and hands the record to the router. Free text never acts by itself.</summary>
public sealed class VerbText(VerbCatalogue verbs, VerbRouter router)
{
    /// <param name="key">The platform's id of the delivery.</param>
    /// <param name="person">Who typed it.</param>
    /// <param name="line">What was typed, with its mentions.</param>
    /// <param name="room">The incident in whose room it was typed, if any.</param>
    /// <param name="only">The only incident that they may touch, if they came by an invitation.</param>
    /// <param name="cancel">Stops waiting, not what is committed.</param>
    /// <param name="chat">Who typed it on a chat platform, known or not.</param>
    public async Task<Reply> HandleAsync(string key, Id<Person>? person, VerbLine line, IncidentReference? room, CancellationToken cancel, IncidentReference? only = null, ChatIdentity? chat = null) =>
        verbs.Grammars.Read(line with { Text = CleanText.AtTheDoor(line.Text) }) switch
        {
            VerbReading.Parsed parsed => await router.HandleAsync(new VerbRequest(key, person, parsed.Verb, parsed.Incident ?? room) { Only = only, Chat = chat }, cancel),
            VerbReading.Refused refused => Reply.Of(refused.Refusal),
            VerbReading.Unknown unknown => Offer(unknown),
            _ => throw new InvalidOperationException("A reading is one of three."),
        };

    private Reply Offer(VerbReading.Unknown unknown)
    {
        var title = unknown.Text.Trim();
        if (title.Length == 0)
        {
            return Reply.Of("Say `help` to see what you can do.");
        }

        var nearest = unknown.Nearest.Count == 0 ? default : (Prose)$" Or did you mean {Prose.Join(", ", unknown.Nearest.Select(Prose.Code))}?";
        var cut = title.Length <= Limits.Title ? title : title[..(Limits.Title - 1)] + "…";
        var (name, arguments) = verbs.Json.Serialize(new DeclareIncident(cut));
        var declare = new CardAction($"Declare \"{(cut.Length <= 60 ? cut : cut[..59] + "…")}\"", name, arguments, "", null, null) { Form = "declare" };
        return Reply.Of(new Refusal("unknown-verb", $"That is not a verb, so nothing was done. To declare an incident with these words, press the button.{nearest} `help` lists the verbs."),
            new Card("Nothing was done", "Nothing was done.", [], [], [declare]));
    }
}
