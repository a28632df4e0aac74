using System.Collections.Concurrent;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Tokens;

/// <summary>The tokens that are good now, one for each app and each of the two it calls. A new one is asked for five minutes before the end, by one caller while the others wait.</summary>
internal sealed class TeamsTokens(IOptions<TeamsOptions> options, Func<Registration, ITokenSource> sources, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string App, string Scope), Kept> kept = new();

    /// <returns>Null for whom no token is needed.</returns>
    public Task<string?> ConnectorAsync(Registration registration, CancellationToken cancel) => FindAsync(registration, options.Value.ConnectorScope, cancel);

    public Task<string?> GraphAsync(Registration registration, CancellationToken cancel) => FindAsync(registration, options.Value.GraphScope, cancel);

    /// <summary>It was refused, whatever we thought of it: the next one is asked for anew.</summary>
    public void Forget(Registration registration, string? token)
    {
        foreach (var (_, one) in kept.Where(one => one.Key.App == registration.AppId))
        {
            one.Forget(token);
        }
    }

    public void Dispose()
    {
        foreach (var one in kept.Values)
        {
            one.Dispose();
        }
    }

    private async Task<string?> FindAsync(Registration registration, string scope, CancellationToken cancel) =>
        registration.IsAnonymous ? null : await kept.GetOrAdd((registration.AppId, scope), _ => new Kept(sources(registration), scope, time)).FindAsync(cancel);

    private sealed class Kept(ITokenSource source, string scope, TimeProvider time) : IDisposable
    {
        private readonly SemaphoreSlim gate = new(1, 1);
        private volatile AccessToken? token;

        public async Task<string> FindAsync(CancellationToken cancel)
        {
            if (Good is { } now)
            {
                return now;
            }

            await gate.WaitAsync(cancel);
            try
            {
                return Good ?? (token = await source.AskAsync(scope, cancel)).Value;
            }
            finally
            {
                gate.Release();
            }
        }

        public void Forget(string? refused)
        {
            if (token?.Value == refused)
            {
                token = null;
            }
        }

        public void Dispose() => gate.Dispose();

        private string? Good => token is { } one && time.GetUtcNow() < one.EndsAt - Before ? one.Value : null;
    }
}
