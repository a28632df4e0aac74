using IncidentBot.Core;

namespace IncidentBot.Host.Data;

/// <summary>The folder of everything that is kept: the embedded database, keys, the lock against a second process. One process at a time has it.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string Database => DatabaseIn(Path);

    public string TimelineKey => TimelineKeyIn(Path);

    public string Keys => KeysIn(Path);

    public static string KeysIn(string folder) => System.IO.Path.Combine(folder, "keys");

    public static string TimelineKeyIn(string folder) => System.IO.Path.Combine(KeysIn(folder), "timeline.pem");

    public static string DatabaseIn(string folder) => System.IO.Path.Combine(folder, "incidentbot.db");

    /// <summary>Where it is when no setting says otherwise: <c>data</c> in the folder in which the command was typed.</summary>
    public static string Resolve(string? setting) => ConsolePath.Resolve(string.IsNullOrWhiteSpace(setting) ? "data" : setting);

    /// <summary>Takes the folder for this process, or refuses in words when another one has it.</summary>
    public static DataFolder Take(string path)
    {
        Make(path);
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new RefusalException(new Refusal("data-folder-taken", $"Another IncidentBot has the data folder {path}. Stop it, or give this one a folder of its own: --DataFolder <path>."));
        }
    }

    /// <summary>Makes it where it is not there, without taking it.</summary>
    public static string Make(string path)
    {
        CreatePrivate(path);
        CreatePrivate(KeysIn(path));
        return path;
    }

    /// <summary>A new folder is this user's alone; one that is there keeps its mode.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => held.Dispose();
}

/// <summary>Paths typed on a command line are meant from where they were typed; <c>dotnet run --project</c> starts elsewhere.</summary>
public static class ConsolePath
{
    public static string Resolve(string path) => Path.GetFullPath(path, Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } typed && Directory.Exists(typed) ? typed : Environment.CurrentDirectory);
}
