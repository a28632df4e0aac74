using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Invitations;

/// <summary>Makes an invitation to this incident's web room for a contact of the plan, who needs no account.</summary>
public sealed record SendInvitation(string Contact, int? Hours = null, bool Deliver = false) : IIncidentVerb, IVerb<SendInvitation>
{
    public const int MostHours = 72;

    public const int UsualHours = 24;

    public static Grammar<SendInvitation> Grammar => new("invitation send")
    {
        Arguments = ["contact"],
        Summary = "Makes a link and a code that let a contact of the plan into this incident's web room, without an account.",
        Examples = ["invitation send insurer", "invitation send forensics --hours 48", "invitation send insurer --deliver"],
        Notes = ["With --deliver the link goes out by mail and the code by text, or the other way round, as the plan knows them. Where the plan knows one way only, the code is shown to you, to read to them."],
    };

    public static Permission Needs => Permission.ManagePeople;
}

public sealed class SendInvitationHandler(PlanBook plans, Inviter inviter, InvitationCourier courier, PublicLinks links) : IHandle<SendInvitation>
{
    public async Task<Reply> HandleAsync(SendInvitation verb, Incident incident, Actor by, CancellationToken cancel)
    {
        incident.MustBeActive();
        if (verb.Hours is < 1 or > SendInvitation.MostHours)
        {
            throw InvitationRefusals.BadHours();
        }

        var plan = await plans.OfAsync(incident, cancel) ?? throw PagingRefusals.NoPlan(incident);
        var contact = plan.FindContact(verb.Contact) ?? throw PagingRefusals.NoSuchContact(verb.Contact, plan, "contact");
        var hours = verb.Hours ?? SendInvitation.UsualHours;
        var made = await inviter.MakeAsync(incident, contact, hours, by, cancel);
        if (!verb.Deliver)
        {
            return Reply.Of($"Invitation {made.Number} for {contact.Name} is made. It works once, within {hours} hours; `invitation revoke {made.Number}` takes it back.") with
            {
                ShownOnce = $"Send the link by one way and read the code to {contact.Name} by another. Both are shown only now.\nLink: {links.ToInvitation(made.Token)}\nCode: {made.Code}",
            };
        }

        var (linkBy, codeBy) = courier.Send(incident, made, contact) ?? throw InvitationRefusals.NoWay(contact);
        return Reply.Of($"Invitation {made.Number} for {contact.Name} is on its way: the link by {linkBy}{(codeBy is null ? "" : $", the code by {codeBy}")}. It works once, within {hours} hours; `invitation revoke {made.Number}` takes it back.") with
        {
            ShownOnce = codeBy is null ? $"Read the code to {contact.Name}, by telephone or in person. It is shown only now.\nCode: {made.Code}" : null,
        };
    }
}
