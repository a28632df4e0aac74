using IncidentBot.Core.Effects;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.WarRooms;
using IncidentBot.Host.Data;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Crashes;

/// <summary>Holds what people were answered, what arrived outside and what the bot has on its books against each other, once everything is done.</summary>
internal sealed class Audit(Installation installation, Outsides outsides, Shift shift, Report report)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(150);

    /// <summary>Waits until nothing is left to do. A lane that a killed process held on PostgreSQL is free after 45 seconds.</summary>
    public async Task SettleAsync()
    {
        var until = TimeProvider.System.GetUtcNow() + Longest;
        var left = "";
        while (TimeProvider.System.GetUtcNow() < until)
        {
            left = await LeftAsync();
            if (left.Length == 0)
            {
                break;
            }

            await Task.Delay(500);
        }

        report.Check("everything is done by itself within two and a half minutes", left.Length == 0, left);
    }

    public async Task RunAsync()
    {
        var books = await Books.ReadAsync(installation);
        Verbs(books);
        Sends(books);
        Reminders(books);
        Rooms(books);
        await ChainsAsync(books);
        report.Check("nothing was logged as an error", [.. installation.Processes.SelectMany(one => one.Errors)]);
    }

    private Task<string> LeftAsync() => installation.ReadAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var effects = await db.Effects.Where(one => one.State == EffectState.Pending).Select(one => new { one.Kind, one.Attempts, one.Error }).ToListAsync();
        var pages = await db.Pages.CountAsync(one => one.NextAt != null && one.NextAt <= now);
        var reminders = await db.Reminders.CountAsync(one => one.State == ReminderState.Planned && one.DueAt <= now);
        return effects.Count + pages + reminders == 0 ? "" : $"{string.Join(", ", effects.GroupBy(one => one).Select(one => $"{one.Count()} {one.Key}"))}; {pages} pages, {reminders} reminders are due";
    });

    private void Verbs(Books books)
    {
        var answered = shift.Deeds.Where(one => one.Answer is not null).ToList();
        var faults = new List<string>();
        foreach (var deed in shift.Deeds)
        {
            var found = deed.Kind switch
            {
                "declare" => books.Incidents.Count(one => one.Title.Contains(deed.Mark, StringComparison.Ordinal)),
                "talk" => books.Posts.Count(one => one.Text.Contains(deed.Mark, StringComparison.Ordinal)),
                "clock" => books.Entries.Count(one => one.Incident == books.Find(deed.Incident)?.Id && one.Kind == "law-event"),
                _ when deed.Marked => books.Entries.Count(one => one.Body.Contains(deed.Mark, StringComparison.Ordinal)),
                _ => deed.Taken ? 1 : 0,
            };
            if (found > 1 || (deed.Taken && found == 0) || (deed.Answer is { Code: not null } && found > 0))
            {
                faults.Add($"{deed.Who} sent {deed.Sends} times, answered {deed.Answer?.Code ?? (deed.Taken ? "yes" : "never")}, there {found} times: {deed.Line}");
            }
        }

        report.Check("every verb that was answered is there once, every other at most once", faults);
        report.Check("whoever sends again what was answered gets the same answer", [.. shift.Deeds.Select(one => one.OtherAnswer).OfType<string>()]);
        report.Check("no page is acknowledged twice, and each answered acknowledgement is on the timeline", [.. Acknowledgements(books)]);
        var refused = answered.Where(one => !one.Taken).ToList();
        report.Check("nobody was refused but who had nothing to acknowledge or changed nothing", [.. refused.Where(one => one.Kind is not ("ack" or "severity" or "talk")).Select(one => $"{one.Who}: {one.Line}: {one.Answer}")]);
        report.Check("incidents are numbered without a gap", [.. books.Incidents.Where((one, place) => one.Number != place + 1).Select(one => $"{one.Reference}")]);
        report.Row("Verbs sent", $"{shift.Deeds.Count}");
        report.Row("Verbs answered", $"{answered.Count} ({refused.Count} with a refusal, {answered.Count(one => one.Sends > 1)} after sending again)");
        report.Row("Never answered, sender gave up", $"{shift.Deeds.Count - answered.Count}");
        report.Row("Incidents", $"{books.Incidents.Count}");
        report.Row("Notes answered / on timelines", $"{shift.Deeds.Count(one => one is { Kind: "note", Taken: true })} / {books.Entries.Count(one => one.Kind == "note")}");
    }

    private IEnumerable<string> Acknowledgements(Books books)
    {
        foreach (var incident in books.Incidents)
        {
            var noted = books.Entries.Where(one => one.Incident == incident.Id && one.Kind == "page-acknowledged").ToList();
            var ended = books.Pages.Count(one => one.IncidentId == incident.Id && one.State is PageState.Acknowledged);
            var taken = shift.Deeds.Count(one => one is { Kind: "ack", Taken: true } && one.Incident == incident.Reference.ToString());
            if (noted.Count != ended || taken > ended)
            {
                yield return $"{incident.Reference}: {taken} answered, {ended} pages ended, {noted.Count} entries";
            }
        }
    }

    private void Sends(Books books)
    {
        var arrived = outsides.Arrived;
        var sends = books.Sends.ToList();
        var faults = new List<string>();
        var (reached, over, unknown, repeats) = (0, 0, 0, 0);
        foreach (var send in sends)
        {
            var messages = arrived[Key(send)].ToList();
            var marked = messages.Count(repeat => repeat);
            var attempt = books.AttemptOf(send);
            repeats += marked;
            if (messages.Count - marked > 1 || marked > 1)
            {
                faults.Add($"{About(send)}: arrived {messages.Count} times, {marked} of them marked as a repeat");
            }

            if (marked > 0 && send.Begun < 2)
            {
                faults.Add($"{About(send)}: marked as a repeat, and begun {send.Begun} times");
            }

            if (messages.Count > 0)
            {
                reached++;
            }
            else if (attempt is null ? IsSaidUnknown(books, send) : attempt.State is AttemptState.Unknown)
            {
                unknown++;
            }
            else if (attempt is null ? IsOver(books, send) : IsOver(books, attempt))
            {
                over++;
            }
            else
            {
                faults.Add($"{About(send)}: never arrived ({attempt?.State}, begun {send.Begun} times, {send.State})");
            }
        }

        report.Check("every page and reminder reached its mail server or webhook, at most twice, the second marked", faults);
        report.Check("nothing arrived that nobody asked for", [.. arrived.Select(one => one.Key).Except(sends.Select(Key))]);
        report.Check("every signature of a webhook held", [.. outsides.Webhook.Faults]);
        // One that died after its repeat and has nobody left to tell is dropped without a word.
        var twice = sends.Where(one => one.Begun == 2 && books.AttemptOf(one) is not { State: AttemptState.Unknown }).ToList();
        var pursued = twice.Count(one => books.AttemptOf(one) is { } attempt ? !IsOver(books, attempt) : !IsOver(books, one));
        var said = books.Entries.Count(one => one.Kind == "sent-again");
        var givenUp = books.Entries.Count(one => one.Kind == "not-sent" && one.Body.Contains("Nobody knows whether", StringComparison.Ordinal));
        report.Check("the timeline says which were sent again, and of which nobody knows", said + givenUp >= pursued && said + givenUp <= twice.Count, $"{said} sent again, {givenUp} not known; {twice.Count} were begun twice, {pursued} of them to the end");
        report.Row("Pages, reminders, updates to send by mail and webhook", $"{sends.Count}");
        report.Row("Reached / over before they were sent / unknown, and said so", $"{reached} / {over} / {unknown}");
        report.Row("Repeats, each marked", $"{repeats}");
    }

    /// <summary>Nobody has to be told any more: somebody has the page, or a newer round tries again.</summary>
    private static bool IsOver(Books books, PageAttempt attempt) =>
        attempt.State is AttemptState.Failed or AttemptState.Acknowledged or AttemptState.Declined || books.Pages.Single(one => one.Id == attempt.PageId) is { Open: false };

    /// <summary>Somebody has seen it, or a newer one about the same went to the same address.</summary>
    private static bool IsOver(Books books, Effect send) =>
        books.Notices.Any(one => one.Key == Books.Argument(send, "key") && one.SettledAt is not null)
        || books.Sends.Any(one => one.Lane == send.Lane && one.Ordinal > send.Ordinal && Books.Argument(one, "about") == Books.Argument(send, "about"));

    /// <summary>Begun twice, each time cut off, and the timeline says of whom nobody knows whether it arrived.</summary>
    private static bool IsSaidUnknown(Books books, Effect send) => send.Begun == 2
        && books.Entries.Any(one => one.Kind == "not-sent" && one.Body.Contains("Nobody knows whether", StringComparison.Ordinal) && one.Body.Contains($"to {Books.Argument(send, "name")} arrived", StringComparison.Ordinal));

    /// <summary>What it is known by outside: a page by its try, everything else by its effect.</summary>
    private static string Key(Effect send) => send.Kind == "page.call" ? Books.Argument(send, "attempt")! : $"{send.Id}";

    private static string About(Effect send) => $"{send.Kind} {send.Id} in {send.Lane}";

    private void Reminders(Books books)
    {
        var sent = books.Reminders.Where(one => one.State is ReminderState.Sent).ToList();
        var faults = new List<string>();
        foreach (var reminder in sent)
        {
            var key = $"clock:{reminder.ClockId}:{reminder.Id}";
            var outside = books.Sends.Count(one => Books.Argument(one, "key") == key);
            var notices = books.Notices.Count(one => one.Key == key);
            if (outside != CrashPlan.SendsPerReminder || notices != 1)
            {
                faults.Add($"{reminder.Label} due {reminder.DueAt:O}: {notices} in inboxes, {outside} by mail and webhook");
            }
        }

        var said = books.Entries.Count(one => one.Kind == "reminder-sent");
        if (said != sent.Count)
        {
            faults.Add($"{sent.Count} reminders, {said} on timelines");
        }

        report.Check("every reminder is in the inbox once, goes to each legal contact and is on the timeline once", faults);
        report.Row("Legal reminders that came due / said late", $"{sent.Count} / {books.Entries.Count(one => one.Kind == "reminder-sent" && one.Body.Contains("minutes late", StringComparison.Ordinal))}");
    }

    private void Rooms(Books books)
    {
        var faults = new List<string>();
        foreach (var incident in books.Incidents)
        {
            var rooms = books.Rooms.Where(one => one.IncidentId == incident.Id).ToList();
            var posts = rooms.Count == 1 ? books.Posts.Where(one => one.RoomId == rooms[0].Id).ToList() : [];
            if (rooms.Count != 1 || rooms[0].State is not RoomState.Open || posts.Count(one => one.Pinned) != 1 || books.Entries.Count(one => one.Incident == incident.Id && one.Kind == "room-opened") != 1)
            {
                faults.Add($"{incident.Reference}: {rooms.Count} rooms, {posts.Count(one => one.Pinned)} cards");
            }

            var told = posts.Where(one => one.Key.StartsWith("entry:", StringComparison.Ordinal)).Select(one => one.Key).ToList();
            var toTell = books.Entries.Where(one => one.Incident == incident.Id && !TimelineKinds.Quiet(one.Kind) && !TimelineKinds.OnCard(one.Kind)).Select(one => $"entry:{one.Sequence}").ToList();
            if (told.Distinct().Count() != told.Count || toTell.Except(told).Any() || told.Except(toTell).Any())
            {
                faults.Add($"{incident.Reference}: {toTell.Count} entries to tell, {told.Count} posts");
            }

            var updates = books.Entries.Count(one => one.Incident == incident.Id && one.Kind == "status-update");
            if (posts.Count(one => one.Key.StartsWith("update:", StringComparison.Ordinal)) != updates)
            {
                faults.Add($"{incident.Reference}: {updates} updates, {posts.Count(one => one.Key.StartsWith("update:", StringComparison.Ordinal))} posted");
            }
        }

        report.Check("every incident has one room with one pinned card, and each entry is told once", faults);
        report.Row("Rooms / pinned cards / posts", $"{books.Rooms.Count} / {books.Posts.Count(one => one.Pinned)} / {books.Posts.Count}");
    }

    /// <summary>One by the console verbs, as an operator would; all by what stands behind them.</summary>
    private async Task ChainsAsync(Books books)
    {
        var faults = new List<string>();
        using var signer = TimelineSigner.LoadOrCreate(DataFolder.TimelineKeyIn(installation.Data));
        foreach (var incident in books.Incidents)
        {
            var export = await installation.ReadAsync(db => TimelineExports.OfAsync(db, incident, signer, TimeProvider.System, CancellationToken.None));
            faults.AddRange(TimelineVerifier.Verify(TimelineExport.Read(export.ToBytes())).Findings.Select(one => $"{incident.Reference}: {one.Sentence}"));
        }

        var file = Path.Combine(installation.Folder, "inc-1.json");
        await installation.ConsoleAsync("export", "INC-1", "--to", file, "--DataFolder", installation.Data);
        await installation.ConsoleAsync("verify", file);
        report.Check("every timeline verifies", faults);
        report.Row("Timelines that verify", $"{books.Incidents.Count - faults.Count} of {books.Incidents.Count}, {books.Entries.Count} entries");
    }
}
