using IncidentBot.SlackFake.Web;
using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.Methods;

/// <summary>What was said in a channel.</summary>
internal static class HistoryMethods
{
    public static IEnumerable<MethodSpec> All =>
    [
        new("conversations.history", "channel* cursor limit latest oldest inclusive include_all_metadata", History),
        new("conversations.replies", "channel* ts* cursor limit latest oldest inclusive include_all_metadata", Replies) { Json = false },
    ];

    private static object History(Call call)
    {
        var channel = Read(call);
        var all = Between(call, channel.Messages.Where(one => one.ThreadTs is null || one.Broadcast)).Reverse().ToList();
        var (rows, next) = call.Page(all, 100, 999);
        return new { messages = Told(call, channel, rows), has_more = next.Length > 0, pin_count = channel.Pinned.Count, channel_actions_count = 0, response_metadata = new { next_cursor = next } };
    }

    private static object Replies(Call call)
    {
        var channel = Read(call);
        var root = channel.Messages.Find(one => one.Ts == call.Text("ts")) ?? throw new SlackError("thread_not_found");
        var all = Between(call, channel.Messages.Where(one => one.Ts == root.Ts || one.ThreadTs == root.Ts)).ToList();
        var (rows, next) = call.Page(all, 1000, 1000);
        return new { messages = Told(call, channel, rows), has_more = next.Length > 0, response_metadata = new { next_cursor = next } };
    }

    private static SlackChannel Read(Call call)
    {
        var channel = call.Channel();
        call.NeedFor(channel, "history", "history");
        return call.IsIn(channel) ? channel : throw new SlackError("not_in_channel");
    }

    private static IEnumerable<object> Told(Call call, SlackChannel channel, IEnumerable<SlackMessage> rows) => rows.Select(one => Shapes.Message(call.World, one, channel, call.Flag("include_all_metadata")));

    /// <summary>A ts is compared letter by letter: seconds have ten digits until the year 2286.</summary>
    private static IEnumerable<SlackMessage> Between(Call call, IEnumerable<SlackMessage> messages)
    {
        var (oldest, latest, inclusive) = (call.Text("oldest"), call.Text("latest"), call.Flag("inclusive"));
        foreach (var bound in new[] { oldest, latest }.OfType<string>())
        {
            if (!decimal.TryParse(bound, out _))
            {
                throw new SlackError(bound == oldest ? "invalid_ts_oldest" : "invalid_ts_latest");
            }
        }

        return messages.Where(one => (oldest is null || Compare(one.Ts, oldest) is var after && (after > 0 || (inclusive && after == 0)))
            && (latest is null || Compare(one.Ts, latest) is var before && (before < 0 || (inclusive && before == 0))));
    }

    private static int Compare(string left, string right) => decimal.Parse(left).CompareTo(decimal.Parse(right));
}
