using System.Security.Cryptography;
using IncidentBot.Core;
using IncidentBot.Core.Timeline;

namespace IncidentBot.Tests.Timeline;

public sealed class TimelineSignerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("signer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_key_is_made_once_and_is_its_owners_alone()
    {
        var path = Path.Combine(folder, "keys", "timeline.pem");
        using var made = TimelineSigner.LoadOrCreate(path);
        using var loaded = TimelineSigner.LoadOrCreate(path);
        Assert.Equal(made.Fingerprint, loaded.Fingerprint);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Many_at_once_agree_on_one_key()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(folder, $"{round}", "timeline.pem");
            var prints = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            {
                using var signer = TimelineSigner.LoadOrCreate(path);
                return signer.Fingerprint;
            })));
            Assert.Single(prints.Distinct());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    public void A_key_file_that_holds_no_key_is_refused_and_kept(string content)
    {
        var path = Path.Combine(folder, "timeline.pem");
        File.WriteAllText(path, content);
        Assert.Equal("timeline-key-unreadable", Assert.Throws<RefusalException>(() => TimelineSigner.LoadOrCreate(path)).Refusal.Code);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_key_of_another_curve_or_without_its_private_part_is_refused()
    {
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var fitting = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var pem in new[] { larger.ExportPkcs8PrivateKeyPem(), fitting.ExportSubjectPublicKeyInfoPem() })
        {
            var path = Path.Combine(folder, "timeline.pem");
            File.WriteAllText(path, pem);
            Assert.Equal("timeline-key-unreadable", Assert.Throws<RefusalException>(() => TimelineSigner.LoadOrCreate(path)).Refusal.Code);
        }
    }
}
