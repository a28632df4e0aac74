using IncidentBot.Core.Effects;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Graph;
using IncidentBot.Teams.Installs;

namespace IncidentBot.Teams.Rooms;

/// <summary>Calls Teams and Graph for the relay: what goes wrong is told in its words.</summary>
public sealed class TeamsCalls(TeamsInstalls installs, ITeamsConnector connector, ITeamsGraphs graphs)
{
    /// <summary>The installation in a tenant.</summary>
    /// <exception cref="SendException">There is none that works; it waits until there is.</exception>
    public async Task<TeamsInstall> InAsync(string tenant, CancellationToken cancel) => await installs.FindAsync(tenant, cancel) is { Row.Works: true } install ? install
        : throw new SendException(SendFailure.NotTaken, "the app is not set up for that tenant of Teams");

    public Task<T> SayAsync<T>(Func<ITeamsConnector, Task<T>> call) => ToldAsync(() => call(connector));

    public Task SayAsync(Func<ITeamsConnector, Task> call) => ToldAsync(async () =>
    {
        await call(connector);
        return true;
    });

    public Task<T> AskAsync<T>(TeamsInstall install, Func<ITeamsGraph, Task<T>> call) => ToldAsync(() => call(graphs.Of(install.Registration)));

    /// <summary>Asks Graph for something that may not be possible here; answers why not, in its code, where another try would change nothing.</summary>
    public async Task<string?> TryAsync(TeamsInstall install, Func<ITeamsGraph, Task> call)
    {
        try
        {
            await call(graphs.Of(install.Registration));
            return null;
        }
        catch (TeamsException refused) when (refused.Failure is TeamsFailure.TargetGone or TeamsFailure.NotAllowed)
        {
            return refused.Code;
        }
        catch (TeamsException refused)
        {
            throw refused.ForRelay();
        }
    }

    /// <summary>That something is gone is for the caller to decide about.</summary>
    private static async Task<T> ToldAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (TeamsException refused) when (refused.Failure is not TeamsFailure.TargetGone)
        {
            throw refused.ForRelay();
        }
    }
}
