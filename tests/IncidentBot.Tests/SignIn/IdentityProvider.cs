using System.Diagnostics;

namespace IncidentBot.Tests.SignIn;

/// <summary>The npm package oidc-provider, running on loopback: the identity provider of the tests.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    /// <summary>Where tests/run.sh installed the package. Without it the tests say that they were skipped.</summary>
    public const string Variable = "INCIDENTBOT_TEST_OIDC";

    private readonly Process process;

    private IdentityProvider(Process process, Uri issuer)
    {
        this.process = process;
        Issuer = issuer;
    }

    public Uri Issuer { get; }

    /// <summary>The settings of a bot that signs people in here.</summary>
    public static string[] Settings(Uri issuer) =>
    [
        "--Authentication:Authority", issuer.ToString().TrimEnd('/'), "--Authentication:ClientId", "incidentbot", "--Authentication:ClientSecret", "a-secret-of-the-test-alone", "--Authentication:Scopes:0", "groups",
        "--Authentication:Grants:0:Group", "soc", "--Authentication:Grants:0:Organisation", "*", "--Authentication:Grants:0:Role", "Responder",
        "--Authentication:Grants:1:Group", "contoso-leads", "--Authentication:Grants:1:Organisation", "contoso-dental", "--Authentication:Grants:1:Role", "IncidentManager",
    ];

    public static async Task<IdentityProvider> StartAsync(int port, Uri bot)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(folder is null, $"The identity provider is not installed: run tests/run.sh, or set {Variable} to the folder where oidc-provider is installed beside server.mjs.");
        var process = Process.Start(new ProcessStartInfo("node", ["server.mjs", $"{port}", new Uri(bot, "/sign-in/callback").ToString(), new Uri(bot, "/sign-in/signed-out").ToString()])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var ready = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(ready == "ready", $"The identity provider did not start: {ready}");
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return new IdentityProvider(process, new Uri($"http://127.0.0.1:{port}"));
    }

    public async Task PutAsync(string who, params string[] groups)
    {
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(Issuer, $"/test/groups?of={who}{string.Concat(groups.Select(group => $"&group={group}"))}"));
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
