using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Paging;

namespace IncidentBot.Core.Plans;

/// <summary>A plan as a card for whoever has to call somebody now: short without a question, everything about what was asked. It holds telephone numbers, so it is only ever an answer to one reader.</summary>
public sealed class WhomToCall(PlanEdition edition, DateTimeOffset now)
{
    private const string Insurance = "insurance";

    private readonly Plan plan = edition.Plan;

    /// <param name="incident">Whose severity says which escalation counts; null where it is about none.</param>
    public Card Overview(Incident? incident) => CardOf($"Whom to call: {plan.Name}",
        [.. new[] { incident is null ? null : Escalation(incident.Severity), new CardSection("Roles", [.. plan.Roles.Select(RoleLine)]), Insured(whole: false) }.OfType<CardSection>()]) with
    {
        Footnote = Prose.Own("`plan show <role, contact or kind>` says everything about one: hours, mail, languages. You alone see this.").Markup,
    };

    /// <summary>Null where the plan knows nothing of that name.</summary>
    public Card? About(string what)
    {
        if (plan.FindRole(what) is { } role)
        {
            return CardOf($"Whom to call: {role.Name}", [.. Holders(role).Index().Select(one => Whole(one.Item, Part(role, one.Item.Key, one.Index)))]);
        }

        var found = plan.FindContact(what) is { } contact ? [contact] : Found(what);
        CardSection[] insured = Same(what, Insurance) || found.Any(one => one.Kind == "insurer") ? [.. new[] { Insured(whole: true) }.OfType<CardSection>()] : [];
        return found.Count + insured.Length == 0 ? null : CardOf($"Whom to call: {what}", [.. found.Select(one => Whole(one, one.Kind)), .. insured]);
    }

    /// <summary>A kind, or else words of a name or a firm.</summary>
    private List<PlanContact> Found(string what) => plan.Contacts.Where(one => Same(one.Kind, what)).ToList() is { Count: > 0 } kind ? kind
        : Same(what, Insurance) ? [.. plan.Contacts.Where(one => one.Key == plan.Insurance?.Contact)]
        : [.. plan.Contacts.Where(one => what.Length > 2 && (Holds(one.Name, what) || Holds(one.Organisation, what)))];

    private Card CardOf(string title, IReadOnlyList<CardSection> sections) =>
        new(title, "IncidentBot: whom to call. Open it to see.", [new CardFact("Plan", edition.Words)], sections, []) { Tone = edition.Outdated ? "warning" : "none" };

    private CardSection? Escalation(Severity severity) => PageLadders.OnDeclare(plan, severity, now) is not { Count: > 0 } levels ? null
        : new CardSection($"Escalation, {severity.Words()}", [.. levels.Index().Select(one => new CardLine($"{one.Index + 1}. {Prose.Join(", ", one.Item.Contacts.Select(plan.FindContact).OfType<PlanContact>().Select(Brief))}, for {PlanThings.Span(one.Item.Wait)}"))]);

    private CardLine RoleLine(PlanRole role) => new($"**{role.Name}**: {Prose.Join("; then ", Holders(role).Select(Brief))}");

    private CardSection? Insured(bool whole) => plan.Insurance is not { } policy ? null : new CardSection("Insurance",
    [
        new CardLine($"{policy.Insurer}, policy {policy.Policy}"),
        .. policy.Hotline is { } hotline ? [new CardLine($"Hotline {hotline}")] : Array.Empty<CardLine>(),
        .. policy.Notice is { } notice ? [new CardLine($"Notice: {notice}")] : Array.Empty<CardLine>(),
        .. whole && policy.Panel.Count > 0 ? [new CardLine($"Pays {Prose.Join(", ", policy.Panel.Select(plan.FindContact).OfType<PlanContact>().Select(Brief))}")] : Array.Empty<CardLine>(),
    ]);

    /// <summary>The name and the one way to try first, for a line.</summary>
    private static Prose Brief(PlanContact contact) =>
        Numbers(contact).FirstOrDefault() is { Number: { } number } ? $"{contact.Name} {number}"
        : contact.Methods.FirstOrDefault(one => one.Kind == PlanWords.MailMethod) is { } mail ? $"{contact.Name} {mail.Address}"
        : (Prose)$"{contact.Name} (no number)";

    private CardSection Whole(PlanContact contact, string part) => new($"{contact.Name} ({part})",
    [
        .. contact.Organisation is { } organisation ? [new CardLine(organisation)] : Array.Empty<CardLine>(),
        .. Numbers(contact).Select(one => new CardLine($"Telephone **{one.Number}**{(one.Ways == PlanWords.VoiceMethod ? "" : $" ({one.Ways})")}")),
        .. contact.Methods.Where(one => one.Kind == PlanWords.MailMethod).Select(one => new CardLine($"Mail {one.Address}")),
        .. Elsewhere(contact).Select(one => new CardLine(one)),
        new CardLine(Times(contact)),
        .. contact.Languages.Count > 0 ? [new CardLine($"Speaks {string.Join(", ", contact.Languages)}")] : Array.Empty<CardLine>(),
    ]);

    /// <summary>Each number once, with what it takes; the ones that ring first.</summary>
    private static IEnumerable<(string? Number, string Ways)> Numbers(PlanContact contact) =>
        contact.Methods.Where(one => one.Kind is PlanWords.VoiceMethod or PlanWords.TextMethod).OrderByDescending(one => one.Kind == PlanWords.VoiceMethod).GroupBy(one => one.Address).Select(one => (one.Key, string.Join(" and ", one.Select(method => method.Kind).Distinct())));

    /// <summary>A webhook's address may hold a token, so only its host is said.</summary>
    private static IEnumerable<Prose> Elsewhere(PlanContact contact) => contact.Methods.Select(one => one.Kind switch
    {
        PlanWords.WebMethod => (Prose)$"In the bot as @{contact.Person}",
        PlanWords.PagerDutyMethod => (Prose)$"PagerDuty {one.Address}",
        PlanWords.WebhookMethod when Uri.TryCreate(one.Address, UriKind.Absolute, out var address) => (Prose)$"Webhook at {address.Host}",
        _ => default(Prose?),
    }).OfType<Prose>();

    private Prose Times(PlanContact contact)
    {
        var there = NodaTime.Instant.FromDateTimeOffset(now).InZone(NodaTime.DateTimeZoneProviders.Tzdb[contact.Zone]);
        var inside = contact.Working?.Cover(now, contact.Zone) switch
        {
            true => ", within their hours",
            false => ", outside their hours",
            null => "",
        };
        return contact.Hours is { } hours ? $"{hours}; in {contact.Zone} it is {there:ddd HH:mm} now{inside}" : (Prose)$"Hours not known; in {contact.Zone} it is {there:ddd HH:mm} now";
    }

    private string Part(PlanRole role, string contact, int place) =>
        role.TurnAt(now) is { } turn && turn.Contact == contact ? $"{role.Name}, on call{(turn.Until < DateTimeOffset.MaxValue ? $" until {turn.Until:yyyy-MM-dd HH:mm} UTC" : "")}"
        : role.Schedule is { } schedule && place == 0 ? $"{role.Name}; it is not known which contact is on call by PagerDuty's schedule {schedule}"
        : place == 0 || contact == role.Contact ? role.Name : $"{role.Name}, deputy {place}";

    private IEnumerable<PlanContact> Holders(PlanRole role) => role.Holders(now).Select(plan.FindContact).OfType<PlanContact>();

    private static bool Holds(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
