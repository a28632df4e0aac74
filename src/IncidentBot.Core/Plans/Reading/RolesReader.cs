using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>roles</c>. People and contacts must have been read.</summary>
internal static class RolesReader
{
    public static IReadOnlyList<PlanRole> Read(PlanReading reading, Section plan)
    {
        if (plan.RequiredMap("roles", "{legal: {contact: lena, deputies: [milo]}}") is not { } map)
        {
            return [];
        }

        var roles = new List<PlanRole>();
        foreach (var entry in map.Entries)
        {
            reading.Slug(new YamlText(entry.Key, true, entry.Line, entry.Column), "role");
            reading.RoleNames.Add(entry.Key);
            if (Section.AsMap(reading.Problems, entry.Value, $"the role '{entry.Key}'") is { } role)
            {
                roles.Add(Role(reading, entry, role));
            }
        }

        Legal(reading, map, roles);
        return roles;
    }

    private static PlanRole Role(PlanReading reading, YamlEntry entry, YamlMap map)
    {
        var section = reading.Of(map, $"the role '{entry.Key}'");
        var contact = reading.Known(section.Required("contact", "lena"), reading.ContactKeys.Keys, "contact", "contacts");
        var deputies = section.OptionalWords("deputies");
        var (onCall, schedule) = RotationReader.Read(reading, section, entry.Key);
        section.End();
        var role = new PlanRole(entry.Key, contact, reading.Known(deputies, reading.ContactKeys.Keys, "contact", "contacts")) { OnCall = onCall, Schedule = schedule };
        foreach (var twice in deputies.Where((deputy, place) => deputy.Text == contact || role.Deputies.Take(place).Contains(deputy.Text)))
        {
            reading.Problems.Add(twice, $"'{twice.Text}' stands twice in the role '{entry.Key}'; name each contact once.");
        }

        if (reading.ContactKeys.TryGetValue(entry.Key, out var line) && !Holders(role).Contains(entry.Key))
        {
            reading.Problems.Add(entry.Line, entry.Column, $"'{entry.Key}' is a role and also the contact of line {line}, who does not hold it, so a page could mean either; rename one of them.");
        }

        return role;
    }

    private static void Legal(PlanReading reading, YamlMap map, List<PlanRole> roles)
    {
        if (map.Entries.FirstOrDefault(entry => entry.Key == PlanWords.LegalRole) is not { } entry)
        {
            reading.Problems.Add(map, "The role 'legal' is missing, so nobody would get the legal deadlines; add legal: {contact: …} with a contact whose person has the grant legal.");
        }
        else if (reading.People.Count > 0 && roles.Find(role => role.Name == PlanWords.LegalRole) is { } legal && Holders(legal).All(reading.ContactKeys.ContainsKey) && !Holders(legal).Any(key => MayDecide(reading, key)))
        {
            reading.Problems.Add(entry.Line, entry.Column, "Nobody in the role 'legal' has an account with the grant legal, so nobody could decide a legal deadline; give such a person's handle to one of its contacts.");
        }
    }

    private static bool MayDecide(PlanReading reading, string key) =>
        reading.Contacts.FirstOrDefault(contact => contact.Key == key)?.Person is { } handle
        && reading.People.FirstOrDefault(person => person.Handle == handle) is { } person
        && person.Grants.Contains(GrantRole.Legal);

    private static IEnumerable<string> Holders(PlanRole role) => [.. role.Deputies, role.Contact, .. role.OnCall?.Order ?? []];
}
