using IncidentBot.Core.WarRooms;

namespace IncidentBot.Core.Effects;

/// <summary>What kinds of effects are called on the card.</summary>
public static class EffectWords
{
    public static string For(string kind) => kind switch
    {
        RoomEffects.Open => "open the room",
        RoomEffects.Card => "update the card",
        RoomEffects.Tell => "tell the room",
        RoomEffects.Post => "post a card",
        RoomEffects.Archive => "archive the room",
        RoomEffects.Furnish => "let people into the room",
        Chat.ListIncidentEffect.Name => "update the digest",
        Paging.SendPageEffect.Name or Paging.CallPageEffect.Name => "send a page",
        Invitations.DeliverInvitationEffect.Name => "send an invitation",
        Paging.QuietPageEffect.Name => "end a page elsewhere",
        Chat.NotifyEffect.Name or Chat.ShowNoticeEffect.Name or Outside.TellOutsideEffect.Name => "tell somebody privately",
        _ => kind,
    };
}
