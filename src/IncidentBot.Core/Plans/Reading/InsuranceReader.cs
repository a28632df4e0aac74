namespace IncidentBot.Core.Plans.Reading;

/// <summary>Reads <c>insurance</c>. The contacts must have been read.</summary>
internal static class InsuranceReader
{
    public static PlanInsurance? Read(PlanReading reading, Section plan)
    {
        if (plan.OptionalMap("insurance") is not { } map)
        {
            return null;
        }

        var section = reading.Of(map, "'insurance'");
        var contact = section.Optional("contact");
        reading.Known(contact, reading.ContactKeys.Keys, "contact", "contacts");
        var insurance = new PlanInsurance(
            section.RequiredText("insurer", "Fabrikam Specialty"),
            section.RequiredText("policy", "CY-0001"),
            contact?.Text,
            reading.Phone(section.Optional("hotline")),
            section.OptionalText("notice"),
            reading.Known(section.OptionalWords("panel"), reading.ContactKeys.Keys, "contact", "contacts"));
        section.End();
        return insurance;
    }
}
