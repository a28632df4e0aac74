using System.Text.Json;
using IncidentBot.Core.Verbs;
using Microsoft.AspNetCore.DataProtection;

namespace IncidentBot.Host.Web;

/// <summary>Carries an answer over the redirect to the next page, for browsers without script: an encrypted cookie that is read once.</summary>
public static class Flash
{
    private const string Cookie = "incidentbot.answer";

    /// <summary>A longer answer does not fit into a cookie; the page shows it with script.</summary>
    private const int Longest = 2500;

    public static void Keep(HttpContext context, Reply reply)
    {
        if (reply.Text.Length == 0)
        {
            return;
        }

        // The cookie is encrypted and read once: what is shown once may go that way, and into no store of ours.
        var words = reply.Words;
        var kept = JsonSerializer.Serialize(new Reply(words, reply.Code, reply.Card));
        if (kept.Length > Longest)
        {
            words = words.Length > 0 ? words : reply.Text;
            kept = JsonSerializer.Serialize(new Reply(words.Length <= Longest ? words : words[..Longest] + "…", reply.Code));
        }

        context.Response.Cookies.Append(Cookie, Protector(context).Protect(kept), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });
    }

    public static Reply? Take(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } kept)
        {
            return null;
        }

        if (!context.Response.HasStarted)
        {
            context.Response.Cookies.Delete(Cookie);
        }

        try
        {
            return JsonSerializer.Deserialize<Reply>(Protector(context).Unprotect(kept));
        }
        catch (Exception bad) when (bad is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) => context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("IncidentBot.Answer");
}
