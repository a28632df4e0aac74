using IncidentBot.SlackFake.World;

namespace IncidentBot.SlackFake.OAuth;

/// <summary>What the callback gets, and what it is exchanged for, once and within ten minutes.</summary>
internal sealed class InstallCode(string value, SlackUser by, bool wholeOrganisation, IReadOnlyList<string> scopes, string? redirectUri, DateTimeOffset made)
{
    public static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    public string Value => value;

    public SlackUser By => by;

    public bool WholeOrganisation => wholeOrganisation;

    public IReadOnlyList<string> Scopes => scopes;

    public string? RedirectUri => redirectUri;

    public DateTimeOffset Made => made;

    public bool Used { get; set; }
}
