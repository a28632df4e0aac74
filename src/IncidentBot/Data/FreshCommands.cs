using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IncidentBot.Host.Data;

/// <summary>Npgsql (10.0.3) uses a connection's last command again. One that fails on its way out while the server is to keep its plan stays marked as being prepared, and whatever runs on it next is sent and read wrongly. So a fresh one takes its place.</summary>
internal sealed class FreshCommands : DbCommandInterceptor
{
    public static readonly FreshCommands Instance = new();

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Renew(command);

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => Renew(command);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Renew(command);
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Renew(command);
        return Task.CompletedTask;
    }

    /// <summary>A connection keeps one: the first that is given back while it keeps none.</summary>
    private static void Renew(DbCommand failed) => failed.Connection?.CreateCommand().Dispose();
}
