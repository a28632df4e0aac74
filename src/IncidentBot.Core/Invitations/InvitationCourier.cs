using System.Text;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Plans;
using IncidentBot.Core.SignIn;

namespace IncidentBot.Core.Invitations;

/// <summary>Sends an invitation's link by one way and its code by another, so that whoever reads one of them is not let in.</summary>
public sealed class InvitationCourier(Outbox outbox, ISecretKeys keys, PublicLinks links, IEnumerable<IOutsideChannel> channels)
{
    private const string Purpose = "Invitation";

    /// <summary>Answers by what the link and the code go, null for a code that has no way of its own; null as a whole where nothing reaches them. In the caller's unit of work.</summary>
    public (string Link, string? Code)? Send(Incident incident, MadeInvitation made, PlanContact contact)
    {
        var ways = Ways(contact);
        if (ways.Count == 0)
        {
            return null;
        }

        Queue(ways[0], "link", $"Come in at {links.ToInvitation(made.Token)} with the code that reaches you another way.");
        if (ways.Count > 1)
        {
            Queue(ways[1], "code", $"Your code is {made.Code}. It opens the link that reaches you another way.");
        }

        return (ways[0].Kind, ways.Count > 1 ? ways[1].Kind : null);

        void Queue(ContactMethod way, string part, string line) => outbox.Queue(incident, $"{OutsideMessages.Lanes}invitation:{made.Id}:{part}", DeliverInvitationEffect.Name,
            new DeliverInvitationArguments(made.Id, contact.Name, way.Kind, way.Address!, part, Convert.ToBase64String(keys.Seal(Purpose, Encoding.UTF8.GetBytes(line)))));
    }

    /// <summary>Whether link and code have a way each.</summary>
    public bool Reaches(PlanContact contact) => Ways(contact).Count > 1;

    /// <summary>The first carries the link.</summary>
    private List<ContactMethod> Ways(PlanContact contact) => links.Home is null ? []
        : [.. new[] { PlanWords.MailMethod, PlanWords.TextMethod }.Select(kind => contact.Methods.FirstOrDefault(method => method.Kind == kind && channels.Any(channel => channel.Method == kind))).OfType<ContactMethod>()];

    /// <summary>What an effect has to say; null where the keys are gone.</summary>
    internal string? Open(string sealedLine) => keys.Open(Purpose, Convert.FromBase64String(sealedLine)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
