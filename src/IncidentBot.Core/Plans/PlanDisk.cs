using System.Security;
using System.Text;

namespace IncidentBot.Core.Plans;

/// <summary>One plan file on disk, to be replaced whole or not at all.</summary>
internal static class PlanDisk
{
    /// <summary>Without a byte order mark; null where it cannot be read.</summary>
    public static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimStart('\uFEFF');
        }
        catch (Exception fault) when (IsAccess(fault))
        {
            return null;
        }
    }

    /// <summary>Writes beside it first, under a name that the folder passes over, so that nobody ever reads half a plan.</summary>
    /// <exception cref="RefusalException">It could not be written, and stands as it was.</exception>
    public static void Replace(string file, string text)
    {
        var target = file;
        var beside = "";
        try
        {
            target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
            Write(beside, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception fault) when (IsAccess(fault))
        {
            Forget(beside);
            throw PlanRefusals.NotWritten(Path.GetFileName(file), fault is UnauthorizedAccessException or SecurityException ? "permission is denied" : "the disk does not take it");
        }
    }

    private static void Write(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (IsAccess(fault))
        {
            // What cannot be taken away is passed over by its name.
        }
    }

    private static bool IsAccess(Exception fault) => fault is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException;
}
