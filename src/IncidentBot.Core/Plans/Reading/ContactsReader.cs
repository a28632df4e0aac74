namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>contacts</c>. The people must have been read.</summary>
internal static class ContactsReader
{
    public static IReadOnlyList<PlanContact> Read(PlanReading reading, Section plan) =>
        [.. reading.Sections(plan.RequiredList("contacts", "- key: lena"), "this contact").Select(contact => Contact(reading, contact))];

    /// <summary>Weeks at least, so that nobody is bothered; a year at most, so that it means something.</summary>
    public static int? VerifyEvery(PlanReading reading, Section plan)
    {
        if (plan.Optional("verify_contacts") is not { } text)
        {
            return null;
        }

        if (!text.Text.EndsWith('d') || !int.TryParse(text.Text[..^1], out var days) || days is < 7 or > 366)
        {
            reading.Problems.Add(text, $"'{text.Text}' is no rhythm; write 90d, from 7d to 366d, or take the line away.");
            return null;
        }

        return days;
    }

    private static PlanContact Contact(PlanReading reading, Section contact)
    {
        var key = contact.Required("key", "lena");
        reading.Define(key, reading.ContactKeys, "contact key");
        var name = contact.RequiredText("name", "Lena Park");
        var kind = reading.Word(contact.Required("kind", "legal"), PlanWords.ContactKinds, "kind of contact");
        var person = contact.Optional("person");
        reading.Known(person, reading.Handles.Keys, "person", "people");
        var read = new PlanContact(
            key?.Text ?? "",
            name,
            kind,
            person?.Text,
            contact.OptionalText("organisation"),
            [.. contact.OptionalWords("languages").Select(language => Language(reading, language))],
            reading.ZoneOf(contact.Optional("zone")),
            contact.OptionalText("hours"),
            Methods(reading, contact, person is not null))
        {
            Updates = contact.Any("updates") is null ? null : [.. contact.OptionalWords("updates").Select(text => reading.Word(text, PlanWords.MethodKinds, "kind of method"))],
        };
        contact.End();
        return read;
    }

    private static string Language(PlanReading reading, YamlText text)
    {
        if (!Formats.IsLanguage(text.Text))
        {
            reading.Problems.Add(text, $"'{text.Text}' is no language code; write en, de or de-AT.");
        }

        return text.Text;
    }

    private static List<ContactMethod> Methods(PlanReading reading, Section contact, bool hasAccount) =>
        [.. reading.Sections(contact.RequiredList("methods", "[{kind: voice, address: \"+15125550100\"}]"), "this method").Select(method => Method(reading, method, hasAccount))];

    private static ContactMethod Method(PlanReading reading, Section method, bool hasAccount)
    {
        var written = method.Required("kind", "mail");
        var kind = reading.Word(written, PlanWords.MethodKinds, "kind of method");
        var address = kind is PlanWords.WebMethod or "" ? method.Optional("address") : method.Required("address", Example(kind));
        var (after, hours) = (After(reading, method.Optional("after")), Hours(reading, method.Optional("hours")));
        method.End();
        if (kind == PlanWords.WebMethod)
        {
            Web(reading, written!, address, hasAccount);
        }
        else
        {
            Check(reading, kind, address);
        }

        return new ContactMethod(kind, address?.Text) { After = after, Hours = hours };
    }

    private static TimeSpan After(PlanReading reading, YamlText? text)
    {
        var after = text is null ? TimeSpan.Zero : Formats.Duration(text.Text);
        if (after is null)
        {
            reading.Problems.Add(text!, $"'{text!.Text}' is no duration; write 2m or 1h, or take the line away so that this method is tried at once.");
        }

        return after ?? TimeSpan.Zero;
    }

    private static WorkingHours Hours(PlanReading reading, YamlText? text)
    {
        var hours = text is null ? WorkingHours.Always : WorkingHours.Parse(text.Text);
        if (hours is null)
        {
            reading.Problems.Add(text!, $"'{text!.Text}' are no hours; write Mon-Fri 08:00-18:00, several with a comma between them, or 24/7.");
        }

        return hours ?? WorkingHours.Always;
    }

    private static void Web(PlanReading reading, YamlText kind, YamlText? address, bool hasAccount)
    {
        if (!hasAccount)
        {
            reading.Problems.Add(kind, "Only a contact with an account can be reached by web; add 'person' with a handle to this contact, or use mail, sms or voice.");
        }

        if (address is not null)
        {
            reading.Problems.Add(address, "The method web takes no address: the account is the address; take this line away.");
        }
    }

    private static void Check(PlanReading reading, string kind, YamlText? address)
    {
        _ = kind switch
        {
            "mail" => reading.Mail(address),
            "sms" or "voice" => reading.Phone(address),
            "webhook" => reading.Webhook(address),
            _ => null,
        };
    }

    private static string Example(string kind) => kind switch
    {
        "mail" => "lena@example.com",
        "sms" or "voice" => "\"+15125550100\"",
        "webhook" => "https://hooks.example.com/page",
        _ => "northwind-on-call",
    };
}
