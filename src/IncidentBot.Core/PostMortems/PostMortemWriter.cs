using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.PostMortems;

/// <summary>Writes the post-mortem from what was recorded: what happened, impact, stage durations, lessons, clocks and filings, follow-ups.</summary>
public sealed class PostMortemWriter(IncidentDb db, TimelineText timeline, FollowUpBook followUps, FactBook factBook, PeopleDirectory people, IncidentTime time)
{
    public async Task<string?> PublishedAsync(Incident incident, CancellationToken cancel) =>
        await db.PostMortems.Where(one => one.IncidentId == incident.Id).Select(one => one.Markdown).SingleOrDefaultAsync(cancel);

    public async Task<string> WriteAsync(Incident incident, CancellationToken cancel)
    {
        var client = await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Name).SingleAsync(cancel);
        var text = new StringBuilder();
        text.Append($"# Post-mortem of {incident.Reference}: {Plain(incident.Title)}\n\n");
        text.Append($"{client} · {incident.Type.Words()} · {incident.Severity.Words()} · declared {incident.DeclaredAt:yyyy-MM-dd HH:mm} UTC{(incident.Drill ? " · **drill**" : "")}\n\n");
        text.Append($"## Summary\n\n{Plain(incident.Summary ?? "No summary was written.")}\n\n");
        await WhatHappenedAsync(text, incident, cancel);
        await ImpactAsync(text, incident, cancel);
        await DurationsAsync(text, incident, cancel);
        await LessonsAsync(text, incident, cancel);
        await ClocksAsync(text, incident, cancel);
        text.Append($"## Follow-ups\n\n{(await followUps.WordsAsync(incident, cancel)).Markup}\n\n");
        text.Append($"---\nWritten over timeline head {incident.HeadSequence}: `{incident.HeadHash}`\n");
        return text.ToString();
    }

    public async Task<Card> CardAsync(Incident incident, PostMortem posted, CancellationToken cancel)
    {
        var lessons = await db.Lessons.Where(lesson => lesson.IncidentId == incident.Id).ToListAsync(cancel);
        var open = await db.FollowUps.CountAsync(item => item.IncidentId == incident.Id && item.DoneAt == null, cancel);
        var stages = (await StagesAsync(incident, cancel)).GroupBy(stage => stage.State).Select(stage => new CardFact(Capital(stage.Key), Words(stage.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Length)))).ToList();
        return new Card($"Post-mortem of {incident.PublicName}", $"{incident.CodeName}: the post-mortem is posted. Open IncidentBot.",
            [.. stages, new CardFact("Open follow-ups", $"{open}")],
            [
                .. Section("Summary", incident.Summary is null ? [] : [incident.Summary]),
                .. Section("What worked", Of(lessons, LessonKind.Worked)),
                .. Section("What did not", Of(lessons, LessonKind.Failed)),
                .. Section("Gaps in the plan", Of(lessons, LessonKind.Gap)),
            ], [])
        {
            Footnote = Witness.Of("Written over timeline head", incident.HeadSequence, posted.Head),
            Tone = "good",
        };
    }

    /// <summary>How long the incident was in each state, in order, a stage that was entered twice listed twice.</summary>
    public async Task<IReadOnlyList<StageLength>> StagesAsync(Incident incident, CancellationToken cancel)
    {
        var moves = await db.TimelineEntries.AsNoTracking().Where(entry => entry.IncidentId == incident.Id && entry.Kind == "state-changed").OrderBy(entry => entry.Sequence)
            .Join(db.TimelineBodies, entry => entry.Id, body => body.EntryId, (entry, body) => new { entry.At, body.Body }).ToListAsync(cancel);
        var stages = new List<StageLength>();
        var since = incident.DeclaredAt;
        foreach (var move in moves)
        {
            stages.Add(new StageLength(move.Body.Length == 0 ? "(erased)" : JsonNode.Parse(move.Body)?["from"]?.GetValue<string>() ?? "?", move.At - since));
            since = move.At;
        }

        if (incident.State.IsActive())
        {
            stages.Add(new StageLength(incident.State.Kebab(), time.Now - since));
        }

        return stages;
    }

    /// <summary>2 d 3 h 4 min; less than a minute in seconds.</summary>
    public static string Words(TimeSpan length) => length < TimeSpan.FromMinutes(1)
        ? $"{length.TotalSeconds:0} s"
        : string.Join(' ', new[] { (length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}"));

    private async Task WhatHappenedAsync(StringBuilder text, Incident incident, CancellationToken cancel)
    {
        text.Append("## What happened\n\n");
        foreach (var line in (await timeline.LinesAsync(incident, null, cancel)).Where(line => !WarRooms.TimelineKinds.Quiet(line.Kind)))
        {
            text.Append($"- {line.At:yyyy-MM-dd HH:mm} UTC – {Plain(line.Text)}\n");
        }

        text.Append('\n');
    }

    private async Task ImpactAsync(StringBuilder text, Incident incident, CancellationToken cancel)
    {
        text.Append("## Impact\n\n");
        var impact = (await factBook.AllAsync(incident, cancel)).Where(fact => fact.Key.StartsWith("scope.", StringComparison.Ordinal) || fact.Key.StartsWith("affected_", StringComparison.Ordinal)).OrderBy(fact => fact.Key, StringComparer.Ordinal).ToList();
        foreach (var (name, value) in impact)
        {
            text.Append($"- {name.Replace("scope.", "", StringComparison.Ordinal).Replace('_', ' ')}: {Plain(value)}\n");
        }

        text.Append(impact.Count == 0 ? "No scope was recorded.\n\n" : "\n");
    }

    private async Task DurationsAsync(StringBuilder text, Incident incident, CancellationToken cancel)
    {
        text.Append("## Stage durations\n\n| Stage | Time |\n|---|---|\n");
        foreach (var stage in await StagesAsync(incident, cancel))
        {
            text.Append($"| {stage.State} | {Words(stage.Length)} |\n");
        }

        text.Append('\n');
    }

    private async Task LessonsAsync(StringBuilder text, Incident incident, CancellationToken cancel)
    {
        var lessons = await db.Lessons.AsNoTracking().Where(lesson => lesson.IncidentId == incident.Id).ToListAsync(cancel);
        foreach (var (heading, kind) in new[] { ("What worked", LessonKind.Worked), ("What did not", LessonKind.Failed), ("Gaps in the plan", LessonKind.Gap) })
        {
            text.Append($"## {heading}\n\n");
            var some = Of(lessons, kind);
            text.Append(some.Count == 0 ? "Nothing was recorded.\n\n" : $"{string.Join('\n', some.Select(lesson => $"- {Plain(lesson)}"))}\n\n");
        }
    }

    private async Task ClocksAsync(StringBuilder text, Incident incident, CancellationToken cancel)
    {
        text.Append("## Clocks and filings\n\nFor counsel to confirm; not legal advice.\n\n");
        var clocks = (await db.Clocks.AsNoTracking().Where(clock => clock.IncidentId == incident.Id).OrderBy(clock => clock.Number).ToListAsync(cancel)).Where(clock => clock.Shown).ToList();
        var names = await people.NamesAsync(clocks.SelectMany(clock => new[] { clock.OwnerId, clock.DecidedBy }), cancel);
        foreach (var clock in clocks)
        {
            text.Append($"- {ClockWords.Title(clock)} – {clock.State.Words()}{(clock.DueAt is { } due ? $", due {due:yyyy-MM-dd HH:mm:ss} UTC" : "")}{(clock.FiledAt is { } filed ? $", filed {filed:yyyy-MM-dd HH:mm} UTC as {Plain(clock.Reference ?? "")}" : "")}{(clock.Because is { } why ? $" ({Plain(why)})" : "")}{(clock.OwnerId is { } owner ? $", owner {names[owner]}" : "")}\n");
        }

        text.Append(clocks.Count == 0 ? "No clock was shown.\n\n" : "\n");
    }

    private static List<string> Of(IEnumerable<Lesson> lessons, LessonKind kind) => [.. lessons.Where(lesson => lesson.Kind == kind).OrderBy(lesson => lesson.At).Select(lesson => lesson.Settlement is { } how ? $"{lesson.Text} (settled: {how})" : lesson.Text)];

    private static IEnumerable<CardSection> Section(string heading, IReadOnlyList<string> lines) => lines.Count == 0 ? [] : [new CardSection(heading, [.. lines.Select(line => new CardLine(line))])];

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What people typed, in one line and without Markdown or HTML meaning.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            plain.Append(letter switch
            {
                '\r' or '\n' => " ",
                '<' => "&lt;",
                '>' => "&gt;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return plain.ToString();
    }
}

/// <summary>One stay in a state.</summary>
public sealed record StageLength(string State, TimeSpan Length);
