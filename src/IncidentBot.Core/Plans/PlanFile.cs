using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Plans.Reading;

namespace IncidentBot.Core.Plans;

/// <summary>Reads a client's plan from YAML and says everything that is wrong with it, each with its line and how to mend it. Never throws for what a file holds.</summary>
public static class PlanFile
{
    /// <summary>In bytes of UTF-8. A plan of a large client is about a fiftieth of it.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>Reads a file as it lies on disk.</summary>
    public static PlanParse Parse(string path, ReadOnlySpan<byte> bytes)
    {
        var problems = new Problems(path);
        return PlanText.Decode(bytes, problems) is { } text ? Parse(path, text) : new PlanParse(null, problems.InOrder());
    }

    /// <summary>Reads a plan that is text already: a stored version, or one that was pasted.</summary>
    /// <param name="path">How the file is called in its problems and in <see cref="Plan.Source"/>.</param>
    public static PlanParse Parse(string path, string text)
    {
        var problems = new Problems(path);
        var clean = text.TrimStart('\uFEFF');
        if (!PlanText.Fits(clean, problems) || YamlTree.Read(clean, problems) is not { } root || Section.AsMap(problems, root, "a plan") is not { } map)
        {
            return new PlanParse(null, problems.InOrder());
        }

        var reading = new PlanReading(problems);
        var section = reading.Of(map, "the plan");
        var slug = section.Required("slug", "contoso-dental");
        var plan = Read(reading, section, slug, path, clean);
        section.End();
        return new PlanParse(problems.Count == 0 ? plan : null, problems.InOrder())
        {
            Lines = reading.Handles.ToDictionary(handle => $"@{handle.Key}", handle => handle.Value).Append(new("slug", slug?.Line ?? 1)).ToDictionary(),
        };
    }

    // The order matters: what refers comes after what it refers to.
    private static Plan Read(PlanReading reading, Section section, YamlText? slug, string path, string text)
    {
        if (slug is not null)
        {
            reading.Slug(slug, "slug");
        }

        var name = section.RequiredText("name", "Contoso Dental");
        reading.Zone = reading.ZoneOf(section.Required("zone", "America/Chicago"));
        var provider = Provider(reading, section, slug);
        reading.People = PeopleReader.Read(reading, section);
        reading.Contacts = ContactsReader.Read(reading, section);
        reading.Roles = RolesReader.Read(reading, section);
        return new Plan
        {
            Slug = slug?.Text ?? "",
            Name = name,
            Zone = reading.Zone,
            Provider = provider,
            People = reading.People,
            Contacts = reading.Contacts,
            Roles = reading.Roles,
            Escalation = EscalationReader.Read(reading, section),
            Jurisdictions = LawReader.Jurisdictions(reading, section),
            LegalStatus = LawReader.Status(reading, section),
            Insurance = InsuranceReader.Read(reading, section),
            Protocols = ProtocolsReader.Read(reading, section),
            Communication = CommunicationReader.Read(reading, section),
            Tools = ProtocolsReader.Tools(reading, section),
            VerifyEvery = ContactsReader.VerifyEvery(reading, section),
            Assets = AssetsReader.Read(reading, section),
            Reviewed = ReviewReader.Read(reading, section),
            Source = path,
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Text = text,
        };
    }

    private static PlanProvider Provider(PlanReading reading, Section section, YamlText? client)
    {
        if (section.RequiredMap("provider", "{slug: northwind, name: Northwind Managed Security}") is not { } map)
        {
            return new PlanProvider("", "");
        }

        var provider = reading.Of(map, "'provider'");
        var slug = provider.Required("slug", "northwind");
        if (slug is not null && reading.Slug(slug, "slug") && slug.Text == client?.Text)
        {
            reading.Problems.Add(slug, $"The provider and the client are both called '{slug.Text}'; give each a slug of its own.");
        }

        var read = new PlanProvider(slug?.Text ?? "", provider.RequiredText("name", "Northwind Managed Security"));
        provider.End();
        return read;
    }
}
