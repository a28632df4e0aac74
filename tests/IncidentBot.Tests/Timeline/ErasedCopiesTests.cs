using IncidentBot.Core.Data;
using IncidentBot.Core.Timeline;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Timeline;

/// <summary>What the law wants erased is erased everywhere, not only on the timeline.</summary>
public sealed class ErasedCopiesTests
{
    private const string Jane = "Jane *\"Röe\"* & <sons> of 12_High St.";

    /// <summary>Text that the machine writes: names of plans and people, keys, states, rules, addresses, hashes.</summary>
    private static readonly HashSet<string> Machine =
    [
        "Incident.CodeName", "Incident.HeadHash", "IncidentFact.Name", "ChecklistItem.Action", "Page.Asked", "Page.Ladder", "PageAttempt.Contact", "PageAttempt.Name", "PageAttempt.Method", "PageAttempt.Address", "PageAttempt.SealedCode", "ContactCheck.Contact", "ContactCheck.Name", "ContactCheck.Provider", "ContactCheck.Method", "ContactCheck.Address", "ContactCheck.Answer", "ContactCheck.Zone", "ContactCheck.Hours", "ContactCheck.SealedCode",
        "LawEvent.Name", "LawEvent.Moment", "LawEvent.Zone", "Clock.RowId", "Clock.Parameter", "Clock.RowVersion", "Clock.Questions", "Clock.Zone", "Clock.Rule", "Clock.Notes", "ClockReminder.Label", "PostMortem.Head", "Notice.Key",
        "Effect.Lane", "Effect.Kind", "Effect.Error", "Lane.Key", "Room.Platform", "Room.Tenant", "Room.Trouble", "Room.Name", "PostedMessage.Key", "PostedMessage.Conversation", "PostedMessage.Address", "PostedMessage.Shows", "Room.Address", "Room.CardAddress", "RoomPost.Key", "RoomPost.AuthorName", "Delivery.Key", "Delivery.Verb", "Counter.Name",
        "TimelineEntry.PreviousHash", "TimelineEntry.Kind", "TimelineEntry.Actor", "TimelineEntry.BodyHash", "TimelineEntry.Hash", "TimelineEntry.ActorPseudonym", "Invitation.CodeHash", "Invitation.Contact", "Invitation.TokenHash", "AuditEntry.Address", "AuditEntry.Detail", "Session.Address", "Session.Issuer", "Session.Subject", "Session.Name", "OneTimeCode.Hash", "TimelineBody.Body", "TimelineBody.ActorName", "TimelineBody.ErasedBecause",
    ];

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Erased_words_are_in_no_table_any_more(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await bot.DoAsync("sam", $"declare chart of {Jane} --client contoso-dental --severity 1");
        await bot.DoAsync("sam", $"declare other --client contoso-dental");
        await bot.DoAsync("nora", "ic @sam", "INC-1");
        string[] lines =
        [
            $"title {Jane} again", $"summary {Jane} called", $"note {Jane} called", $"lesson gap nobody knew {Jane}", $"task add call {Jane}", $"followup add write to {Jane} --owner @ravi",
            $"page it-lead {Jane} is at the door", $"update {Jane} was told", "scope systems=Röes-laptop",
        ];
        foreach (var line in lines)
        {
            await bot.DoAsync("sam", line, "INC-1");
        }

        foreach (var step in new[] { "confirm", "contained", "eradicated", $"restored the notes of {Jane}", "validated" })
        {
            var (verb, rest) = step.Split(' ', 2) is [var first, var tail] ? (first, tail) : (step, "");
            await bot.DoAsync("nora", $"{verb} --override \"a test\" {rest}".TrimEnd(), "INC-1");
        }

        await bot.DoAsync("nora", "review post", "INC-1");
        await bot.SettleAsync();
        await bot.DoAsync("sam", $"note about {Jane} queued and not yet told", "INC-1");
        Assert.NotEmpty(await WhereAsync(bot, "Röe"));

        var entries = await bot.ReadAsync(db => db.TimelineEntries.Where(one => db.Incidents.Any(incident => incident.Id == one.IncidentId && incident.Number == 1)).OrderBy(one => one.Sequence)
            .Join(db.TimelineBodies, one => one.Id, body => body.EntryId, (one, body) => new { one.Sequence, body.Body }).ToListAsync());
        foreach (var entry in entries.Where(one => one.Body.Contains("Röe", StringComparison.Ordinal)))
        {
            await bot.DoAsync("lena", $"erase {entry.Sequence} it names a patient", "INC-1");
        }

        await bot.SettleAsync();
        Assert.Empty(await WhereAsync(bot, "Röe"));
        Assert.Contains(ErasedCopies.Mark, (await bot.IncidentAsync("INC-1")).Title, StringComparison.Ordinal);
        await bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task The_answer_names_the_entries_that_repeat_the_words()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental");
        await bot.DoAsync("sam", "task add call Jane Roe", "INC-1");
        await bot.DoAsync("sam", $"task assign {await bot.ReadAsync(db => db.ChecklistItems.MaxAsync(item => item.Number))} @ravi", "INC-1");
        var (added, assigned) = (await SequenceAsync(bot, "task-added"), await SequenceAsync(bot, "task-assigned"));
        var reply = await bot.DoAsync("lena", $"erase {added} it names a patient", "INC-1");
        Assert.Contains($"The same words stand in entry {assigned}: `erase {assigned} <reason>`", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_incident_and_the_machine_keep_their_words()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("sam", "declare web server running --client contoso-dental");
        await bot.SettleAsync();
        await bot.DoAsync("sam", "note running", "INC-1");
        await bot.DoAsync("lena", $"erase {await SequenceAsync(bot, "note")} a test", "INC-1");
        await bot.SettleAsync();
        Assert.Equal("web server running", (await bot.IncidentAsync("INC-2")).Title);
        Assert.False((await bot.SayAsync("sam", "clocks", "INC-1")).Refused);
        await bot.VerifyAsync("INC-1");
    }

    [Fact]
    public async Task Every_column_of_text_is_known_as_peoples_or_the_machines()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await using var scope = bot.Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<IncidentDb>().GetService<IDesignTimeModel>().Model;
        var places = ErasedCopies.Places.SelectMany(place => place.Columns.Select(column => $"{place.Of.Name}.{column}")).ToHashSet();
        var unknown = model.GetEntityTypes().Where(type => type.ClrType.Namespace is not "IncidentBot.Core.Organisations" and not "IncidentBot.Core.Plans")
            .SelectMany(type => type.GetProperties()).Where(property => (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string) && !(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}").Where(name => !places.Contains(name) && !Machine.Contains(name));
        Assert.Empty(unknown);
    }

    private static Task<int> SequenceAsync(Bot bot, string kind) => bot.ReadAsync(db => db.TimelineEntries.Where(one => one.Kind == kind).MaxAsync(one => one.Sequence));

    /// <summary>Every table and column of text, machine's or people's, that still has the word, as typed or in JSON.</summary>
    private static async Task<IReadOnlyList<string>> WhereAsync(Bot bot, string word)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var found = new List<string>();
        foreach (var property in db.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(property => (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string)))
        {
            var table = StoreObjectIdentifier.Create(property.DeclaringType, StoreObjectType.Table)!.Value;
            var column = property.GetColumnName(table);
#pragma warning disable EF1002 // Names come from the model.
            var rows = await db.Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS INTEGER) AS \"Value\" FROM \"{table.Name}\" WHERE \"{column}\" LIKE {{0}} OR \"{column}\" LIKE {{1}}", $"%{word}%", $"%{System.Text.Json.JsonEncodedText.Encode(word)}%").SingleAsync();
#pragma warning restore EF1002
            if (rows > 0)
            {
                found.Add($"{table.Name}.{column}");
            }
        }

        return found;
    }
}
