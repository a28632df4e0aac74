using System.ComponentModel.DataAnnotations;

namespace IncidentBot.Host.Hosting;

/// <summary>The settings at the top level of the configuration. appsettings.sample.json shows them all.</summary>
public sealed class HostOptions
{
    /// <summary>Where everything is kept. Relative to where the command was typed.</summary>
    /// <value>data</value>
    public string? DataFolder { get; set; }

    /// <summary>Where the clients' plan files are.</summary>
    /// <value>The shipped sample.</value>
    public string? PlansFolder { get; set; }

    /// <summary>How often plan files are looked at for changes, in seconds.</summary>
    /// <value>10</value>
    [Range(1, 3600, ErrorMessage = "PlansReloadSeconds must be between 1 and 3600.")]
    public int PlansReloadSeconds { get; set; } = 10;
}
