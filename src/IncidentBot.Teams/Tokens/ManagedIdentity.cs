using IncidentBot.Teams.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace IncidentBot.Teams.Tokens;

/// <summary>By the identity that Azure gives the machine; Microsoft's library knows where each kind of machine asks for it.</summary>
internal sealed class ManagedIdentity(Registration registration, IHttpClientFactory clients) : ITokenSource, IMsalHttpClientFactory
{
    private readonly Lock gate = new();
    private IManagedIdentityApplication? app;

    public async Task<AccessToken> AskAsync(string scope, CancellationToken cancel)
    {
        try
        {
            var got = await App().AcquireTokenForManagedIdentity(scope).WithForceRefresh(true).ExecuteAsync(cancel);
            return new(got.AccessToken, got.ExpiresOn);
        }
        catch (MsalServiceException fault) when (fault.IsRetryable || fault.StatusCode >= 500)
        {
            throw TeamsException.NoAnswer("token", fault.ErrorCode, mayBeDone: false, fault.StatusCode);
        }
        catch (MsalException fault)
        {
            throw new TeamsException("token", fault.ErrorCode, TeamsFailure.Credentials);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw TeamsException.NoAnswer("token", "unreachable", mayBeDone: false);
        }
    }

    public HttpClient GetHttpClient() => clients.CreateClient(TeamsSetup.Client);

    private IManagedIdentityApplication App()
    {
        lock (gate)
        {
            return app ??= ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(registration.AppId)).WithHttpClientFactory(this).Build();
        }
    }
}
