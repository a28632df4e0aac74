using IncidentBot.Core.Effects;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Installs;

namespace IncidentBot.Slack.Rooms;

/// <summary>Calls Slack for the relay: what goes wrong is told in its words, and a token that is no good any more breaks the installation.</summary>
public sealed class SlackCalls(SlackInstalls installs, SlackRotation rotation)
{
    /// <summary>The installation in a workspace.</summary>
    /// <exception cref="SendException">There is none that works; it waits until there is.</exception>
    public async Task<SlackInstall> InAsync(string team, CancellationToken cancel) => await installs.FindAsync(team, null, cancel) switch
    {
        { Row.Works: true } install => install,
        { Row: { Broken: { } because, Name: var name } } => throw new SendException(SendFailure.NotTaken, $"the app in {name} does not work: {because}"),
        _ => throw new SendException(SendFailure.NotTaken, "the app is not in that workspace"),
    };

    public async Task<T> RunAsync<T>(SlackInstall install, Func<ISlackApiClient, Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await call(install.Client);
        }
        catch (SlackException refused)
        {
            throw await ToldAsync(install, refused, cancel);
        }
    }

    public Task RunAsync(SlackInstall install, Func<ISlackApiClient, Task> call, CancellationToken cancel) => RunAsync(install, async client =>
    {
        await call(client);
        return true;
    }, cancel);

    /// <summary>Asks for something that may not be possible here; answers why not, in Slack's code, where another try would change nothing.</summary>
    public async Task<string?> TryAsync(SlackInstall install, Func<ISlackApiClient, Task> call, CancellationToken cancel)
    {
        try
        {
            await call(install.Client);
            return null;
        }
        catch (SlackException refused) when (refused.Failure is SlackFailure.Benign)
        {
            return null;
        }
        catch (SlackException refused) when (refused.Failure is SlackFailure.Target or SlackFailure.Configuration)
        {
            return refused.Message;
        }
        catch (SlackException refused)
        {
            throw await ToldAsync(install, refused, cancel);
        }
    }

    /// <summary>A token that has ended is renewed, and the relay tries again; one that is revoked breaks the installation.</summary>
    private async Task<Exception> ToldAsync(SlackInstall install, SlackException refused, CancellationToken cancel)
    {
        if (refused.ErrorCode is "is_archived" or "channel_not_found")
        {
            return new ChannelGoneException(refused.ErrorCode == "is_archived" ? "archived" : "deleted");
        }

        if (refused.Failure is not SlackFailure.Reauthorise)
        {
            return refused.ForRelay();
        }

        if (refused.ErrorCode == "token_expired" && install.Row.RefreshToken is not null)
        {
            await rotation.RenewAsync(install.Row.Id, cancel);
            return new SendException(SendFailure.NotTaken, refused.Message);
        }

        await installs.BreakAsync(install, $"Slack says {refused.ErrorCode}", cancel);
        return refused.ForRelay();
    }
}
