using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Hands to somebody else what one has acknowledged: they are paged until they acknowledge, and until then it stays where it is.</summary>
public sealed record HandOverPage(string Who, string? Message = null) : IIncidentVerb, IVerb<HandOverPage>
{
    public static Grammar<HandOverPage> Grammar => new("hand-over")
    {
        Arguments = ["who"],
        Rest = "message",
        Summary = "Hands what you acknowledged to a contact or a role of the plan. They are paged until they acknowledge; until then you have it.",
        Examples = ["hand-over incident-manager my shift ends at six", "hand-over ravi"],
    };

    public static Permission Needs => Permission.Page;
}

public sealed class HandOverPageHandler(Pager pager, PageBook pages, PlanBook plans, IncidentTime time) : IHandle<HandOverPage>
{
    public async Task<Reply> HandleAsync(HandOverPage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var held = await pages.HeldAsync(incident, by, cancel) ?? throw PagingRefusals.NothingToHandOver(incident);
        var plan = await plans.OfAsync(incident, cancel) ?? throw PagingRefusals.NoPlan(incident);
        var ladder = PageLadders.For(plan, verb.Who, time.Now) ?? throw PagingRefusals.NoSuchContact(verb.Who, plan);
        incident.Record("page-handed-over", by, $"{by.Name} hands page {held.Number} ({held.Asked}) over to {verb.Who}", new { page = held.Number, to = verb.Who });
        var page = await pager.StartAsync(incident, verb.Who, verb.Message ?? $"{by.Name} hands {incident.Reference} over to you", ladder, by, cancel);
        return Reply.Of(page.Open
            ? (Prose)$"Paging {verb.Who} (page {page.Number}) to take over from you. You have it until somebody acknowledges."
            : $"Page {page.Number}: no channel that is set up here reaches {verb.Who}, so you still have it. Call by hand; `plan show {verb.Who}` has the number.");
    }
}
