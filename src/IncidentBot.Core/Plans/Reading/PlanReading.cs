using NodaTime;
using NodaTime.Text;

namespace IncidentBot.Core.Plans.Reading;

/// <summary>What the readers of one file share: its problems, and what was defined so far, so that a reference to nothing is noticed.</summary>
internal sealed class PlanReading(Problems problems)
{
    public Problems Problems => problems;

    /// <summary>The client's zone, once it is read; entries that name none take it.</summary>
    public string Zone { get; set; } = "";

    private readonly Dictionary<string, int> members = new(StringComparer.Ordinal);

    /// <summary>Handles with the line each is defined on, also of people who are wrong in another way.</summary>
    public Dictionary<string, int> Handles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> ContactKeys { get; } = new(StringComparer.Ordinal);

    public HashSet<string> RoleNames { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<PlanPerson> People { get; set; } = [];

    public IReadOnlyList<PlanContact> Contacts { get; set; } = [];

    public IReadOnlyList<PlanRole> Roles { get; set; } = [];

    /// <summary>The entries of a list of mappings; what is no mapping is complained about and left out.</summary>
    public IEnumerable<Section> Sections(IEnumerable<YamlNode> nodes, string what) =>
        nodes.Select(node => Section.AsMap(problems, node, what)).OfType<YamlMap>().Select(map => new Section(problems, map, what));

    public Section Of(YamlMap map, string what) => new(problems, map, what);

    /// <summary>Remembers a handle, key or name and says when it is taken or badly formed.</summary>
    public bool Define(YamlText? name, Dictionary<string, int> into, string what)
    {
        if (name is null || !Slug(name, what))
        {
            return false;
        }

        if (into.TryAdd(name.Text, name.Line))
        {
            return true;
        }

        problems.Add(name, $"The {what} '{name.Text}' is used twice (first on line {into[name.Text]}); give one of them another.");
        return false;
    }

    public bool Slug(YamlText text, string what)
    {
        if (!Formats.IsSlug(text.Text))
        {
            problems.Add(text, $"The {what} '{text.Text}' may hold only lower-case letters, digits and single dashes, such as contoso-dental.");
            return false;
        }

        return true;
    }

    public string Word(YamlText? text, IReadOnlyList<string> words, string what)
    {
        if (text is not null && !words.Contains(text.Text))
        {
            problems.Add(text, $"'{text.Text}' is no {what}{problems.Guess(text.Text, words, $"use one of {string.Join(", ", words)}")}");
        }

        return text?.Text ?? "";
    }

    /// <summary>A reference to something defined elsewhere in the file. Where nothing of the kind is defined, that was said already.</summary>
    public string Known(YamlText? text, IReadOnlyCollection<string> defined, string what, string where)
    {
        if (text is not null && defined.Count > 0 && !defined.Contains(text.Text))
        {
            problems.Add(text, $"There is no {what} '{text.Text}'{problems.Guess(text.Text, defined, $"add it to '{where}' or name one that is there")}");
        }

        return text?.Text ?? "";
    }

    public IReadOnlyList<string> Known(IEnumerable<YamlText> texts, IReadOnlyCollection<string> defined, string what, string where) =>
        [.. texts.Select(text => Known(text, defined, what, where))];

    public string ZoneOf(YamlText? text)
    {
        var zones = DateTimeZoneProviders.Tzdb.Ids;
        if (text is not null && !zones.Contains(text.Text))
        {
            problems.Add(text, $"'{text.Text}' is no time zone{problems.Guess(text.Text, zones, "write an IANA name such as America/Chicago or Europe/Berlin")}");
        }

        return text?.Text ?? Zone;
    }

    public LocalDate? DateOf(YamlText? text)
    {
        if (text is null)
        {
            return null;
        }

        var parsed = LocalDatePattern.Iso.Parse(text.Text);
        if (!parsed.Success)
        {
            problems.Add(text, $"'{text.Text}' is no date; write year, month and day, such as 2026-09-14.");
        }

        return parsed.Success ? parsed.Value : null;
    }

    public string? Https(YamlText? text)
    {
        if (text is not null && !Formats.IsHttps(text.Text))
        {
            problems.Add(text, $"'{text.Text}' is no web address; write it whole, beginning with https://");
        }

        return text?.Text;
    }

    /// <summary>Https; http to this machine alone, for whoever tries a webhook out. Whether it is then called is the channel's to say.</summary>
    public string? Webhook(YamlText? text) =>
        Uri.TryCreate(text?.Text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback ? text!.Text : Https(text);

    public string? SlackMember(YamlText? text) =>
        Account(text, "member ID", Formats.IsSlackMember, "is no member ID of Slack; copy it there from the person's profile (⋮, Copy member ID), such as U024BE7LH.");

    /// <summary>Entra writes them in small letters, people do not always.</summary>
    public string? EntraId(YamlText? text) =>
        Account(text, "object ID", Formats.IsEntraId, "is no object ID of Entra; copy it there from the person's overview (Object ID), such as 6f1e2d3c-0000-1111-2222-333344445555.")?.ToLowerInvariant();

    /// <summary>Two people cannot be one account.</summary>
    private string? Account(YamlText? text, string what, Func<string, bool> good, string otherwise)
    {
        if (text is null)
        {
            return null;
        }

        if (!good(text.Text))
        {
            problems.Add(text, $"'{text.Text}' {otherwise}");
            return null;
        }

        if (!members.TryAdd(text.Text, text.Line))
        {
            problems.Add(text, $"The {what} '{text.Text}' is used twice (first on line {members[text.Text]}); one account is one person.");
        }

        return text.Text;
    }

    public string? Mail(YamlText? text)
    {
        if (text is not null && !Formats.IsMail(text.Text))
        {
            problems.Add(text, $"'{text.Text}' is no mail address; write it as name@example.com.");
        }

        return text?.Text;
    }

    public string? Phone(YamlText? text)
    {
        if (text is not null && !Formats.IsE164(text.Text))
        {
            problems.Add(text, $"'{text.Text}' is no telephone number that can be dialled from anywhere; write it in E.164, a plus and digits only, such as +15125550100.");
        }

        return text?.Text;
    }
}
