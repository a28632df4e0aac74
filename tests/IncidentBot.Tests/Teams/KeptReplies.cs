using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Teams;

/// <summary>People see words alone; whether they are a refusal is known from the kept reply that has them.</summary>
internal static class KeptReplies
{
    public static async Task<bool> RefusedAsync(Bot bot, string shown)
    {
        var words = Letters(shown);
        var replies = await bot.ReadAsync(db => db.Deliveries.Select(one => one.Reply).ToListAsync());
        return replies.OfType<string>().Select(reply => JsonSerializer.Deserialize<Reply>(reply, JsonSerializerOptions.Web)!)
            .Any(reply => reply.Refused && words.Contains(Letters(Prose.Plain(reply.Text))[..25], StringComparison.Ordinal));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
