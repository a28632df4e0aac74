using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Invitations;

/// <summary>Every refusal about invitations, with the sentence that people see.</summary>
public static class InvitationRefusals
{
    public static RefusalException NoSuchInvitation(Incident incident, int number) =>
        new(new Refusal("no-such-invitation", $"{incident.Reference} has no invitation {number}. `invitation list` shows them."));

    public static RefusalException BadHours() =>
        new(new Refusal("bad-hours", $"An invitation is good for 1 to {SendInvitation.MostHours} hours: `invitation send insurer --hours 24`."));

    public static RefusalException NoWay(Plans.PlanContact contact) =>
        new(new Refusal("no-way", $"Neither a mail address nor a telephone that is set up here is known of {contact.Name}, or PublicUrl is not set, so nothing was sent. `invitation send {contact.Key}` shows link and code to you."));

    public static RefusalException AlreadyOver(int number) =>
        new(new Refusal("already", $"Invitation {number} is not good any more, so there is nothing to take back. `invitation list` shows those that are."));
}
