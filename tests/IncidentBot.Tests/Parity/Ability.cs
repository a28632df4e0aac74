namespace IncidentBot.Tests.Parity;

/// <summary>What people can do beside verbs.</summary>
internal enum Ability
{
    VerbWithoutItsWords,
    AnswerForOneself,
    RecordFromMenu,
    RecordByReaction,
    ChangeRecorded,
    OwnCard,
    Home,
    Messages,
    Digest,
}

/// <summary>Where buttons stand by themselves.</summary>
internal enum Spot
{
    Card,
    Page,
    Reminder,
    FreeText,
}

internal static class Abilities
{
    public static string Words(this Ability ability) => ability switch
    {
        Ability.VerbWithoutItsWords => "A verb that is typed without the words it needs offers its form",
        Ability.AnswerForOneself => "An answer is seen by who asked alone",
        Ability.RecordFromMenu => "A message is put on the timeline by what stands at the message",
        Ability.RecordByReaction => "A message is put on the timeline by a reaction",
        Ability.ChangeRecorded => "That a message on the timeline was edited or deleted is recorded",
        Ability.OwnCard => "On the incident's card a reader has only the buttons that they may press",
        Ability.Home => "A home shows what waits for somebody, and their incidents",
        Ability.Messages => "Pages come to somebody alone, with buttons",
        Ability.Digest => "One place has a line of every incident that is not confidential",
        _ => throw new ArgumentOutOfRangeException(nameof(ability), ability, null),
    };

    public static string Words(this Spot spot) => spot switch
    {
        Spot.Card => "The incident's card, during containment",
        Spot.Page => "A page",
        Spot.Reminder => "A reminder of a legal deadline",
        Spot.FreeText => "The answer to words that are no verb",
        _ => throw new ArgumentOutOfRangeException(nameof(spot), spot, null),
    };
}
