using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Obligations;

/// <summary>What legal clocks refuse, in the sentences people see.</summary>
public static class ObligationRefusals
{
    public static RefusalException NoSuchClock(Incident incident, string clock) => new(new Refusal("no-such-clock", $"{incident.Reference} has no clock \"{clock}\". `clocks` shows them with their numbers; `all` means every undecided one.") { Field = "clock" });

    public static RefusalException WhichClock() => new(new Refusal("which-clock", "Say which one clock: its number from `clocks`. Each filing and each hold is about one.") { Field = "clock" });

    public static RefusalException NoSuchEvent(string name, IEnumerable<string> nearest) => new(new Refusal("no-such-event",
        $"The catalogue knows no event \"{name}\". {(nearest.Any() ? (Prose)$"Nearest: {Prose.Join(", ", nearest.Select(Prose.Code))}. " : default)}`clocks` shows which event starts which clock.")
    { Field = "event" });

    public static RefusalException NoSuchFact(string name, IReadOnlyList<string> nearest) => new(new Refusal("no-such-fact",
        $"No row of the catalogue looks at a fact \"{name}\". {(nearest.Count > 0 ? (Prose)$"Nearest: {Prose.Join(", ", nearest.Select(Prose.Code))}. " : default)}`help fact` lists all of them; what is affected is said with `scope`. A fact of your own starts with {FactForm.FreePrefix}: `{FactForm.FreePrefix}{name}`.")
    { Field = "values" });

    public static RefusalException NoSuchValue(FactForm form, string value) => new(new Refusal("no-such-value",
        $"{form.Name} is {form.Words}; \"{value}\" is not. Write {form.Name}={form.Placeholder.Split('|')[0]}{(form.Placeholder.Contains('|', StringComparison.Ordinal) ? " or another of them" : "")}, or {form.Name}=unknown to take it back. Nothing was recorded.")
    { Field = "values" });

    public static RefusalException BadMoment(string text, string field) => new(new Refusal("bad-moment",
        $"\"{text}\" is neither a date nor a time. Write 2026-11-24, 2026-11-24 14:30 (in the client's zone) or 2026-11-24T14:30:00+01:00.")
    { Field = field });

    public static RefusalException BadZone(string zone) => new(new Refusal("bad-zone", $"\"{zone}\" is not a time zone. Write it as Europe/Berlin or America/Chicago.") { Field = "zone" });

    public static RefusalException InTheFuture(string text) => new(new Refusal("in-the-future", $"{text} has not happened yet. An event is recorded when it has.") { Field = "at" });

    public static RefusalException NotInTheFuture(string text) => new(new Refusal("not-in-the-future", $"{text} is past. A hold ends in the future.") { Field = "until" });

    public static RefusalException AlreadyDecided(Clock clock) => new(new Refusal("clock-decided", $"{ClockWords.Cite(clock)} is {clock.State.Words()} already. Nothing was changed.") { Field = "clock" });

    public static RefusalException NotDecided(Clock clock) => new(new Refusal("not-decided", clock.State is ClockState.Superseded
        ? $"{ClockWords.Cite(clock)} {clock.Because}. Reopen it there."
        : $"{ClockWords.Cite(clock)} is {clock.State.Words()}: nothing was decided that could be taken back."));

    public static RefusalException Contradiction(string question) => new(new Refusal("contradiction", $"{question} Nothing was recorded. Correct the fact first, or legal records the event with --override."));

    public static RefusalException CounselOnly() => new(new Refusal("counsel-only", "Only legal may set an event against earlier claims. Record it without --override, or ask legal."));

    public static RefusalException NothingToAcknowledge(Incident incident) => new(new Refusal("nothing-to-acknowledge", $"No reminder of {incident.Reference} waits for an acknowledgement. `clocks` shows what runs."));

    public static RefusalException NotLegal(string name) => new(new Refusal("not-legal", $"{name} has no legal part at this client, so the clock stays where it is. `who` and the plan show who has.") { Field = "person" });
}
