using System.Text.Json;
using IncidentBot.Host.SignIn;
using IncidentBot.Slack;
using IncidentBot.Slack.Api;
using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using HostOptions = IncidentBot.Host.Hosting.HostOptions;

namespace IncidentBot.Tests.Hosting;

/// <summary>appsettings.sample.json shows every setting with its default, and starts a bot.</summary>
public sealed class SampleSettingsTests
{
    private static readonly string Sample = Repository.File("appsettings.sample.json");

    /// <summary>What the program reads beside <see cref="HostOptions"/>.</summary>
    private static readonly string[] Others = ["ConnectionStrings", "Urls", "Logging", "Paging", "Authentication", "Slack", "Teams"];

    [Fact]
    public void It_names_every_setting_and_no_other()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Sample));
        Assert.Equal(typeof(HostOptions).GetProperties().Select(one => one.Name).Concat(Others).Order(), json.RootElement.EnumerateObject().Select(one => one.Name).Order());
        Assert.Equal(typeof(AuthenticationOptions).GetProperties().Select(one => one.Name).Where(name => name is not "IsSet" and not "Rules").Order(), json.RootElement.GetProperty("Authentication").EnumerateObject().Select(one => one.Name).Order());
        Assert.Equal(typeof(SlackOptions).GetProperties().Where(one => one.CanWrite).Concat(typeof(SlackApiOptions).GetProperties()).Select(one => one.Name).Order(), json.RootElement.GetProperty("Slack").EnumerateObject().Select(one => one.Name).Order());
        Assert.Equal(typeof(TeamsOptions).GetProperties().Where(one => one.CanWrite).Concat(typeof(ConnectorOptions).GetProperties()).Select(one => one.Name).Order(), json.RootElement.GetProperty("Teams").EnumerateObject().Select(one => one.Name).Order());
        Assert.Equal(["IncidentBot"], json.RootElement.GetProperty("ConnectionStrings").EnumerateObject().Select(one => one.Name));
    }

    [Fact]
    public void It_binds_is_valid_and_says_the_defaults()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Sample).Build();
        var bound = Bind(settings);
        Assert.Equal(new HostOptions().PlansReloadSeconds, bound.PlansReloadSeconds);
        Assert.Equal(IncidentBot.Host.Data.DataFolder.Resolve(null), IncidentBot.Host.Data.DataFolder.Resolve(bound.DataFolder));
        Assert.Equal(IncidentBot.Host.Hosting.IncidentBotApp.PlansFolder(new ConfigurationBuilder().Build()), IncidentBot.Host.Hosting.IncidentBotApp.PlansFolder(settings));

        var slack = settings.GetSection("Slack");
        Assert.Equivalent(new SlackApiOptions(), slack.Get<SlackApiOptions>());
        Assert.Equal((new SlackOptions().DigestChannel, new SlackOptions().RoomName, new SlackOptions().Sockets, false), slack.Get<SlackOptions>() is { } said ? (said.DigestChannel, said.RoomName, said.Sockets, said.IsOn) : default);

        var teams = settings.GetSection("Teams");
        Assert.Equivalent(new ConnectorOptions(), teams.Get<ConnectorOptions>());
        Assert.Equal(Defaults(new TeamsOptions()), Defaults(teams.Get<TeamsOptions>()!));

        var shipped = new ConfigurationBuilder().AddJsonFile(Repository.File("src/IncidentBot/appsettings.json")).Build();
        Assert.All(shipped.AsEnumerable().Where(one => one.Value is not null), one => Assert.Equal(one.Value, settings[one.Key]));
    }

    [Fact]
    public void A_setting_that_is_wrong_is_named() =>
        Assert.Contains("PlansReloadSeconds", Assert.Throws<OptionsValidationException>(() =>
            Bind(new ConfigurationBuilder().AddJsonFile(Sample).AddInMemoryCollection([new("PlansReloadSeconds", "0")]).Build())).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_bot_starts_with_it()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Sample).Build();
        string[] taken = ["PlansReloadSeconds", "ConnectionStrings:IncidentBot", "PublicUrl", "RateLimitScale", "Authentication:Authority", .. new[] { "Paging", "Slack", "Teams" }.SelectMany(section => settings.GetSection(section).AsEnumerable()).Where(one => one.Value is not null).Select(one => one.Key)];
        await using var bot = await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: [.. taken.SelectMany(name => new[] { $"--{name}", settings[name]! })]);
        await bot.DoAsync("sam", "declare ransom note --client contoso-dental");

        // Nothing of it means that real people are behind the installation: the door stands open.
        using var browser = new HttpClient { BaseAddress = bot.Address };
        Assert.Contains("Nora Whitfield", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);
    }

    private static (bool, Uri, Uri, Uri, Uri, string, int, int, bool) Defaults(TeamsOptions said) =>
        (said.IsOn, said.OpenIdMetadataUrl, said.LoginUrl, said.GraphBaseUrl, said.ServiceUrl, said.DigestChannel, said.Tenants.Count, said.AllowedTenants.Count, said.AllowUnauthenticated);

    private static HostOptions Bind(IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddOptions<HostOptions>().Bind(settings).ValidateDataAnnotations();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HostOptions>>().Value;
    }
}
