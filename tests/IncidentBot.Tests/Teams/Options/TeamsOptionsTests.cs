using System.Text.Json;
using IncidentBot.Teams;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Requests;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IncidentBot.Tests.Teams.Options;

/// <summary>What is set up so that nothing could work, or anybody could come in, is refused at the start, with the setting that mends it.</summary>
public sealed class TeamsOptionsTests
{
    private const string Whole = $"AppType=SingleTenant;AppId={TeamsScene.App};AppPassword={TeamsScene.Secret};TenantId={TeamsScene.Tenant}";
    private const string Managed = $"AppType=UserAssignedMSI;AppId={TeamsScene.App};TenantId={TeamsScene.Tenant}";

    [Theory]
    [InlineData($"AppId={TeamsScene.App};AppPassword=x;TenantId={TeamsScene.Tenant}", "Teams:AppType is missing. It must be SingleTenant or UserAssignedMSI.")]
    [InlineData($"AppType=SingleTennant;AppId={TeamsScene.App};AppPassword=x;TenantId={TeamsScene.Tenant}", "Teams:AppType is \"SingleTennant\". It must be SingleTenant or UserAssignedMSI.")]
    [InlineData($"AppType=1;AppId={TeamsScene.App};TenantId={TeamsScene.Tenant}", "Teams:AppType is \"1\".")]
    [InlineData($"AppType=MultiTenant;AppId={TeamsScene.App};AppPassword=x;TenantId={TeamsScene.Tenant}", "Teams:AppType MultiTenant is refused: Microsoft has registered no new ones since 31 July 2025")]
    [InlineData($"AppType=SingleTenant;AppId={TeamsScene.App};TenantId={TeamsScene.Tenant}", "Teams:AppPassword is missing")]
    [InlineData($"{Managed};AppPassword=x", "Teams:AppPassword is set, but a UserAssignedMSI app has none.")]
    [InlineData($"AppType=SingleTenant;AppPassword=x;TenantId={TeamsScene.Tenant}", "Teams:AppId must be the app's id in Entra")]
    [InlineData($"AppType=SingleTenant;AppId=bot;AppPassword=x;TenantId={TeamsScene.Tenant}", "Teams:AppId must be the app's id in Entra")]
    [InlineData($"AppType=SingleTenant;AppId={TeamsScene.App};AppPassword=x;TenantId=contoso.onmicrosoft.com", "Teams:TenantId must be the tenant's id in Entra")]
    [InlineData($"{Whole};Team=Response", "Teams:Team must be the team's group id in Entra")]
    [InlineData($"{Whole};Tenants:0:AppId={TeamsScene.OtherApp};Tenants:0:TenantId={TeamsScene.OtherTenant}", "Teams:Tenants:0:AppType is missing.")]
    [InlineData($"{Whole};Tenants:0:AppType=UserAssignedMSI;Tenants:0:AppId={TeamsScene.App};Tenants:0:TenantId={TeamsScene.OtherTenant}", "is listed twice")]
    [InlineData($"{Whole};AllowedTenants:0=contoso", "Teams:AllowedTenants holds \"contoso\"")]
    [InlineData("Organisation=contoso-dental", "is set, but no app")]
    [InlineData($"{Whole};LoginUrl=http://login.example.com/", "Teams:LoginUrl must be an https address")]
    [InlineData($"{Whole};GraphBaseUrl=https://me@graph.example.com/", "Teams:GraphBaseUrl must be an https address")]
    [InlineData($"{Whole};PostPace=fast", "Teams:PostPace must be counts and seconds")]
    [InlineData($"{Whole};CallTimeoutSeconds=0", "Teams:CallTimeoutSeconds must be between 1 and 60.")]
    public void It_is_refused_with_a_sentence(string settings, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bind(settings)).Message;
        Assert.Contains(sentence, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(TeamsScene.Secret, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("AppId=;AppPassword=;AppType=", false)]
    [InlineData(Whole, true)]
    [InlineData(Managed, true)]
    [InlineData($"Tenants:0:AppType=singletenant;Tenants:0:AppId={TeamsScene.App};Tenants:0:AppPassword=x;Tenants:0:TenantId={TeamsScene.Tenant}", true)]
    public void It_is_on_where_a_key_is(string settings, bool on) => Assert.Equal(on, Bind(settings).IsOn);

    [Theory]
    [InlineData("Production", "works only in Development")]
    [InlineData("Staging", "works only in Development")]
    [InlineData("Development", null)]
    public void Without_tokens_it_runs_only_in_development(string environment, string? refusal)
    {
        var bound = Record.Exception(() => Bind("AllowUnauthenticated=true", environment));
        Assert.Equal(refusal is null, bound is null);
        Assert.Contains(refusal ?? "", bound?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5000", false)]
    [InlineData("http://*:5000", false)]
    [InlineData("http://192.0.2.1:5000", false)]
    [InlineData("http://[::1]:5000", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000", true)]
    public async Task Without_tokens_it_does_not_stay_up_where_others_can_reach_it(string address, bool stays)
    {
        using var server = new Listening(address);
        var options = Microsoft.Extensions.Options.Options.Create(new TeamsOptions { AllowUnauthenticated = true });
        var started = await Record.ExceptionAsync(() => new ThisMachineOnly(options, server).StartedAsync(CancellationToken.None));
        Assert.Equal(stays, started is null);
        Assert.Contains(stays ? "" : "which others can reach", started?.Message ?? "", StringComparison.Ordinal);
        options.Value.AllowUnauthenticated = false;
        await new ThisMachineOnly(options, server).StartedAsync(CancellationToken.None);
    }

    [Fact]
    public void Secrets_are_in_nothing_that_is_written()
    {
        using var provider = Provider($"{Whole};Tenants:0:AppType=SingleTenant;Tenants:0:AppId={TeamsScene.OtherApp};Tenants:0:AppPassword={TeamsScene.Secret};Tenants:0:TenantId={TeamsScene.OtherTenant}");
        var options = provider.GetRequiredService<IOptions<TeamsOptions>>().Value;
        var all = provider.GetRequiredService<Registrations>().All;
        Assert.Equal(2, all.Count);
        Assert.DoesNotContain(TeamsScene.Secret, JsonSerializer.Serialize(options) + JsonSerializer.Serialize(all) + options + string.Concat(all) + JsonSerializer.Serialize(options.Tenants), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "https://api.botframework.com/.default", "https://graph.microsoft.com/.default")]
    [InlineData(";OpenIdMetadataUrl=https://login.botframework.azure.us/v1/.well-known/openidconfiguration;GraphBaseUrl=https://graph.microsoft.us/v1.0", "https://api.botframework.us/.default", "https://graph.microsoft.us/.default")]
    public void Each_cloud_has_its_own_scopes(string settings, string connector, string graph) =>
        Assert.Equal((connector, graph), Bind(Whole + settings) is var options ? (options.ConnectorScope, options.GraphScope) : default);

    [Fact]
    public void A_service_URL_that_is_set_up_is_known()
    {
        using var provider = Provider($"{Whole};ServiceUrl=https://connector.example.cn/teams");
        var hosts = provider.GetRequiredService<ServiceHosts>();
        Assert.True(hosts.Knows("https://connector.example.cn/other/"));
        Assert.False(hosts.Knows("http://connector.example.cn/teams"));
        Assert.False(hosts.Knows("https://connector.example.cn:8443/teams"));
    }

    private static TeamsOptions Bind(string settings, string environment = "Production")
    {
        using var provider = Provider(settings, environment);
        _ = provider.GetRequiredService<IOptions<IncidentBot.Teams.Connector.ConnectorOptions>>().Value;
        return provider.GetRequiredService<IOptions<TeamsOptions>>().Value;
    }

    private static ServiceProvider Provider(string settings, string environment = "Production")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=', 2)).Select(one => KeyValuePair.Create($"Teams:{one[0]}", (string?)one[1]))).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IHostEnvironment>(new Surroundings { EnvironmentName = environment }).AddTeamsRequests(configuration).BuildServiceProvider();
    }

    /// <summary>A server that says where it listens.</summary>
    private sealed class Listening : IServer
    {
        public Listening(string address) => Features.Set<IServerAddressesFeature>(new Addresses(address));

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }

        private sealed class Addresses(string address) : IServerAddressesFeature
        {
            ICollection<string> IServerAddressesFeature.Addresses { get; } = [address];

            public bool PreferHostingUrls { get; set; }
        }
    }

    private sealed class Surroundings : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "";

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
