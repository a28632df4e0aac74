using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Timeline;

/// <summary>Signs heads with the installation's own key (ECDSA P-256 over SHA-256), so that an export can be traced to the installation that made it. Safe to share between threads.</summary>
public sealed class TimelineSigner : IDisposable
{
    /// <summary>To write a key takes milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock turn = new();
    private readonly ECDsa key;

    private TimelineSigner(ECDsa key)
    {
        this.key = key;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        PublicKey = Convert.ToBase64String(publicKey);
        Fingerprint = SignedHead.FingerprintOf(publicKey);
    }

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public string PublicKey { get; }

    /// <summary>Publish it where the installation cannot rewrite it: the verifier prints it for comparison.</summary>
    public string Fingerprint { get; }

    /// <summary>The key (PKCS #8, PEM) at this path; makes one, readable by its owner alone, where there is none.</summary>
    public static TimelineSigner LoadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path)) Create(path);
            return new TimelineSigner(Load(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TimelineRefusals.KeyUnreadable(path, e.Message).AsException();
        }
    }

    public SignedHead Sign(IncidentReference reference, Id<Incident> incident, string? title, ChainHead head, DateTimeOffset at)
    {
        var signedAt = InstantText.Cut(at);
        var statement = SignedHead.Statement(reference, incident, title, head, signedAt);
        lock (turn)
        {
            return new SignedHead(head, signedAt, PublicKey, Fingerprint, Convert.ToBase64String(key.SignData(statement, HashAlgorithmName.SHA256)));
        }
    }

    public void Dispose() => key.Dispose();

    private static ECDsa Load(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize != 256) throw new CryptographicException("It is not a P-256 key.");
            _ = key.ExportParameters(true); // a public key alone cannot sign: say so now, not at the first export
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw TimelineRefusals.KeyUnreadable(path, "it does not hold a P-256 private key in PEM.").AsException();
        }
    }

    /// <summary>One at a time on this machine: a move that does not overwrite looks first and moves then, and two could do both.</summary>
    private static void Create(string path)
    {
        using var turn = new Mutex(initiallyOwned: false, $"incidentbot-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..24]}");
        try
        {
            if (!turn.WaitOne(Patience)) throw new IOException("another process has been writing it for too long.");
        }
        catch (AbandonedMutexException)
        {
            // Whoever had it was killed; now it is ours.
        }

        try
        {
            if (!File.Exists(path)) Write(path);
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static void Write(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
            using (var file = new FileStream(draft, options))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(key.ExportPkcs8PrivateKeyPem());
                writer.Flush();
                file.Flush(flushToDisk: true);
            }

            // A whole file or none; where another process was faster, its key is the one.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
