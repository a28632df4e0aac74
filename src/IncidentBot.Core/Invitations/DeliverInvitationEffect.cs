using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Invitations;

/// <param name="Name">The contact's.</param>
/// <param name="Part">"link" or "code".</param>
/// <param name="SealedLine">What it says, encrypted: neither link nor code is stored in clear.</param>
internal sealed record DeliverInvitationArguments(Id<Invitation> Invitation, string Name, string Method, string Address, string Part, string SealedLine);

/// <summary>Sends the link or the code of an invitation, unless it is over by then.</summary>
public sealed class DeliverInvitationEffect(IncidentDb db, OutsideMessages messages, InvitationCourier courier, IncidentTime time) : IBlindHandler
{
    internal const string Name = "invitation.deliver";

    public string Kind => Name;

    public async Task<BlindSend?> PrepareAsync(Effect effect, CancellationToken cancel)
    {
        var sent = effect.Read<DeliverInvitationArguments>();
        var invitation = await db.Invitations.AsNoTracking().SingleAsync(one => one.Id == sent.Invitation, cancel);
        if (!invitation.IsOpen(time.Now) || courier.Open(sent.SealedLine) is not { } line)
        {
            return null;
        }

        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == effect.IncidentId, cancel);
        var message = await messages.WriteAsync(effect, incident, NoticeKind.Invitation, sent.Address, hasAccount: true, cancel);
        return messages.Ready(sent.Method, message with { Line = line }, (answer, repeat) => Record(invitation, repeat ? "sent-again" : "invitation-sent", $"the {sent.Part} to {sent.Name} by {sent.Method}: {answer}{(repeat ? "; an earlier one may have reached them" : "")}"),
            (_, why) => Record(invitation, "not-sent", $"the {sent.Part} to {sent.Name} did not go out: {why}: call by hand"));
    }

    private static Aftermath Record(Invitation invitation, string kind, string what) => (_, incident, _) =>
    {
        incident.Record(kind, Actor.Bot, $"Invitation {invitation.Number}: {what}", new { invitation = invitation.Number });
        return Task.CompletedTask;
    };
}
