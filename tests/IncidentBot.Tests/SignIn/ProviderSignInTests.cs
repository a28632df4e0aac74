using System.Net;
using System.Text.RegularExpressions;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.SignIn;

/// <summary>People sign in with their organisation's provider, and what they may comes from their groups and from what both sides confirmed, never from a name or a mail address.</summary>
public sealed partial class ProviderSignInTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Groups_make_somebody_what_they_are_and_take_it_back_at_the_next_sign_in(Database database)
    {
        await using var scene = await SceneAsync(database);
        await scene.Provider.PutAsync("nora", "soc", "contoso-leads", "unrelated");
        using (var nora = scene.Visitor())
        {
            var page = await nora.SignInAsync("nora");
            Assert.Equal("/incidents", nora.At.AbsolutePath);
            Assert.Contains("Nora of the Directory", page, StringComparison.Ordinal);
        }

        // The plan's own @nora is somebody else until both sides have confirmed: a name proves nothing.
        var made = await scene.Bot.PersonAsync("nora-2");
        Assert.Equal(["contoso-dental IncidentManager", "contoso-dental Responder", "fabrikam Responder"], await GrantsAsync(scene.Bot, made));

        await scene.Provider.PutAsync("nora", "soc");
        using (var nora = scene.Visitor())
        {
            await nora.SignInAsync("nora");
            Assert.Equal("/incidents", nora.At.AbsolutePath);
        }

        Assert.Equal(["contoso-dental Responder", "fabrikam Responder"], await GrantsAsync(scene.Bot, made));
    }

    [Fact]
    public async Task Whose_groups_grant_nothing_sees_nothing_until_a_code_makes_them_somebody()
    {
        await using var scene = await SceneAsync(Database.Sqlite);
        using var stranger = scene.Visitor();
        var welcome = await stranger.SignInAsync("nora");
        Assert.Equal("/welcome", stranger.At.AbsolutePath);
        foreach (var path in new[] { "/incidents", "/inbox", "/account", "/audit", "/hangfire" })
        {
            await stranger.GetAsync(path);
            Assert.Equal("/welcome", stranger.At.AbsolutePath);
        }

        Assert.Contains("not valid", await stranger.PostAsync("/welcome/link", welcome, ("code", "AAAA-BBBB-CCCC")), StringComparison.Ordinal);
        var code = await scene.CodeAsync(CodePurpose.Link, "nora", vouched: true);
        await stranger.PostAsync("/welcome/link", welcome, ("code", code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Contains("Nora Whitfield", await stranger.GetAsync("/account"), StringComparison.Ordinal);

        using var again = scene.Visitor();
        Assert.Contains("Nora Whitfield", await again.SignInAsync("nora"), StringComparison.Ordinal);
        using var other = scene.Visitor();
        var page = await other.SignInAsync("mallory");
        await other.PostAsync("/welcome/link", page, ("code", code));
        await other.GetAsync("/account");
        Assert.Equal("/welcome", other.At.AbsolutePath);
    }

    [Theory]
    [InlineData("yes", "/account")]
    [InlineData("no", "/sign-in")]
    public async Task Ones_own_code_links_only_what_one_confirms(string answer, string ends)
    {
        await using var scene = await SceneAsync(Database.Sqlite);
        using var nora = scene.Visitor();
        await nora.PostAsync("/sign-in/code", await nora.GetAsync("/sign-in"), ("code", await scene.CodeAsync(CodePurpose.BreakGlass, "nora", vouched: true)), ("returnUrl", "/account"));
        var made = await nora.PostAsync("/account/code", await nora.GetAsync("/account"));
        var code = CodeText().Match(made).Value;
        Assert.NotEmpty(code);

        using var other = scene.Visitor();
        var welcome = await other.SignInAsync("mallory");
        await other.PostAsync("/welcome/link", welcome, ("code", code));
        await other.GetAsync("/incidents");
        Assert.Equal("/welcome", other.At.AbsolutePath);

        var asked = await nora.GetAsync("/account");
        Assert.Contains("Mallory of the Directory", asked, StringComparison.Ordinal);
        await nora.PostAsync("/account/confirm", asked, ("id", Waiting().Match(asked).Groups[1].Value), ("answer", answer));
        await other.GetAsync("/account");
        Assert.Equal(ends, other.At.AbsolutePath);
    }

    [Fact]
    public async Task When_the_provider_is_down_a_break_glass_code_lets_one_person_in_once_and_the_audit_says_so()
    {
        var dead = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, settings: IdentityProvider.Settings(dead));
        bot.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var olga = new Visitor(bot.Address);
        Assert.Contains("does not answer", await olga.PostAsync("/sign-in/provider", await olga.GetAsync("/sign-in")), StringComparison.Ordinal);

        await using var scope = bot.Services.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(CodePurpose.BreakGlass, (await bot.PersonAsync("olga")).Id, true, "console", CancellationToken.None);
        await olga.PostAsync("/sign-in/code", await olga.GetAsync("/sign-in"), ("code", code), ("returnUrl", "/audit"));
        Assert.Equal("/audit", olga.At.AbsolutePath);
        using var second = new Visitor(bot.Address);
        Assert.Contains("not valid", await second.PostAsync("/sign-in/code", await second.GetAsync("/sign-in"), ("code", code)), StringComparison.Ordinal);

        Assert.Equal([AuditKind.CodeMade, AuditKind.SignedIn, AuditKind.SignInRefused], await bot.ReadAsync(db => db.AuditEntries.OrderBy(one => one.At).Select(one => one.Kind).ToListAsync()));
        Assert.DoesNotContain(await bot.ReadAsync(db => db.OneTimeCodes.Select(one => one.Hash).ToListAsync()), hash => hash.Contains(code, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Text.Contains(code, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_code_that_waited_too_long_lets_nobody_in()
    {
        var dead = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, settings: IdentityProvider.Settings(dead));
        bot.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        await using var scope = bot.Services.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(CodePurpose.BreakGlass, (await bot.PersonAsync("nora")).Id, true, "console", CancellationToken.None);
        bot.Time.Advance(CodeDesk.Lasts);
        using var nora = new Visitor(bot.Address);
        Assert.Contains("not valid", await nora.PostAsync("/sign-in/code", await nora.GetAsync("/sign-in"), ("code", code)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_over_in_every_browser_even_for_who_kept_its_cookie()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        using var sam = new Visitor(bot.Address);
        await sam.BeAsync("sam");
        using var thief = new Visitor(bot.Address);
        thief.Cookies.Add(sam.Cookies.GetCookies(bot.Address));
        await thief.GetAsync("/incidents");
        Assert.Equal("/incidents", thief.At.AbsolutePath);

        await sam.PostAsync("/sign-out", await sam.GetAsync("/incidents"));
        await thief.GetAsync("/incidents");
        Assert.Equal("/sign-in", thief.At.AbsolutePath);
    }

    [Fact]
    public async Task A_session_ends_by_itself_and_a_person_ends_their_others()
    {
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true);
        using var one = new Visitor(bot.Address);
        using var two = new Visitor(bot.Address);
        await one.BeAsync("sam");
        await two.BeAsync("sam");
        await one.PostAsync("/account/end-others", await one.GetAsync("/account"));
        await two.GetAsync("/incidents");
        Assert.Equal("/sign-in", two.At.AbsolutePath);
        await one.GetAsync("/incidents");
        Assert.Equal("/incidents", one.At.AbsolutePath);
        bot.Time.Advance(TimeSpan.FromHours(12));
        await one.GetAsync("/incidents");
        Assert.Equal("/sign-in", one.At.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_signs_out_at_the_provider_as_well()
    {
        await using var scene = await SceneAsync(Database.Sqlite);
        await scene.Provider.PutAsync("sam", "soc");
        using var sam = scene.Visitor();
        var page = await sam.SignInAsync("sam");
        await sam.PostAsync("/sign-out", page);
        Assert.Equal(scene.Provider.Issuer.Authority, sam.At.Authority);
        Assert.Contains("/session/end", sam.At.AbsolutePath, StringComparison.Ordinal);
        await sam.GetAsync(new Uri(scene.Bot.Address, "/incidents").ToString());
        Assert.Equal("/sign-in", sam.At.AbsolutePath);
    }

    [Fact]
    public async Task A_forged_answer_of_the_provider_lets_nobody_in()
    {
        await using var scene = await SceneAsync(Database.Sqlite);
        using var mallory = scene.Visitor();
        var page = await mallory.GetAsync("/sign-in/callback?code=abc&state=forged");
        Assert.Equal("/sign-in", mallory.At.AbsolutePath);
        Assert.Contains("was not accepted", page, StringComparison.Ordinal);
        await mallory.GetAsync("/incidents");
        Assert.Equal("/sign-in", mallory.At.AbsolutePath);
    }

    [Fact]
    public async Task Nobody_chooses_to_be_a_sample_person_where_there_is_a_provider()
    {
        await using var scene = await SceneAsync(Database.Sqlite);
        using var mallory = scene.Visitor();
        await mallory.PostAsync("/sign-in", await mallory.GetAsync("/sign-in"), ("handle", "nora"), ("returnUrl", "/incidents"));
        await mallory.GetAsync("/incidents");
        Assert.Equal("/sign-in", mallory.At.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, mallory.Status);
    }

    [Fact]
    public async Task Who_guesses_codes_is_stopped()
    {
        var dead = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, settings: IdentityProvider.Settings(dead));
        using var mallory = new Visitor(bot.Address);
        var page = await mallory.GetAsync("/sign-in");
        for (var guess = 0; guess < 40 && mallory.Status is not HttpStatusCode.TooManyRequests; guess++)
        {
            await mallory.PostAsync("/sign-in/code", page, ("code", $"AAAA-BBBB-{guess:0000}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, mallory.Status);
    }

    private static async Task<List<string>> GrantsAsync(Bot bot, Person person) => await bot.ReadAsync(db => db.Grants.Where(grant => grant.PersonId == person.Id)
        .Join(db.Organisations, grant => grant.OrganisationId, organisation => organisation.Id, (grant, organisation) => new { organisation.Slug, grant.Role })
        .OrderBy(one => one.Slug).ThenBy(one => one.Role).Select(one => $"{one.Slug} {one.Role}").ToListAsync());

    private static async Task<Scene> SceneAsync(Database database)
    {
        var port = FreePort.Take();
        var bot = await Bot.StartAsync(database, listen: true, settings: IdentityProvider.Settings(new Uri($"http://127.0.0.1:{port}")));
        try
        {
            // Cookies of the handshake carry an expiry, which the browser holds against the real time.
            bot.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
            return new Scene(bot, await IdentityProvider.StartAsync(port, bot.Address));
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    private sealed record Scene(Bot Bot, IdentityProvider Provider) : IAsyncDisposable
    {
        public Visitor Visitor() => new(Bot.Address);

        public async Task<string> CodeAsync(CodePurpose purpose, string handle, bool vouched)
        {
            await using var scope = Bot.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(purpose, (await Bot.PersonAsync(handle)).Id, vouched, "console", CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await Provider.DisposeAsync();
            await Bot.DisposeAsync();
        }
    }

    [GeneratedRegex("[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{4}")]
    private static partial Regex CodeText();

    [GeneratedRegex("name=\"id\" value=\"([^\"]+)\"")]
    private static partial Regex Waiting();
}
