using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Obligations;

/// <summary>Reads the catalogue's YAML into records; what it cannot read it refuses with line and sentence.</summary>
internal sealed class CatalogueReader
{
    private readonly ImmutableDictionary<string, string> questions;
    private readonly ImmutableDictionary<string, IReadOnlyList<string>> choices;
    private readonly ReminderRule reminders;
    private readonly Dictionary<string, FactForm> facts = new(StringComparer.OrdinalIgnoreCase);

    private CatalogueReader(DataNode root)
    {
        questions = Words(root, "fact_questions");
        choices = root.FindEntries("fact_values").ToImmutableDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)[.. entry.Value.Items().Select(item => item.Text())]);
        reminders = Reminders(root.Find("reminders"), ReminderRule.Usual);
    }

    public static Catalogue Read(DataNode root)
    {
        var reader = new CatalogueReader(root);
        var rows = root.Need("obligations").Items().Select(node => (Node: node, Row: reader.Row(node))).ToList();
        if (rows.GroupBy(row => row.Row.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw twice.Last().Node.Wrong($"the row '{twice.Key}' is here twice.");
        }

        List<PairedFact> paired = [.. root.FindEntries("event_facts").Select(EventFact)];
        paired.ForEach(pair => reader.facts.TryAdd(pair.Fact, new FactForm(pair.Fact, FactShape.YesNo, [])));
        return new Catalogue
        {
            AsOf = root.Need("as_of").Date(),
            Status = root.FindText("status") ?? "",
            Rows = [.. rows.Select(row => row.Row)],
            Calendars = root.FindEntries("calendars").Where(entry => entry.Value.IsMap).Select(Calendar).ToImmutableDictionary(calendar => calendar.Name),
            Sources = root.FindEntries("sources").ToImmutableDictionary(entry => entry.Key, entry => Source(entry.Value)),
            EventFacts = paired,
            Facts = reader.facts.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase),
            EventGroups = root.FindEntries("event_groups")
                .ToImmutableDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)[.. entry.Value.Items().Select(item => item.Text())]),
            EventWords = Words(root, "event_words"),
            PlaceholderCalendars = [.. root.Find("placeholders")?.FindTexts("calendars") ?? []],
        };
    }

    private static ImmutableDictionary<string, string> Words(DataNode root, string key) =>
        root.FindEntries(key).ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Text(), StringComparer.Ordinal);

    private static CatalogueSource Source(DataNode node) => new(node.NeedText("title"), node.NeedText("address"), node.NeedText("authority"));

    private static PairedFact EventFact((string Key, DataNode Value) entry) =>
        new(entry.Key, entry.Value.NeedText("fact"), entry.Value.Need("value").YesOrNo(), entry.Value.FindText("by_due_of"));

    private static BusinessCalendar Calendar((string Key, DataNode Value) entry)
    {
        var years = entry.Value.FindEntries("dates").Select(year => (Year: Year(year.Key, year.Value), Dates: year.Value.Items().Select(item => InYear(item, year.Key)).ToList())).ToList();
        return new BusinessCalendar(
            entry.Key,
            [.. years.Select(year => year.Year)],
            [.. years.SelectMany(year => year.Dates)],
            entry.Value.FindText("source"));
    }

    private static int Year(string key, DataNode node) => int.TryParse(key, out var year) ? year : throw node.Wrong($"'{key}' is not a year.");

    private static LocalDate InYear(DataNode item, string year) =>
        item.Date() is var date && date.Year.ToString() == year ? date : throw item.Wrong($"{item.Text()} stands under the year {year}.");

    private static ReminderRule Reminders(DataNode? node, ReminderRule usual)
    {
        if (node is null)
        {
            return usual;
        }

        var rule = new ReminderRule(
            node.Has("percent_left") ? [.. node.FindItems("percent_left").Select(item => item.Whole())] : usual.PercentLeft,
            node.Find("at_due")?.YesOrNo() ?? usual.AtDue,
            node.Find("repeat_hours")?.Whole() ?? usual.RepeatHours);
        return rule.RepeatHours < 1 ? throw node.Wrong("repeat_hours must be 1 or more.")
            : rule.PercentLeft.Any(percent => percent is < 1 or > 99) ? throw node.Wrong("percent_left goes from 1 to 99.")
            : rule;
    }

    private ObligationRow Row(DataNode node)
    {
        var inForce = node.Need("in_force");
        var recipient = node.Need("recipient");
        var verification = node.Need("verification");
        return new ObligationRow
        {
            Id = node.NeedText("id"),
            Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(node.Normalised())))[..12],
            Regime = node.NeedText("regime"),
            Jurisdiction = node.NeedText("jurisdiction"),
            Instrument = node.NeedText("instrument"),
            Citation = node.NeedText("citation"),
            CiteAs = node.FindText("cite_as") ?? node.NeedText("citation"),
            Duty = node.FindText("duty") ?? $"notify {recipient.NeedText("who")}",
            InForce = new InForce(inForce.NeedText("status"), LocalDatePattern.Iso.Parse(inForce.FindText("from") ?? "") is { Success: true } from ? from.Value : null),
            ObligatedRole = node.NeedText("obligated_role"),
            Recipient = new Recipient(recipient.NeedText("kind"), recipient.NeedText("who")),
            Due = Expression(node.Need("due")),
            ProvisionalDue = node.Find("provisional_due") is { } provisional ? After(provisional) : null,
            Standard = node.FindText("standard"),
            TriggerNote = node.FindText("trigger_note"),
            Counting = CountingReader.Read(node.Need("counting"), Test),
            AppliesWhen = AppliesWhen(node.Need("applies_when")),
            Tolling = node.FindTexts("tolling"),
            Content = node.FindTexts("content"),
            FollowUps = node.FindTexts("follow_ups"),
            ProviderNote = node.FindText("msp_note"),
            Notes = node.FindText("notes"),
            Confidence = node.NeedText("confidence"),
            Ship = node.FindText("ship"),
            Tier = node.FindText("tier"),
            Verification = new Verification(verification.NeedText("basis"), verification.NeedText("best_source"), verification.FindTexts("sources")),
            ReviewBy = node.FindText("review_by"),
            Reminders = Reminders(node.Find("reminders"), reminders),
        };
    }

    private DueExpression Expression(DataNode node) => node.NeedText("op") switch
    {
        "after" => After(node),
        "min" => new Earliest([.. node.Need("args").Items().Select(Expression)]),
        "if" => new Choice(Condition(node.Need("cond")), Expression(node.Need("then")), Expression(node.Need("else"))),
        var unknown => throw node.Need("op").Wrong($"a due date has no operation '{unknown}' (after, min, if)."),
    };

    private static After After(DataNode node)
    {
        var unit = node.NeedText("unit");
        var known = unit switch
        {
            "hours" => PeriodUnit.Hours,
            "calendar-days" or "days" => PeriodUnit.CalendarDays,
            "business-days" => PeriodUnit.BusinessDays,
            "months" => PeriodUnit.Months,
            _ => PeriodUnit.None,
        };
        var amount = node.Find("amount")?.Whole();
        return amount is not null && known is PeriodUnit.None ? throw node.Need("unit").Wrong($"'{unit}' cannot be counted (hours, calendar-days, business-days, months).")
            : amount < 0 ? throw node.Need("amount").Wrong("a period cannot be negative.")
            : new After(node.NeedText("event"), amount, known, known is PeriodUnit.None ? unit : null, FromEndOfYear(node));
    }

    private static bool FromEndOfYear(DataNode node) => node.FindText("anchor_transform") switch
    {
        null => false,
        "end-of-calendar-year" => true,
        var unknown => throw node.Need("anchor_transform").Wrong($"no anchor_transform '{unknown}' (end-of-calendar-year)."),
    };

    private DueCondition Condition(DataNode node)
    {
        if (node.Find("left") is not { } left)
        {
            return new FactCondition(Test(node));
        }

        return left.NeedText("op") == "elapsed" && node.NeedText("unit") == "hours"
            ? new ElapsedCondition(left.NeedText("from"), left.NeedText("to"), Operator(node.Need("op")), node.Need("amount").Whole())
            : throw left.Wrong("a comparison of times is 'elapsed' from one event to another, in hours.");
    }

    private FactTest Test(DataNode node)
    {
        var value = node.Need("value");
        IReadOnlyList<FactValue> values = value.IsList ? [.. value.Items().Select(item => item.Fact())] : [value.Fact()];
        var comparison = Operator(node.Need("op"));
        return values.Count == 0 ? throw value.Wrong("a comparison needs a value.")
            : values.Count > 1 && comparison is not FactOperator.AnyOf ? throw value.Wrong("only any_of takes a list.")
            : comparison is FactOperator.Greater or FactOperator.GreaterOrEqual or FactOperator.Less or FactOperator.LessOrEqual && values[0] is not FactValue.Number ? throw value.Wrong($"'{values[0]}' is not a number.")
            : new FactTest(node.NeedText("fact"), comparison, values, questions, Form(node.NeedText("fact"), values));
    }

    /// <summary>What a fact may say, by what rows compare it with and by <c>fact_values</c>.</summary>
    private FactForm Form(string name, IReadOnlyList<FactValue> values)
    {
        var words = (choices.GetValueOrDefault(name) ?? []).Concat(facts.GetValueOrDefault(name)?.Choices ?? []).Concat(values.OfType<FactValue.Word>().Select(word => word.Value)).Distinct();
        return facts[name] = values[0] switch
        {
            FactValue.Flag => new FactForm(name, FactShape.YesNo, []),
            FactValue.Number => new FactForm(name, FactShape.Count, []),
            _ => new FactForm(name, FactSet.IsList(name) ? FactShape.Several : FactShape.OneOf, [.. words]),
        };
    }

    private static FactOperator Operator(DataNode node) => node.Text() switch
    {
        "eq" => FactOperator.Equal,
        "ne" => FactOperator.NotEqual,
        "gt" => FactOperator.Greater,
        "gte" => FactOperator.GreaterOrEqual,
        "lt" => FactOperator.Less,
        "lte" => FactOperator.LessOrEqual,
        "any_of" => FactOperator.AnyOf,
        "includes" => FactOperator.Includes,
        var unknown => throw node.Wrong($"no comparison '{unknown}' (eq, ne, gt, gte, lt, lte, any_of, includes)."),
    };

    private AppliesWhen AppliesWhen(DataNode node) =>
        new([.. node.FindItems("all").Select(Test)], [.. node.FindItems("any").Select(Test)], [.. node.FindItems("unless").Select(Test)]);
}
