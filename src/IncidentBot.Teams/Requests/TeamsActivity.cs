using System.Text.Json;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;

namespace IncidentBot.Teams.Requests;

/// <summary>Something that happened in Teams. Its sender is known to be Teams, and its tenant to be one that may speak here; who may do what is still to be asked.</summary>
public abstract record TeamsActivity
{
    /// <summary>The same for a repeat of the same thing, and for nothing else.</summary>
    public string DeliveryKey { get; init; } = "";

    /// <summary>Which app it was sent to.</summary>
    public Registration Registration { get; init; } = Registration.Anonymous;

    public TeamsAddress Address { get; init; } = TeamsAddress.Nowhere;

    /// <summary>Of a message its id, which an edit of it keeps.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Who did it; null where Teams does not say.</summary>
    public TeamsPerson? From { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Such as de-DE.</summary>
    public string? Locale { get; init; }

    public string? TeamName { get; init; }

    public string? ChannelName { get; init; }

    /// <summary>Somebody looks at a button or a dialog until it is answered.</summary>
    internal virtual bool IsInvoke => false;
}

/// <summary>Somebody in Teams.</summary>
/// <param name="Id">As this bot knows them: 29: and more, other for each bot.</param>
/// <param name="ObjectId">Their id in Entra, the same for all; of a guest, in the tenant where they are one.</param>
public sealed record TeamsPerson(string Id, string? ObjectId, string? Name);

/// <summary>A span of a text that Teams says is somebody or something. Typed text never becomes one.</summary>
/// <param name="Id">29: and more of a person, 28: of a bot, 19: of a channel or a team.</param>
/// <param name="ObjectId">Of a person, where Teams says it.</param>
public sealed record TeamsMention(int Start, int Length, string Id, string? ObjectId, string Name);

/// <summary>Text as it was typed, without the mention of the bot.</summary>
public sealed record TeamsText(string Text, IReadOnlyList<TeamsMention> Mentions)
{
    public static TeamsText None { get; } = new("", []);
}

/// <summary>Somebody wrote to the bot: a message of its own, one that mentions it, or any where it may read all.</summary>
/// <param name="NamesBot">The bot is mentioned.</param>
/// <param name="OnlyForBot">Nobody else saw it, and the answer should be seen by nobody else.</param>
/// <param name="HasFiles">There is more than text.</param>
public sealed record MessageReceived(TeamsText Said, bool NamesBot, bool OnlyForBot, bool HasFiles) : TeamsActivity;

/// <summary>A message says something else now, or is there again.</summary>
/// <param name="Restored">It had been deleted.</param>
public sealed record MessageEdited(TeamsText Said, bool NamesBot, bool Restored) : TeamsActivity;

/// <summary>A message is gone.</summary>
public sealed record MessageDeleted : TeamsActivity;

/// <summary>A button of a card, or a card that is shown and asks how it looks now.</summary>
/// <param name="Verb">Of an Action.Execute; null for an Action.Submit.</param>
/// <param name="Data">What the button carries, and what was filled in. Anybody could have written it.</param>
/// <param name="CardId">The message that the card stands in.</param>
/// <param name="Automatic">Nobody pressed: only show.</param>
/// <param name="ByMessage">From a client that knows no Action.Execute: nothing can be answered but by a message.</param>
public sealed record CardPressed(string? Verb, JsonElement Data, string? CardId, bool Automatic, bool ByMessage) : TeamsActivity
{
    internal override bool IsInvoke => !ByMessage;
}

/// <summary>A button that opens a dialog.</summary>
public sealed record DialogOpened(JsonElement Data, string? CardId) : TeamsActivity
{
    internal override bool IsInvoke => true;
}

/// <summary>A dialog was filled in.</summary>
public sealed record DialogSubmitted(JsonElement Data) : TeamsActivity
{
    internal override bool IsInvoke => true;
}

/// <summary>A message or a text field was chosen for one of the app's commands, which opens a dialog.</summary>
/// <param name="On">The message that it was used on; null when it was used elsewhere.</param>
public sealed record ExtensionOpened(string CommandId, JsonElement Data, TeamsMessageRead? On) : TeamsActivity
{
    internal override bool IsInvoke => true;
}

/// <summary>The dialog of such a command was filled in.</summary>
public sealed record ExtensionSubmitted(string CommandId, JsonElement Data, TeamsMessageRead? On) : TeamsActivity
{
    internal override bool IsInvoke => true;
}

/// <summary>A message of somebody, as a command on it sees it.</summary>
/// <param name="AuthorId">In Entra; null for a bot's.</param>
public sealed record TeamsMessageRead(string Id, string Text, string? AuthorId, string? AuthorName, DateTimeOffset? At, string? Link);

/// <summary>Somebody reacted to a message of the bot's: Teams tells of no others.</summary>
/// <param name="Reactions">Such as like, heart, 1f4cc_pushpin.</param>
public sealed record ReactionAdded(string MessageId, IReadOnlyList<string> Reactions) : TeamsActivity;

/// <param name="BotToo">The bot itself is among them: the app is there now.</param>
public sealed record MembersAdded(IReadOnlyList<TeamsPerson> People, bool BotToo) : TeamsActivity;

/// <param name="BotToo">The bot itself is among them: it may not speak there any more.</param>
public sealed record MembersRemoved(IReadOnlyList<TeamsPerson> People, bool BotToo) : TeamsActivity;

public sealed record ChannelRenamed : TeamsActivity;

public sealed record ChannelDeleted : TeamsActivity;

public sealed record ChannelRestored : TeamsActivity;

/// <summary>The app was put into a team, a chat, or somebody's own list.</summary>
public sealed record AppInstalled : TeamsActivity;

public sealed record AppRemoved : TeamsActivity;
