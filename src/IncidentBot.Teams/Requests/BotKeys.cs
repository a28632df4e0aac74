using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace IncidentBot.Teams.Requests;

/// <summary>The keys by which Teams signs, as Microsoft publishes them. They are kept for a day, and looked for again when one is unknown, but not each time that somebody knocks with a key of their own.</summary>
internal sealed class BotKeys(IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private IReadOnlyList<JsonWebKey> keys = [];
    private DateTimeOffset? asked;
    private DateTimeOffset? read;

    /// <param name="keyId">The key that has to be among them, if it is published.</param>
    /// <exception cref="KeysNotThereException">None are known, and they cannot be read now.</exception>
    public async Task<IReadOnlyList<JsonWebKey>> FindAsync(string? keyId, CancellationToken cancel)
    {
        if (IsFresh(keyId))
        {
            return keys;
        }

        await gate.WaitAsync(cancel);
        try
        {
            return IsFresh(keyId) ? keys : await ReadAsync(cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Nothing newer is to be had, or needed.</summary>
    private bool IsFresh(string? keyId)
    {
        var now = time.GetUtcNow();
        return keys.Count > 0 && ((now - read < Kept && keys.Any(one => one.Kid == keyId)) || now - asked < AtMostEvery);
    }

    private async Task<IReadOnlyList<JsonWebKey>> ReadAsync(CancellationToken cancel)
    {
        asked = time.GetUtcNow();
        var address = options.Value.OpenIdMetadataUrl;
        try
        {
            using var client = clients.CreateClient(TeamsSetup.Client);
            var published = await OpenIdConnectConfigurationRetriever.GetAsync(address.ToString(), new HttpDocumentRetriever(client) { RequireHttps = !address.IsLoopback }, cancel);
            (keys, read) = ([.. published.JsonWebKeySet.Keys], asked);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Keys that were good yesterday are better than none.
            if (keys.Count == 0)
            {
                throw new KeysNotThereException(fault);
            }
        }

        return keys;
    }
}

/// <summary>Nobody can be told apart until Microsoft's keys can be read.</summary>
internal sealed class KeysNotThereException(Exception inner) : Exception("The keys by which Teams signs cannot be read.", inner);
