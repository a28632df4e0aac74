using System.Net;
using System.Text.RegularExpressions;
using IncidentBot.Core.SignIn;
using IncidentBot.Tests.SignIn;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Web;

/// <summary>Every page, stream and file of one client's incident, tried by the people of another, by a guest of another incident and by nobody: each answers exactly as for an incident that is not there.</summary>
public sealed partial class TenantIsolationTests
{
    private const string Secret = "zanzibar";

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nobody_from_elsewhere_learns_that_it_exists(Database database)
    {
        await using var bot = await Bot.StartAsync(database, listen: true, settings: [.. IdentityProvider.Settings(new Uri($"http://127.0.0.1:{FreePort.Take()}")), "--RateLimitScale", "100"]);
        await bot.DoAsync("sam", $"declare {Secret} on FS01 --client contoso-dental --severity 1");
        await bot.DoAsync("sam", $"note {Secret} again", "INC-1");
        await bot.DoAsync("sam", $"update {Secret} for all", "INC-1");
        await bot.DoAsync("lena", "clock event controller-became-aware", "INC-1");
        await bot.DoAsync("frida", "declare our own --client fabrikam");
        await bot.DoAsync("sam", "declare the other of contoso --client contoso-dental");
        await bot.SettleAsync();

        using var frida = new Visitor(bot.Address);
        await frida.PostAsync("/sign-in/code", await frida.GetAsync("/sign-in"), ("code", await CodeAsync(bot, "frida")), ("returnUrl", "/incidents"));
        Assert.Contains("our own", await frida.GetAsync("/incidents"), StringComparison.Ordinal);
        using var guest = new Visitor(bot.Address);
        var invitation = (await bot.DoAsync("sam", "invitation send tailspin-forensics", "INC-3")).ShownOnce!;
        var link = Link().Match(invitation).Value;
        Assert.Contains("the other of contoso", await guest.PostAsync(link, await guest.GetAsync(link), ("code", Code().Match(invitation).Groups[1].Value)), StringComparison.Ordinal);
        using var nobody = new Visitor(bot.Address);

        var asked = 0;
        foreach (var (who, visitor) in new[] { ("frida", frida), ("guest", guest), ("nobody", nobody) })
        {
            foreach (var endpoint in Endpoints.Of(bot).Where(one => one.Methods().Contains("GET") && !one.RoutePattern.RawText!.EndsWith("events", StringComparison.Ordinal)))
            {
                var (there, missing) = (endpoint.Path("INC-1"), endpoint.Path("INC-987654"));
                var seen = await visitor.GetAsync(there);
                var (status, at) = (visitor.Status, visitor.At.AbsolutePath);
                Assert.DoesNotContain(Secret, seen, StringComparison.OrdinalIgnoreCase);
                var gone = await visitor.GetAsync(missing);
                Assert.True(status == visitor.Status, $"{who} {there} → {status}, a missing one → {visitor.Status}");
                Assert.Equal(Plain(seen, "INC-1"), Plain(gone, "INC-987654"));
                asked++;
            }

            foreach (var path in new[] { "/incidents/INC-1/events", "/incidents/INC-987654/events" })
            {
                using var client = new HttpClient(new HttpClientHandler { CookieContainer = visitor.Cookies, AllowAutoRedirect = false }) { BaseAddress = bot.Address };
                using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                Assert.Equal(who == "nobody" ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, response.StatusCode);
            }
        }

        // A client's plan, its contacts and its parts: somebody of another client, and a contact by link, learn not even that it is there.
        foreach (var (who, visitor) in new[] { ("frida", frida), ("guest", guest), ("nobody", nobody) })
        {
            foreach (var path in new[] { "/plans/{0}", "/plans/{0}?q=lena", "/plans/{0}/contacts/lena", "/plans/{0}/new-contact", "/plans/{0}/parts/insurance", "/plans/{0}/1.yaml" })
            {
                var seen = await visitor.GetAsync(string.Format(null, path, "contoso-dental"));
                var status = visitor.Status;
                Assert.DoesNotContain("+1512555", seen, StringComparison.Ordinal);
                Assert.DoesNotContain("Lena Park", seen, StringComparison.Ordinal);
                var gone = await visitor.GetAsync(string.Format(null, path, "no-such-client"));
                Assert.True(status == visitor.Status, $"{who} {path} → {status}, a missing one → {visitor.Status}");
                Assert.Equal(Plain(seen, "contoso-dental"), Plain(gone, "no-such-client"));
            }
        }

        Assert.DoesNotContain("contoso-dental", await frida.GetAsync("/plans"), StringComparison.Ordinal);
        Assert.Contains("There is no client", await frida.PostAsync("/plans/contoso-dental/contacts", await frida.GetAsync("/incidents"), ("contact", "lena"), ("name", "Mallory"), ("kind", "legal"), ("method-0-kind", "voice"), ("method-0-address", "+15125559999")), StringComparison.Ordinal);
        Assert.DoesNotContain("Mallory", await File.ReadAllTextAsync(Path.Combine(bot.Folder, "plans", "contoso-dental.yaml")), StringComparison.Ordinal);

        Assert.True(asked > 25, $"only {asked} were asked");
        foreach (var line in new[] { "INC-1 status", "INC-1 timeline", "INC-1 who", "list", "INC-1 note x", $"{Secret}" })
        {
            var page = await frida.PostAsync("/lines", await frida.GetAsync("/incidents"), ("line", $"/incident {line}"));
            Assert.DoesNotContain($"{Secret} on", page, StringComparison.OrdinalIgnoreCase);
        }

        // Completion offers verbs, never anybody's words.
        Assert.DoesNotContain(Secret, await frida.GetAsync("/complete?line=/incident%20status%20z"), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> CodeAsync(Bot bot, string handle)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(CodePurpose.BreakGlass, (await bot.PersonAsync(handle)).Id, true, "console", CancellationToken.None);
    }

    /// <summary>Without what differs from one drawing of a page to the next, and without what was asked for.</summary>
    private static string Plain(string page, string asked) => Ids().Replace(page, "").Replace(asked, "", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?:name=\"(?:key|__RequestVerificationToken)\" value=\"[^\"]*\")|(?:value=\"[^\"]*\" name=\"key\")|(?:[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})|(?:ReturnUrl=[^\"&]*)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"/enter\?invitation=[0-9a-f]{64}")]
    private static partial Regex Link();

    [GeneratedRegex("Code: ([2-9B-Z]{4}-[2-9B-Z]{4})")]
    private static partial Regex Code();
}
