using IncidentBot.Core.Plans;

namespace IncidentBot.Core.Paging;

/// <summary>By which methods a contact is tried, and in which order.</summary>
internal static class ContactTurns
{
    /// <summary>The methods that reach them here at this hour, or at any hour where none does: a page is not kept back for the night. The first is tried at once, whatever it waits for where others come before it.</summary>
    /// <param name="contact">Of the plan.</param>
    /// <param name="began">When the level began.</param>
    /// <param name="reaches">Whether a method is set up here and fits the contact.</param>
    public static IReadOnlyList<ContactTurn> Of(PlanContact contact, DateTimeOffset began, Func<ContactMethod, bool> reaches)
    {
        var all = contact.Methods.Distinct().Index().Where(one => reaches(one.Item)).ToList();
        var now = all.Where(one => one.Item.Hours.Cover(began, contact.Zone)).ToList();
        var usable = now.Count > 0 ? now : all;
        return [.. usable.Select(one => new ContactTurn(one.Index, one.Item, one.Item.After - usable.Min(other => other.Item.After))).OrderBy(turn => turn.After)];
    }
}

/// <summary>One method, how long after the level begins.</summary>
/// <param name="Place">Of the method among the contact's own.</param>
internal sealed record ContactTurn(int Place, ContactMethod Method, TimeSpan After);
