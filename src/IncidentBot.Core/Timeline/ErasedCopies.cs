using System.Text.Json;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IncidentBot.Core.Timeline;

/// <summary>Takes erased words out of everything else that repeats them: titles, cards, notices, replies, the posted post-mortem. The other entries of the timeline are not touched.</summary>
public sealed class ErasedCopies(IncidentDb db)
{
    public const string Mark = "(erased)";

    /// <summary>Words this short are erased where they stand alone; inside a longer text they are part of other words.</summary>
    private const int ShortestInside = 5;

    /// <summary>Every column that holds what people typed, and by which column a row belongs to its incident. A test fails when a column of text is neither here nor known as the machine's.</summary>
    public static IReadOnlyList<(Type Of, string Owner, string[] Columns)> Places { get; } =
    [
        (typeof(Incident), nameof(Incident.Id), [nameof(Incident.Title), nameof(Incident.Summary), nameof(Incident.RestoredFrom)]),
        (typeof(IncidentFact), nameof(IncidentFact.IncidentId), [nameof(IncidentFact.Value)]),
        (typeof(ChecklistItem), nameof(ChecklistItem.IncidentId), [nameof(ChecklistItem.Title), nameof(ChecklistItem.Because)]),
        (typeof(Page), nameof(Page.IncidentId), [nameof(Page.Message)]),
        (typeof(PageAttempt), nameof(PageAttempt.IncidentId), [nameof(PageAttempt.Answer)]),
        (typeof(LawEvent), nameof(LawEvent.IncidentId), [nameof(LawEvent.Reason)]),
        (typeof(Clock), nameof(Clock.IncidentId), [nameof(Clock.Because), nameof(Clock.Reference)]),
        (typeof(Lesson), nameof(Lesson.IncidentId), [nameof(Lesson.Text), nameof(Lesson.Settlement)]),
        (typeof(FollowUp), nameof(FollowUp.IncidentId), [nameof(FollowUp.Title)]),
        (typeof(PostMortem), nameof(PostMortem.IncidentId), [nameof(PostMortem.Markdown)]),
        (typeof(Notice), nameof(Notice.IncidentId), [nameof(Notice.Card), nameof(Notice.Outcome)]),
        (typeof(Effect), nameof(Effect.IncidentId), [nameof(Effect.Arguments)]),
        (typeof(RoomPost), nameof(RoomPost.RoomId), [nameof(RoomPost.Text), nameof(RoomPost.Card)]),

        // A kept reply and a kept button name no incident: they are found by their words.
        (typeof(Delivery), "", [nameof(Delivery.Reply)]),
        (typeof(StoredAction), "", [nameof(StoredAction.Action)]),
    ];

    public async Task EraseAsync(Incident incident, IReadOnlyList<string> words, CancellationToken cancel)
    {
        var rooms = await db.Rooms.Where(room => room.IncidentId == incident.Id).Select(room => room.Id.Value).ToListAsync(cancel);
        foreach (var word in words.SelectMany(Forms).Distinct())
        {
            foreach (var (of, owner, columns) in Places)
            {
                foreach (var column in columns)
                {
                    foreach (var key in of == typeof(RoomPost) ? rooms : [incident.Id.Value])
                    {
                        await EraseAsync(db.Model.FindEntityType(of)!, owner, column, key, word, cancel);
                    }
                }
            }
        }
    }

    /// <summary>As it was typed, as it stands in stored JSON and in replies, and as it stands in Markdown.</summary>
    private static IEnumerable<string> Forms(string word)
    {
        var marked = Prose.Typed(word).Markup;
        return [word, JsonEncodedText.Encode(word).ToString(), marked, JsonEncodedText.Encode(marked).ToString(), PostMortemWriter.Plain(word)];
    }

    private Task<int> EraseAsync(IEntityType of, string owner, string column, Guid key, string word, CancellationToken cancel)
    {
        var table = StoreObjectIdentifier.Create(of, StoreObjectType.Table)!.Value;
        var (name, longest) = (Quoted(of.FindProperty(column)!.GetColumnName(table)!), of.FindProperty(column)!.GetMaxLength());
        var inside = word.Length >= ShortestInside;
        var erased = inside ? $"replace({name}, {{0}}, '{Mark}')" : $"'{Mark}'";
        var mine = owner.Length == 0 ? "" : $" AND {Quoted(of.FindProperty(owner)!.GetColumnName(table)!)} = {{1}}";
        var sql = $"UPDATE {Quoted(table.Name)} SET {name} = {(longest is null ? erased : $"substr({erased}, 1, {longest})")} WHERE {(inside ? $"{name} LIKE {{2}} ESCAPE '!'" : $"{name} = {{0}}")}{mine}";
#pragma warning disable EF1002 // Names come from the model, never from what anybody typed; values are parameters.
        return db.Database.ExecuteSqlRawAsync(sql, [word, key, $"%{word.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%"], cancel);
#pragma warning restore EF1002
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
