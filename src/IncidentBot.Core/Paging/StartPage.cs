using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Pages a contact or a role of the plan until somebody acknowledges.</summary>
public sealed record StartPage(string Who, string? Message = null) : IIncidentVerb, IVerb<StartPage>
{
    public static Grammar<StartPage> Grammar => new("page")
    {
        Arguments = ["who"],
        Rest = "message",
        Summary = "Pages a contact or a role of the plan until somebody acknowledges.",
        Examples = ["page legal please join: patient data may be out", "page insurer"],
    };

    public static Permission Needs => Permission.Page;
}

public sealed class StartPageHandler(Pager pager, PlanBook plans, IncidentTime time) : IHandle<StartPage>
{
    public async Task<Reply> HandleAsync(StartPage verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var plan = await plans.OfAsync(incident, cancel) ?? throw PagingRefusals.NoPlan(incident);
        var ladder = PageLadders.For(plan, verb.Who, time.Now) ?? throw PagingRefusals.NoSuchContact(verb.Who, plan);
        var page = await pager.StartAsync(incident, verb.Who, verb.Message ?? $"{incident.Severity.Words()}: please join {incident.Reference}", ladder, by, cancel);
        return Reply.Of(page.Open
            ? (Prose)$"Paging {verb.Who} (page {page.Number}). `who` shows who was tried and when."
            : $"Page {page.Number}: no channel that is set up here reaches {verb.Who}. Call by hand; the plan has the number.");
    }
}
