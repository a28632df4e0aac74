using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Paging;

/// <summary>Calls in the partner that the plan names: an outsourced incident manager or technical lead.</summary>
public sealed record CallInPartner(string? Message = null) : IIncidentVerb, IVerb<CallInPartner>
{
    public static Grammar<CallInPartner> Grammar => new("call-in")
    {
        Rest = "message",
        Summary = "Calls in the partner that the plan names: an outsourced incident manager or technical lead.",
        Examples = ["call-in we need forensic help tonight"],
    };

    public static Permission Needs => Permission.Page;
}

public sealed class CallInPartnerHandler(Pager pager, PlanBook plans, IncidentTime time) : IHandle<CallInPartner>
{
    public async Task<Reply> HandleAsync(CallInPartner verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        var plan = await plans.OfAsync(incident, cancel) ?? throw PagingRefusals.NoPlan(incident);
        var ladder = PageLadders.For(plan, "partner", time.Now) ?? throw PagingRefusals.NoPartner();
        var page = await pager.StartAsync(incident, "partner", verb.Message ?? $"{incident.Severity.Words()}: please join {incident.Reference}", ladder, by, cancel);
        return Reply.Of(page.Open ? (Prose)$"The partner is being paged (page {page.Number})." : $"Page {page.Number}: no channel that is set up here reaches the partner. Call by hand; the plan has the number.");
    }
}
