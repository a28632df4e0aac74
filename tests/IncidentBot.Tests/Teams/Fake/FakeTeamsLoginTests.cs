using System.Security.Cryptography.X509Certificates;
using IncidentBot.TeamsFake;
using IncidentBot.TeamsFake.Identity;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IncidentBot.Tests.Teams.Fake;

/// <summary>Tokens both ways: those that the login host gives to a bot, and those with which the connector comes to it.</summary>
public sealed class FakeTeamsLoginTests
{
    private const string Connector = "https://api.botframework.com", Graph = "https://graph.microsoft.com";

    [Theory]
    [InlineData("TENANT", FakeTeams.AppSecret, Connector + "/.default", 200, null)]
    [InlineData("acme.example", FakeTeams.AppSecret, Graph + "/.default", 200, null)]
    [InlineData("nowhere.example", FakeTeams.AppSecret, Connector + "/.default", 400, "invalid_request 90002")]
    [InlineData("TENANT", "wrong", Connector + "/.default", 401, "invalid_client 7000215")]
    [InlineData("TENANT", FakeTeams.AppSecret, Connector, 400, "invalid_scope 1002012")]
    [InlineData("TENANT", FakeTeams.AppSecret, "https://elsewhere.example/.default", 400, "invalid_resource 500011")]
    public async Task The_login_host_gives_tokens_for_what_it_knows_and_answers_the_rest_with_Entras_numbers(string tenant, string secret, string scope, int status, string? error)
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (answered, answer) = await scene.LoginAsync(tenant.Replace("TENANT", scene.Teams.Tenant.Id, StringComparison.Ordinal), ("grant_type", "client_credentials"), ("client_id", FakeTeams.AppId), ("client_secret", secret), ("scope", scope));
        Assert.Equal(status, answered);
        Assert.Equal(error, answer["error"] is { } code ? $"{code} {answer["error_codes"]![0]}" : null);
        Assert.Equal(error is null, answer["access_token"] is not null);
        Assert.Equal(error is null, scene.Teams.Wrongs.Count == 0);
    }

    [Fact]
    public async Task An_app_of_another_tenant_is_not_known_there_and_a_field_that_is_missing_is_named()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var contoso = scene.Teams.AddTenant("Contoso");
        var (_, foreign) = await scene.LoginAsync(contoso.Id, ("grant_type", "client_credentials"), ("client_id", FakeTeams.AppId), ("client_secret", FakeTeams.AppSecret), ("scope", Graph + "/.default"));
        Assert.Equal("700016", $"{foreign["error_codes"]![0]}");
        var (status, missing) = await scene.LoginAsync(contoso.Id, ("grant_type", "client_credentials"), ("client_id", FakeTeams.AppId), ("client_secret", FakeTeams.AppSecret));
        Assert.Equal((400, "900144"), (status, $"{missing["error_codes"]![0]}"));
        Assert.Contains("'scope'", (string?)missing["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_good_for_its_audience_alone_and_not_for_ever()
    {
        await using var scene = await FakeTeamsScene.StartAsync();
        var (connector, graph) = (await scene.ConnectorAsync(), await scene.GraphAsync());
        await connector.Conversations.GetConversationMembersAsync(scene.Teams.Team.Id);
        await graph.Users.GetAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(401, (int)(await Assert.ThrowsAsync<ErrorResponseException>(() => connector.Conversations.GetConversationMembersAsync(scene.Teams.Team.Id))).Response.StatusCode);
        var expired = await Assert.ThrowsAsync<ODataError>(() => graph.Users.GetAsync());
        Assert.Equal((401, "InvalidAuthenticationToken"), (expired.ResponseStatusCode, expired.Error!.Code));
        Assert.Empty(scene.Teams.Wrongs);
        Assert.Equal(401, (await scene.CallAsync(HttpMethod.Get, "v1.0/users", resource: Connector)).Status);
        Assert.Equal(401, (await scene.CallAsync(HttpMethod.Get, $"teams/v3/teams/{scene.Teams.Team.Id}", resource: Graph)).Status);
    }

    [Fact]
    public async Task Over_TLS_it_shows_a_certificate_of_its_own()
    {
        await using var teams = await FakeTeams.StartAsync(tls: true);
        using var certificate = X509Certificate2.CreateFromPem(teams.CertificatePem);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using var http = new HttpClient(handler);
        var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(teams.OpenIdMetadataUrl.ToString(), http, CancellationToken.None);
        Assert.Equal(("https", "https://api.botframework.com", 2), (teams.Address.Scheme, metadata.Issuer, metadata.SigningKeys.Count));
    }

    [Theory]
    [InlineData(TokenFlaw.None, 200)]
    [InlineData(TokenFlaw.NoToken, 401)]
    [InlineData(TokenFlaw.Expired, 401)]
    [InlineData(TokenFlaw.WrongAudience, 401)]
    [InlineData(TokenFlaw.WrongIssuer, 401)]
    [InlineData(TokenFlaw.WrongServiceUrl, 401)]
    [InlineData(TokenFlaw.NotEndorsed, 401)]
    [InlineData(TokenFlaw.ForeignTenant, 401)]

    // The adapter turns only its own exceptions into 401: a host that does nothing about the token handler's answers 500.
    [InlineData(TokenFlaw.NotYet, 500)]
    [InlineData(TokenFlaw.BadSignature, 500)]
    [InlineData(TokenFlaw.UnknownKey, 500)]
    [InlineData(TokenFlaw.Unsigned, 500)]
    public async Task The_SDK_lets_the_good_token_in_and_no_other(TokenFlaw flaw, int status)
    {
        var bot = new RecordingBot();
        await using var scene = await FakeTeamsScene.StartAsync(bot);
        scene.Teams.Deliveries.Flaw = flaw;
        var said = await scene.Teams.As("alex").SayAsync(scene.Teams.Team.General, "status", mention: true);
        Assert.Equal(status, said.Delivery.Status);
        Assert.Equal(flaw is TokenFlaw.None ? ["message status"] : [], bot.Heard);
    }
}
