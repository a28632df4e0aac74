namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>escalation</c>. Contacts and roles must have been read.</summary>
internal static class EscalationReader
{
    public static IReadOnlyList<EscalationRule> Read(PlanReading reading, Section plan)
    {
        var seen = new Dictionary<int, int>();
        var nodes = plan.RequiredList("escalation", "- severities: [1, 2]");
        var rules = reading.Sections(nodes, "this escalation rule").Select(rule => Rule(reading, rule, seen)).ToList();
        var absent = Enumerable.Range(1, 5).Where(severity => !seen.ContainsKey(severity)).ToList();
        if (nodes.Count > 0 && absent.Count > 0)
        {
            reading.Problems.Add(nodes[0], $"No escalation rule covers severity {string.Join(", ", absent)}, so nobody would be paged; add {(absent.Count == 1 ? "it" : "them")} to a rule's severities (1 to 5 must each stand in one).");
        }

        return rules;
    }

    private static EscalationRule Rule(PlanReading reading, Section rule, Dictionary<int, int> seen)
    {
        var severities = rule.RequiredWords("severities", "[1, 2]").Select(text => Severity(reading, text, seen)).OfType<int>().ToList();
        var levels = rule.RequiredList("levels", "[{page: [incident-manager], wait: 5m}]");
        var read = reading.Sections(levels, "this level").Select(level => Level(reading, level)).ToList();
        rule.End();
        return new EscalationRule(severities, read);
    }

    private static int? Severity(PlanReading reading, YamlText text, Dictionary<int, int> seen)
    {
        if (text.Text is not [>= '1' and <= '5'])
        {
            reading.Problems.Add(text, $"'{text.Text}' is no severity; write a number from 1 (worst) to 5.");
            return null;
        }

        var severity = text.Text[0] - '0';
        if (!seen.TryAdd(severity, text.Line))
        {
            reading.Problems.Add(text, $"Severity {severity} stands in two places (first on line {seen[severity]}); keep one, so that it is clear who is paged.");
        }

        return severity;
    }

    private static EscalationLevel Level(PlanReading reading, Section level)
    {
        var written = level.RequiredWords("page", "[incident-manager]");
        string[] targets = [.. reading.RoleNames.Union(reading.ContactKeys.Keys)];
        var complete = reading.RoleNames.Count > 0 && reading.ContactKeys.Count > 0;
        var page = reading.Known(written, complete ? targets : [], "role or contact", "roles' or 'contacts");
        var wait = Wait(reading, level.Required("wait", "5m"));
        level.End();
        if (written.Count > 0 && complete && page.All(targets.Contains) && !page.Any(target => CanAnswer(reading, target)))
        {
            reading.Problems.Add(level.At, $"Nobody whom this level pages ({string.Join(", ", page)}) could acknowledge, because a webhook answers nothing; add a contact with the method web, mail, sms, voice or pagerduty.");
        }

        return new EscalationLevel(page, wait);
    }

    private static TimeSpan Wait(PlanReading reading, YamlText? text)
    {
        var wait = text is null ? null : Formats.Duration(text.Text);
        if (text is not null && wait is null)
        {
            reading.Problems.Add(text, $"'{text.Text}' is no duration; write 5m, 1h30m or 2d, more than nothing and at most 7d.");
        }

        return wait ?? TimeSpan.Zero;
    }

    // A role is paged through whoever is on call for it or its contact; the deputies follow only when the role itself is paged by hand.
    private static bool CanAnswer(PlanReading reading, string target)
    {
        var role = reading.Roles.FirstOrDefault(role => role.Name == target);
        string[] keys = role is null ? [target] : [role.Contact, .. role.OnCall?.Order ?? []];
        return reading.Contacts.Any(contact => keys.Contains(contact.Key) && contact.Methods.Any(method => method.Kind != PlanWords.WebhookMethod));
    }
}
