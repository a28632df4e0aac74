using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Slack;

/// <summary>The settings under <c>Slack</c> that say which app this is and how Slack reaches it. Without a key Slack is off. How Slack is called stands in <see cref="Api.SlackApiOptions"/>.</summary>
public sealed class SlackOptions : IValidatableObject
{
    public const string Section = "Slack";

    /// <summary>The app-level token (scope connections:write). With it the bot opens sockets to Slack and needs no public address.</summary>
    /// <value>None.</value>
    [RegularExpression("^xapp-.+", ErrorMessage = "Slack:AppToken must be an app-level token (it starts with xapp-).")]
    public string? AppToken { get; set; }

    /// <summary>The bot token of the one workspace that is set up here.</summary>
    /// <value>None: workspaces come by installing the app (<see cref="ClientId"/>).</value>
    [RegularExpression("^xoxb-.+", ErrorMessage = "Slack:BotToken must be a bot token (it starts with xoxb-).")]
    public string? BotToken { get; set; }

    /// <summary>Shows that a request comes from Slack. With it commands, events and presses are taken at /slack/commands, /slack/events and /slack/interactions.</summary>
    /// <value>None.</value>
    public string? SigningSecret { get; set; }

    /// <summary>With <see cref="ClientSecret"/>, workspaces install the app themselves.</summary>
    /// <value>None.</value>
    public string? ClientId { get; set; }

    /// <value>None.</value>
    public string? ClientSecret { get; set; }

    /// <summary>Whose the workspace of <see cref="BotToken"/> is: a client's slug.</summary>
    /// <value>None: the provider's.</value>
    public string? Organisation { get; set; }

    /// <summary>The channel in which all incidents are announced.</summary>
    /// <value>incidents-digest</value>
    [RegularExpression(@"^[\p{Ll}\p{Lo}\p{Nd}_-]{1,80}$", ErrorMessage = "Slack:DigestChannel must be a channel's name without #: small letters, digits, - and _, at most 80.")]
    public string DigestChannel { get; set; } = "incidents-digest";

    /// <summary>How rooms are called; {number} and {client} are filled in.</summary>
    /// <value>inc-{number}-{client}</value>
    public string RoomName { get; set; } = "inc-{number}-{client}";

    /// <summary>User groups, by their handles, whose members are let into every room in which they may see the incident.</summary>
    /// <value>None.</value>
    public IList<string> InviteGroups { get; set; } = [];

    /// <summary>How many sockets are held open at once. Slack allows ten for all processes of the app together, and each is replaced before it is closed.</summary>
    /// <value>2</value>
    [Range(1, 10, ErrorMessage = "Slack:Sockets must be between 1 and 10.")]
    public int Sockets { get; set; } = 2;

    /// <summary>Any key is there.</summary>
    public bool IsOn => new[] { AppToken, BotToken, SigningSecret, ClientId, ClientSecret }.Any(IsSet);

    /// <summary>Slack is spoken to by sockets.</summary>
    public bool HasSockets => IsSet(AppToken);

    /// <summary>Signed requests are taken.</summary>
    public bool HasRequests => IsSet(SigningSecret);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var somebody = IsSet(BotToken) || IsSet(ClientId);
        if (HasSockets && !somebody)
        {
            yield return new ValidationResult("Slack:AppToken is set, but neither Slack:BotToken nor Slack:ClientId, so nothing could be answered. Set Slack:BotToken to the bot token (xoxb-) of your workspace.");
        }

        if (HasRequests && !somebody && !HasSockets)
        {
            yield return new ValidationResult("Slack:SigningSecret is set, but neither Slack:BotToken nor Slack:ClientId, so nothing could be answered. Set Slack:BotToken to the bot token (xoxb-) of your workspace.");
        }

        if (IsSet(BotToken) && !HasSockets && !HasRequests)
        {
            yield return new ValidationResult("Slack:BotToken is set, but neither Slack:AppToken nor Slack:SigningSecret, so nothing could come in. Set Slack:AppToken (xapp-, no public address needed) or Slack:SigningSecret.");
        }

        if (IsSet(ClientId) != IsSet(ClientSecret))
        {
            yield return new ValidationResult("Slack:ClientId and Slack:ClientSecret must be set together, or neither.");
        }

        if (IsSet(ClientId) && !HasSockets && !HasRequests)
        {
            yield return new ValidationResult("Slack:ClientId is set, but neither Slack:SigningSecret nor Slack:AppToken, so nothing could come in from the workspaces that install the app. Set one of them.");
        }

        if (!IsRoomName(RoomName))
        {
            yield return new ValidationResult("Slack:RoomName must hold {number}, and beside {number} and {client} only small letters, digits, - and _, at most 60, such as inc-{number}-{client}.");
        }
    }

    private static bool IsSet(string? value) => !string.IsNullOrWhiteSpace(value);

    private static bool IsRoomName(string? name) =>
        name is { Length: <= 60 } && name.Contains("{number}", StringComparison.Ordinal)
        && name.Replace("{number}", "", StringComparison.Ordinal).Replace("{client}", "", StringComparison.Ordinal).All(letter => char.IsLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');
}
