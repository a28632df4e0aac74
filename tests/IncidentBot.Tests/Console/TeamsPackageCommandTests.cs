using System.CommandLine;
using System.IO.Compression;
using IncidentBot.Host.Console;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Tests.Console;

/// <summary>The package is made from the settings or from what is typed, and whatever is missing or wrong is said.</summary>
public sealed class TeamsPackageCommandTests : IDisposable
{
    private const string App = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Other = "11111111-aaaa-4aaa-8aaa-000000000002";

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-teams").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    private string Zip => Path.Combine(folder, "incidentbot.zip");

    [Fact]
    public void It_is_filled_in_from_the_settings()
    {
        Assert.Equal(0, Make(["Teams:AppId", App, "PublicUrl", "https://incidents.example.com/"]));
        Assert.Contains($"app {App}, web room at incidents.example.com", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"\"botId\": \"{App}\"", Manifest(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_typed_goes_before_the_settings()
    {
        Assert.Equal(0, Make(["Teams:AppId", App, "Teams:Tenants:0:AppId", Other, "PublicUrl", "http://localhost:5000"], "--app-id", Other.ToUpperInvariant(), "--domain", "https://rooms.example.com"));
        Assert.Contains(Other, Manifest(), StringComparison.Ordinal);
        Assert.DoesNotContain(App, Manifest(), StringComparison.Ordinal);
        Assert.Contains("\"validDomains\": [\"rooms.example.com\"]", Manifest(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_one_app_of_a_list_needs_no_choice()
    {
        Assert.Equal(0, Make(["Teams:Tenants:0:AppId", Other, "PublicUrl", "https://incidents.example.com"]));
        Assert.Contains(Other, Manifest(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No app is set up for Teams. Set Teams:AppId", "PublicUrl=https://incidents.example.com")]
    [InlineData("Several apps are set up for Teams", $"Teams:AppId={App} Teams:Tenants:0:AppId={Other} PublicUrl=https://incidents.example.com")]
    [InlineData("The AppId in the settings is \"incidentbot\", which is no app's id", "Teams:AppId=incidentbot PublicUrl=https://incidents.example.com")]
    [InlineData("--app-id is \"x\"", "PublicUrl=https://incidents.example.com", "--app-id", "x")]
    [InlineData("PublicUrl is not set", $"Teams:AppId={App}")]
    [InlineData("PublicUrl is \"http://localhost:5000\"", $"Teams:AppId={App} PublicUrl=http://localhost:5000")]
    [InlineData("--domain is \"10.0.0.5\"", $"Teams:AppId={App}", "--domain", "10.0.0.5")]
    [InlineData("--domain is \"http://incidents.example.com\"", $"Teams:AppId={App}", "--domain", "http://incidents.example.com")]
    [InlineData("--domain is \"\"", $"Teams:AppId={App}", "--domain", "")]
    public void What_is_missing_or_wrong_is_said_and_nothing_is_written(string said, string settings, params string[] options)
    {
        Assert.Equal(2, Make([.. settings.Split(' ').SelectMany(one => one.Split('=', 2))], options));
        Assert.StartsWith(said, errors.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Zip));
    }

    [Fact]
    public void A_file_that_is_there_stays_as_it_is()
    {
        File.WriteAllText(Zip, "mine");
        Assert.Equal(2, Make(["Teams:AppId", App, "PublicUrl", "https://incidents.example.com"]));
        Assert.StartsWith("The package was not written: ", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Zip));
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private int Make(string[] settings, params string[] options)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2).Select(one => KeyValuePair.Create(one[0], (string?)one[1]))).Build();
        return TeamsPackageCommand.Create(configuration).Parse([Zip, .. options]).Invoke(new InvocationConfiguration { Output = output, Error = errors });
    }

    private string Manifest()
    {
        using var zip = ZipFile.OpenRead(Zip);
        using var text = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        return text.ReadToEnd();
    }
}
