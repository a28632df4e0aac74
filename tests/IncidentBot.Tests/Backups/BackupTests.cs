using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.SignIn;
using IncidentBot.Host.Backups;
using IncidentBot.Tests.Paging;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Backups;

/// <summary>A backup is all that was kept at one moment, on either database, and nothing that would let a thief in.</summary>
public sealed class BackupTests
{
    public static TheoryData<Database, Database> Ways => new()
    {
        { Database.Sqlite, Database.Sqlite },
        { Database.Sqlite, Database.Postgres },
        { Database.Postgres, Database.Sqlite },
        { Database.Postgres, Database.Postgres },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_row_is_there_again_on_either_database_and_every_timeline_verifies(Database from, Database to)
    {
        await using var bot = await Bot.StartAsync(from);
        await DeclareAsync(bot);
        await bot.DoAsync("sam", "declare phishing wave --client contoso-dental --severity 4 --confidential");
        await bot.DoAsync("sam", "note ünïcode 𝄞, \"quotes\", a\ttab and a back\\slash", "INC-2");
        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.SettleAsync();
        using var backup = await Archive.OfAsync(bot);

        await using var again = await Bot.RestoredAsync(to, backup.File);
        using var second = await Archive.OfAsync(again);
        Assert.Equal(backup.Rows(), second.Rows());
        await again.VerifyAsync("INC-1");
        await again.VerifyAsync("INC-2");
        Assert.Equal(await bot.TimelineAsync("INC-2"), await again.TimelineAsync("INC-2"));
        Assert.Equal("INC-3", (await again.DoAsync("sam", "declare another --client contoso-dental")).Incident?.ToString());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_waited_at_the_backup_is_done_once_after_the_restore_and_what_was_done_is_not_repeated(Database from, Database to)
    {
        await using var bot = await Bot.StartAsync(from, services: new SentPages().Install);
        await DeclareAsync(bot);
        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.SettleAsync();
        await bot.DoAsync("sam", "page legal please join", "INC-1");
        var until = bot.Time.GetUtcNow().AddSeconds(45).UtcTicks;
        await bot.ReadAsync(db => db.Database.ExecuteSqlAsync($"""INSERT INTO "Lanes" ("Key", "IncidentId", "LeasedUntil", "ParkedUntil", "Fence") SELECT DISTINCT "Lane", "IncidentId", {until}, 0, 1 FROM "Effects" WHERE "State" = 'Pending' ON CONFLICT ("Key") DO UPDATE SET "LeasedUntil" = {until}"""));
        using var backup = await Archive.OfAsync(bot);

        var sent = new SentPages();
        await using var again = await Bot.RestoredAsync(to, backup.File, sent.Install);
        await again.SettleAsync();
        Assert.Equal("lena", Assert.Single(sent.Contacts));
        Assert.Single(await PageNoticesAsync(again, "legal"));
        Assert.Equal(0, await again.ReadAsync(db => db.Effects.CountAsync(effect => effect.State == EffectState.Pending)));

        // The alarms of the pages and the reminders are set again, each once.
        Assert.Contains(again.Jobs.Labels, label => label.StartsWith("INC-1 page 2 (legal)", StringComparison.Ordinal));
        Assert.Single(again.Jobs.Labels, label => label.Contains("GDPR", StringComparison.Ordinal) && label.EndsWith("remind at 50 %", StringComparison.Ordinal));
        await again.DoAsync("lena", "ack 2", "INC-1");
        await again.DoAsync("nora", "ack 1", "INC-1");
        await again.PassAsync(TimeSpan.FromHours(36) + TimeSpan.FromMinutes(1));
        Assert.Single(await again.TimelineAsync("INC-1"), line => line.StartsWith("Reminder (50 %) of GDPR Art. 33(1)", StringComparison.Ordinal));
        await again.VerifyAsync("INC-1");
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Neither_sessions_nor_one_time_codes_are_in_it(Database database)
    {
        await using var bot = await Bot.StartAsync(database, listen: true, sampleOnly: true);
        using var sam = await Browser.SignedInAsync(bot, "sam");
        await using var scope = bot.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(CodePurpose.BreakGlass, (await bot.PersonAsync("sam")).Id, vouched: true, "console", CancellationToken.None);
        var session = Assert.Single(await bot.ReadAsync(db => db.Sessions.ToListAsync()));
        var code = Assert.Single(await bot.ReadAsync(db => db.OneTimeCodes.ToListAsync()));
        using var backup = await Archive.OfAsync(bot);
        var text = backup.Text();
        Assert.DoesNotContain(session.Id.ToString(), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code.Hash, text, StringComparison.OrdinalIgnoreCase);

        await using var again = await Bot.RestoredAsync(database, backup.File);
        Assert.Equal(0, await again.ReadAsync(db => db.Sessions.CountAsync()) + await again.ReadAsync(db => db.OneTimeCodes.CountAsync()));
        Assert.True(await again.ReadAsync(db => db.AuditEntries.AnyAsync(entry => entry.Kind == AuditKind.SignedIn)));
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_backup_in_the_middle_of_work_is_of_one_moment(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        await DeclareAsync(bot);
        using var stop = new CancellationTokenSource();
        var work = Task.Run(async () =>
        {
            for (var n = 0; n < 500 && !stop.IsCancellationRequested; n++)
            {
                await bot.DoAsync("sam", $"note finding {n}", "INC-1");
            }
        });
        var backups = new List<Archive>();
        for (var n = 0; n < 5; n++)
        {
            backups.Add(await Archive.OfAsync(bot));
        }

        await stop.CancelAsync();
        await work;
        await using var again = await Bot.RestoredAsync(Database.Sqlite, backups[^1].File);
        await again.VerifyAsync("INC-1");
        Assert.Equal(await again.ReadAsync(db => db.TimelineEntries.CountAsync()), await again.ReadAsync(db => db.Incidents.SumAsync(one => one.HeadSequence)));
        backups.ForEach(one => one.Dispose());
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_backup_of_an_older_version_is_restored_and_brought_up_to_date(Database database)
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await DeclareAsync(bot);
        using var backup = await Archive.OfAsync(bot);
        backup.MakeOlder("Start", ["Invitations", "AuditEntries", "ChatInstalls", "StoredActions", "PostedMessages", "ContactChecks"],
            [("Effects", "Begun"), ("LawEvents", "Withdraws"), ("Grants", "Source"), ("Rooms", "BegunAt"), ("Rooms", "Follows"), ("Rooms", "Tenant"), ("Rooms", "Trouble"),
            ("Effects", "NotBefore"), ("Lessons", "SettledAt"), ("Lessons", "Settlement"), ("Lessons", "Number"), ("Pages", "LevelAt"), ("PageAttempts", "Held"), ("PageAttempts", "Place"), ("PageAttempts", "SealedCode"), ("PageAttempts", "WrongCodes"), ("Incidents", "OutOfBandSince"), ("Incidents", "OutOfBandSilently"), ("PlanVersions", "By"), ("PlanVersions", "Origin")]);
        await using var again = await Bot.RestoredAsync(database, backup.File);
        await again.SettleAsync();
        await again.VerifyAsync("INC-1");
        Assert.Empty(await again.ReadAsync(db => db.Database.GetPendingMigrationsAsync()));
    }

    [Fact]
    public async Task What_was_altered_or_is_newer_or_no_backup_is_refused_and_said()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite);
        await DeclareAsync(bot);
        await RefusedAsync(bot, "backup-altered", archive => archive.Change("tables/TimelineBodies.jsonl", text => text.Replace("ransom", "random", StringComparison.Ordinal)));
        await RefusedAsync(bot, "backup-altered", archive => archive.Change("tables/Notices.jsonl", _ => null));
        await RefusedAsync(bot, "backup-altered", archive => archive.Change("keys/added.xml", _ => "<key/>"));
        await RefusedAsync(bot, "backup-altered", archive => archive.ChangeManifest(json => json["keys"]!.AsArray().Add(new System.Text.Json.Nodes.JsonObject { ["name"] = "../outside", ["sha256"] = "" })));
        await RefusedAsync(bot, "backup-newer", archive => archive.ChangeManifest(json => json["format"] = BackupManifest.Current + 1));
        await RefusedAsync(bot, "backup-newer", archive => archive.ChangeManifest(json => json["schema"]!.AsArray().Add("Telepathy")));
        await RefusedAsync(bot, "no-backup", archive => archive.Change(BackupManifest.Part, _ => null));
        await RefusedAsync(bot, "no-backup", archive => archive.Change(BackupManifest.Part, _ => "{"));
        await RefusedAsync(bot, "no-backup", archive => archive.Change(BackupManifest.Part, _ => """{"format":1}"""));
        await RefusedAsync(bot, "no-backup", archive => File.WriteAllBytes(archive.File, File.ReadAllBytes(archive.File)[..^100]));
        await RefusedAsync(bot, "no-backup", archive => File.WriteAllText(archive.File, "a letter"));
    }

    private static async Task DeclareAsync(Bot bot)
    {
        await bot.DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("sam", "scope systems=FS01 data=patient-records total=1800 US-TX=1150", "INC-1");
        await bot.SettleAsync();
    }

    private static async Task<List<Notice>> PageNoticesAsync(Bot bot, string asked)
    {
        var keys = await bot.ReadAsync(db => db.PageAttempts.Where(one => db.Pages.Any(page => page.Id == one.PageId && page.Asked == asked)).Select(one => one.Id).ToListAsync());
        var notices = await bot.ReadAsync(db => db.Notices.AsNoTracking().ToListAsync());
        return [.. notices.Where(notice => keys.Any(key => notice.Key.Contains(key.ToString(), StringComparison.Ordinal)))];
    }

    private static async Task RefusedAsync(Bot bot, string code, Action<Archive> spoil)
    {
        using var archive = await Archive.OfAsync(bot);
        spoil(archive);
        var refused = await Assert.ThrowsAsync<RefusalException>(async () => await (await Bot.RestoredAsync(Database.Sqlite, archive.File)).DisposeAsync());
        Assert.Equal(code, refused.Refusal.Code);
    }
}
