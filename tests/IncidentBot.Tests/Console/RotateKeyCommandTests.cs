using System.CommandLine;
using IncidentBot.Core.Timeline;
using IncidentBot.Host.Console;
using IncidentBot.Host.Data;

namespace IncidentBot.Tests.Console;

/// <summary>A key can be changed, and what the old one signed is still what it was.</summary>
public sealed class RotateKeyCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-rotate").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public void The_new_key_signs_and_the_old_one_stays_beside_it_with_the_mode_that_keys_have()
    {
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        var path = DataFolder.TimelineKeyIn(folder);
        string old;
        using (var signer = TimelineSigner.LoadOrCreate(path))
        {
            old = signer.Fingerprint;
        }

        Assert.Equal(0, Rotate());
        using var made = TimelineSigner.LoadOrCreate(path);
        Assert.NotEqual(old, made.Fingerprint);
        Assert.Contains(made.Fingerprint, output.ToString(), StringComparison.Ordinal);
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(folder, "keys"), "timeline-*.pem"));
        using var kept = TimelineSigner.LoadOrCreate(aside);
        Assert.Equal(old, kept.Fingerprint);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(aside));
        }
    }

    [Fact]
    public void Where_there_is_no_key_it_says_so_and_makes_none()
    {
        Assert.Equal(2, Rotate());
        Assert.Contains("There is no key to rotate", errors.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "keys")));
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private int Rotate() => RotateKeyCommand.Create().Parse(["--DataFolder", folder]).Invoke(new InvocationConfiguration { Output = output, Error = errors });
}
