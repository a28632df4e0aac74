using IncidentBot.Core.Data;
using IncidentBot.Teams.Connector;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Teams.Requests;

/// <summary>Hands an activity to the inbox and answers in time: what takes longer goes on. When it fails, whoever did something, and did not only look, is told that it may not have been recorded.</summary>
internal sealed partial class InboxDoor(IServiceScopeFactory scopes, ITeamsConnector connector, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<InboxDoor> log, Outage? outage = null)
{
    internal const string Sorry = "Something went wrong here, so this may not have been recorded. Look at the timeline, and if it is not there try again.";
    internal const string Working = "Still working on it. Look at the card in a moment.";

    /// <summary>Teams gives five seconds to whoever waits before a button, and the way back takes some of them.</summary>
    private static readonly TimeSpan InvokePatience = TimeSpan.FromSeconds(4);

    /// <summary>Of anything else it waits fifteen.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TeamsAnswer Failed = new(500, null);

    public async Task<TeamsAnswer> ReceiveAsync(TeamsActivity activity)
    {
        var working = WorkAsync(activity);
        try
        {
            return await working.WaitAsync(activity.IsInvoke ? InvokePatience : Patience, time);
        }
        catch (TimeoutException) when (!working.IsCompleted)
        {
            return activity.IsInvoke ? TeamsAnswer.Words(activity, Working) : TeamsAnswer.Empty;
        }
    }

    private async Task<TeamsAnswer> WorkAsync(TeamsActivity activity)
    {
        // The caller is not held up by what the inbox does before it first waits.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var begun = time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ITeamsInbox>().ReceiveAsync(activity, lifetime.ApplicationStopping);
        }
        catch (Exception fault)
        {
            Say(activity, fault);
            if (activity.IsInvoke && time.GetElapsedTime(begun) < InvokePatience)
            {
                return TeamsAnswer.Words(activity, Sorry);
            }

            if (!activity.IsInvoke && activity is not (MessageReceived or CardPressed))
            {
                return Failed;
            }

            if (activity is not CardPressed { Automatic: true })
            {
                await TellAsync(activity);
            }

            return TeamsAnswer.Empty;
        }
    }

    private async Task TellAsync(TeamsActivity activity)
    {
        if (activity.From is not { } person)
        {
            return;
        }

        try
        {
            await connector.TellOneAsync(activity.Address, person.Id, new TeamsMessage { Text = Sorry }, CancellationToken.None);
        }
        catch (TeamsException fault)
        {
            Log.Untold(log, fault.Code);
        }
    }

    private void Say(TeamsActivity activity, Exception fault)
    {
        // While the database is away it is told once a minute, whoever meets it.
        if (Transient.IsDown(fault) && outage is not null)
        {
            outage.Met(fault);
            return;
        }

        Log.Failed(log, activity.GetType().Name, FaultText.Of<TeamsException>(fault));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What Teams sent ({Kind}) could not be handled: {Fault}")]
        public static partial void Failed(ILogger logger, string kind, string fault);

        [LoggerMessage(LogLevel.Warning, "Whoever wrote or pressed could not be told that it went wrong ({Code}).")]
        public static partial void Untold(ILogger logger, string code);
    }
}
