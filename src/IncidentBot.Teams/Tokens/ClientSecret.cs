using System.Text.Json;
using IncidentBot.Core.Outside;
using IncidentBot.Teams.Options;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Tokens;

/// <summary>By the app's client secret, from the login host of its tenant.</summary>
internal sealed class ClientSecret(Registration registration, IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time) : ITokenSource
{
    private const string Call = "token";

    public async Task<AccessToken> AskAsync(string scope, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", registration.AppId), new("client_secret", registration.Secret ?? ""), new("scope", scope)]);
        var (status, body) = await SendAsync(form, cancel);
        var read = OutsideJson.Read(body) ?? default;
        if (status == 200 && read.Text("access_token") is { Length: > 0 } token && read.At("expires_in") is { ValueKind: JsonValueKind.Number } seconds && seconds.TryGetInt32(out var lives) && lives > 0)
        {
            return new(token, time.GetUtcNow() + TimeSpan.FromSeconds(lives));
        }

        throw status switch
        {
            429 => TeamsException.Limited(Call, TimeSpan.FromSeconds(30)),
            >= 500 => TeamsException.NoAnswer(Call, $"http_{status}", mayBeDone: false, status),
            >= 400 => new TeamsException(Call, read.Text("error") ?? $"http_{status}", TeamsFailure.Credentials) { Status = status },
            _ => TeamsException.NoAnswer(Call, "unreadable", mayBeDone: false, status),
        };
    }

    private async Task<(int Status, byte[] Body)> SendAsync(HttpContent form, CancellationToken cancel)
    {
        try
        {
            using var client = clients.CreateClient(TeamsSetup.Client);
            using var answer = await client.PostAsync(new Uri($"{options.Value.LoginUrl.ToString().TrimEnd('/')}/{registration.TenantId}/oauth2/v2.0/token"), form, cancel);
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw TeamsException.NoAnswer(Call, "timeout", mayBeDone: false);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw TeamsException.NoAnswer(Call, "unreachable", mayBeDone: false);
        }
    }
}
