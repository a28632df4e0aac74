using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Outside;

/// <summary>Where people outside open the bot. What a link opens only shows: mail scanners follow links, and nothing may happen by that.</summary>
/// <param name="Home">The public address; null where none is set, and then there are no links.</param>
public sealed record PublicLinks(Uri? Home)
{
    /// <summary>Where an invitation is entered: the whole address, or the path where no public address is set. The token is in the query, because paths are in every log's scope.</summary>
    public string ToInvitation(string token) => $"{Home?.AbsoluteUri.TrimEnd('/')}/enter?invitation={token}";

    /// <summary>Where a page is answered without an account; null where no public address is set.</summary>
    public Uri? ToPage(string ticket) => Home is null ? null : new Uri($"{Home.AbsoluteUri.TrimEnd('/')}/page?ticket={ticket}");

    /// <summary>Where a test is confirmed.</summary>
    public Uri? ToCheck(string ticket) => Home is null ? null : new Uri($"{Home.AbsoluteUri.TrimEnd('/')}/check?ticket={ticket}");

    public Uri? To(IncidentReference incident, string part) => Home is null ? null : new Uri($"{Home.AbsoluteUri.TrimEnd('/')}/incidents/{incident}#{part}");
}
