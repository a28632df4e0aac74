namespace IncidentBot.Tests.Parity;

/// <summary>What people can do beside verbs.</summary>
internal enum Ability
{
    VerbWithoutItsWords,
    AnswerForOneself,
    RecordFromMenu,
    RecordByReaction,
    EditRecorded,
    DeletionRecorded,
    OwnCard,
    Home,
    Messages,
    Digest,
}

internal static class Abilities
{
    public static string Words(this Ability ability) => ability switch
    {
        Ability.VerbWithoutItsWords => "A verb that is typed without the words it needs offers its form",
        Ability.AnswerForOneself => "An answer is seen by who asked alone",
        Ability.RecordFromMenu => "A message is put on the timeline by what stands at the message",
        Ability.RecordByReaction => "A message is put on the timeline by a reaction",
        Ability.EditRecorded => "Of a message on the timeline it is recorded that it was edited",
        Ability.DeletionRecorded => "Of a message on the timeline it is recorded that it was deleted",
        Ability.OwnCard => "The incident's card is made for whoever looks at it",
        Ability.Home => "A home shows what waits for somebody, and their incidents",
        Ability.Messages => "Pages come to somebody alone, with buttons",
        Ability.Digest => "One place has a line of every incident that is not confidential",
        _ => throw new ArgumentOutOfRangeException(nameof(ability), ability, null),
    };
}
