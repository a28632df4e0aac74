using IncidentBot.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Web;

/// <summary>Everything the host answers to, read from the host itself, so that a new page or endpoint cannot be forgotten.</summary>
internal static class Endpoints
{
    /// <summary>All but the files that everybody may load: styles, the script, the icon.</summary>
    public static IReadOnlyList<RouteEndpoint> Of(Bot bot) =>
        [.. bot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(one => one.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];

    public static IReadOnlyList<string> Methods(this RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"];

    /// <summary>The address with its holes filled.</summary>
    public static string Path(this RouteEndpoint endpoint, string incident)
    {
        var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart hole => hole.Name.ToLowerInvariant() switch { "reference" => incident, "verb" => "note", "client" => "contoso-dental", "version" => "1", "token" => new string('a', 64), _ => "x" },
            _ => "",
        }))));
        return path;
    }
}
