using System.Diagnostics;
using IncidentBot.Crashes;
using IncidentBot.Tests.Support;

namespace IncidentBot.Benchmarks;

/// <summary>The real program as processes of their own.</summary>
internal static class Processes
{
    /// <summary>Where the program is that was published for this kind of machine; null where that could not be done.</summary>
    public static string? Published => Environment.GetEnvironmentVariable("INCIDENTBOT_BENCH_PUBLISHED");

    /// <param name="store">What it runs on.</param>
    /// <param name="log">The name of its log.</param>
    /// <param name="data">Its data folder, when it is not the store's own.</param>
    /// <param name="program">The folder that it is run from; null for what was built.</param>
    /// <param name="settings">Further settings.</param>
    public static BotProcess Of(Store store, string log, string? data = null, string? program = null, string[]? settings = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = store.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new BotProcess(FreePort.Take(), Path.Combine(store.Folder, log), address =>
        {
            start.ArgumentList.Clear();
            foreach (var word in (string[])[Path.Combine(program ?? AppContext.BaseDirectory, "IncidentBot.dll"), "--urls", address.ToString(), .. store.Settings, .. settings ?? [], .. data is null ? Array.Empty<string>() : ["--DataFolder", data]])
            {
                start.ArgumentList.Add(word);
            }

            return start;
        });
    }

    /// <summary>A data folder for one more process of the same installation.</summary>
    public static string Second(Store store)
    {
        var (first, second) = (Directory.CreateDirectory(Path.Combine(store.Folder, "keys")).FullName, Directory.CreateDirectory(Path.Combine(store.Folder, "second")).FullName);
        Directory.CreateSymbolicLink(Path.Combine(second, "keys"), first);
        return second;
    }
}
