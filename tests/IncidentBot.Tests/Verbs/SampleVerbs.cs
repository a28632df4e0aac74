using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Tests.Verbs;

/// <summary>Verbs that cover everything a grammar can say, apart from the bot's own so that those may change.</summary>
internal static class SampleVerbs
{
    public static GrammarSet All { get; } = new(
    [
        Grammar.Of<Rate>(), Grammar.Of<Open>(), Grammar.Of<Write>(), Grammar.Of<Stop>(), Grammar.Of<Join>(), Grammar.Of<Give>(), Grammar.Of<Facts>(),
        Grammar.Of<Task>(), Grammar.Of<TaskAdd>(), Grammar.Of<TaskDone>(), Grammar.Of<Send>(), Grammar.Of<Show>(), Grammar.Of<Help>(), Grammar.Of<Link>(), Grammar.Of<Hand>(),
        Grammar.Of<Mark>(),
    ]);

    public enum Severity
    {
        Critical = 1,
        High,
        Medium,
        Low,
        Informational,
    }

    public enum Outcome
    {
        FalsePositive,
        Duplicate,
        [AlsoWritten("theirs")]
        External,
    }

    public sealed record Rate(Severity To, string? Because) : IIncidentVerb, IVerb<Rate>
    {
        public static Grammar<Rate> Grammar => new("severity", "sev")
        {
            Arguments = ["to"],
            Rest = "because",
            Summary = "Changes the severity.",
            Examples = ["severity 2 the backups are hit too"],
            Shorthands = new Dictionary<string, string> { ["p1"] = "1", ["p2"] = "2", ["p3"] = "3", ["p4"] = "4", ["p5"] = "5" },
        };

        public static Permission Needs => Permission.None;
    }

    public sealed record Open(string Title, string? Client, Severity? Severity, bool Confidential, bool Drill) : IVerb<Open>
    {
        public static Grammar<Open> Grammar => new("declare", "new", "report") { Rest = "title", Summary = "Declares an incident.", Examples = ["declare ransom note on FS01 --client contoso-dental"] };

        public static Permission Needs => Permission.None;
    }

    public sealed record Write(string Text) : IIncidentVerb, IVerb<Write>
    {
        public static Grammar<Write> Grammar => new("note") { Rest = "text", Summary = "Writes a note." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Stop(string? Override) : IIncidentVerb, IVerb<Stop>
    {
        public static Grammar<Stop> Grammar => new("contained") { Summary = "Says that it is contained." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Join(IncidentReference Into) : IIncidentVerb, IVerb<Join>
    {
        public static Grammar<Join> Grammar => new("merge") { Arguments = ["into"], Summary = "Merges." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Link(IncidentReference? From, IncidentReference? To, string? Why) : IIncidentVerb, IVerb<Link>
    {
        public static Grammar<Link> Grammar => new("link") { Arguments = ["from", "to"], Rest = "why", Summary = "Links." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Give(string Role, Id<Person> Person, Id<Person>? InsteadOf = null) : IIncidentVerb, IVerb<Give>
    {
        public static Grammar<Give> Grammar => new("role") { Arguments = ["role", "person"], Summary = "Gives a role.", Shorthands = new Dictionary<string, string> { ["ic"] = "commander" } };

        public static Permission Needs => Permission.None;
    }

    public sealed record Facts(IReadOnlyDictionary<string, string> Values, Severity? Trust = null, int Count = 3) : IIncidentVerb, IVerb<Facts>
    {
        public static Grammar<Facts> Grammar => new("fact") { Arguments = ["trust"], Summary = "States facts." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Task(string Text) : IIncidentVerb, IVerb<Task>
    {
        public static Grammar<Task> Grammar => new("task") { Arguments = ["text"], Summary = "Shows a task." };

        public static Permission Needs => Permission.None;
    }

    public sealed record TaskAdd(Id<Person>? Owner, string Text) : IIncidentVerb, IVerb<TaskAdd>
    {
        public static Grammar<TaskAdd> Grammar => new("task add") { Arguments = ["owner"], Rest = "text", Summary = "Adds a task." };

        public static Permission Needs => Permission.None;
    }

    public sealed record TaskDone(int Number, IReadOnlyList<string>? Also = null) : IIncidentVerb, IVerb<TaskDone>
    {
        public static Grammar<TaskDone> Grammar => new("task done") { Arguments = ["number"], Summary = "Finishes a task." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Send(IReadOnlyList<string> To, string? Subject, IReadOnlyList<string>? CopyTo, string Text, int? After, bool Loud = true) : IIncidentVerb, IVerb<Send>
    {
        public static Grammar<Send> Grammar => new("update") { Arguments = ["to", "subject"], Rest = "text", Summary = "Sends an update." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Show : IIncidentVerb, IVerb<Show>
    {
        public static Grammar<Show> Grammar => new("status", "show") { Summary = "Shows it." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Help(string? Verb) : IVerb<Help>
    {
        public static Grammar<Help> Grammar => new("help") { Rest = "verb", Summary = "Helps." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Hand(IncidentReference? Other, Id<Person>? To, Outcome? Outcome, int? Number, string Why, string Tone = "plain") : IIncidentVerb, IVerb<Hand>
    {
        public static Grammar<Hand> Grammar => new("hand") { Arguments = ["other", "to", "outcome", "number"], Rest = "why", Summary = "Hands over." };

        public static Permission Needs => Permission.None;
    }

    public sealed record Mark(Outcome As, IReadOnlyDictionary<string, string>? With, string? Because) : IIncidentVerb, IVerb<Mark>
    {
        public static Grammar<Mark> Grammar => new("mark") { Arguments = ["as"], Rest = "because", Summary = "Marks." };

        public static Permission Needs => Permission.None;
    }
}
