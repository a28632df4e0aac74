using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IncidentBot.Slack.Requests;

/// <summary>Whether a request comes from Slack: a signature (v0) over the raw bytes of its body and the moment it was sent, not older or newer than five minutes.</summary>
public static class SlackSignature
{
    public const string Header = "X-Slack-Signature";
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>In seconds.</summary>
    private const long Window = 300;

    /// <param name="secret">The app's signing secret.</param>
    /// <param name="body">As it came: a form that was read and written again is another one.</param>
    /// <returns>False for anything that is not a signature, never a fault.</returns>
    public static bool IsValid(string secret, ReadOnlySpan<byte> body, string? timestamp, string? signature, DateTimeOffset now)
    {
        if (secret.Length == 0 || signature is null || timestamp is null || !IsTimely(timestamp, now))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(secret, body, timestamp)), Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>What can be said before the body is read.</summary>
    internal static bool IsTimely(string? timestamp, DateTimeOffset now) =>
        timestamp is { Length: <= 12 } && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Window;

    internal static string Sign(string secret, ReadOnlySpan<byte> body, string timestamp)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        return $"v0={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
