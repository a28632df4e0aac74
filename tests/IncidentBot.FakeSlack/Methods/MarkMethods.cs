using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>Pins and reactions.</summary>
internal static class MarkMethods
{
    /// <summary>General knowledge.</summary>
    private const int MostPins = 100;

    public static IEnumerable<MethodSpec> All =>
    [
        new("pins.add", "channel* timestamp*", Pin) { Scopes = ["pins:write"], Tier = 2 },
        new("reactions.add", "channel* name* timestamp*", React) { Scopes = ["reactions:write"] },
    ];

    private static object Pin(Call call)
    {
        var (channel, message) = Message(call);
        if (message.Pinned)
        {
            throw new SlackError("already_pinned");
        }

        if (message.Subtype is not null)
        {
            throw new SlackError("not_pinnable");
        }

        message.Pinned = channel.Pinned.Count < MostPins ? true : throw new SlackError("too_many_pins");
        return new { };
    }

    private static object React(Call call)
    {
        var (_, message) = Message(call);
        var name = call.Text("name")!;
        if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('_' or '-' or '+')))
        {
            throw new SlackError("invalid_name");
        }

        if (message.Reactions.Contains((name, call.Me.Id)))
        {
            throw new SlackError("already_reacted");
        }

        message.Reactions.Add((name, call.Me.Id));
        return new { };
    }

    private static (SlackChannel Channel, SlackMessage Message) Message(Call call)
    {
        var channel = call.Inside();
        return (channel, channel.Messages.Find(one => one.Ts == call.Text("timestamp")) ?? throw new SlackError("message_not_found"));
    }
}
