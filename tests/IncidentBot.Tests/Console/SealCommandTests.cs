using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Host.Console;
using IncidentBot.Host.Hosting;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Tests.Console;

/// <summary>A secret stands in the settings so that only a bot with the same data folder can read it.</summary>
public sealed class SealCommandTests : IDisposable
{
    private const string Secret = "hush-hush-client-secret";

    private readonly string folder = Directory.CreateTempSubdirectory("incidentbot-seal").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public void What_is_sealed_is_read_with_the_same_data_folder_and_says_nothing_by_itself()
    {
        Assert.Equal(0, Seal(Secret));
        var text = output.ToString().Trim();
        Assert.StartsWith("sealed:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        var settings = Settings(folder, ("Teams:Tenants:1:AppPassword", text), ("Slack:BotToken", "as it is"));
        SealedSettings.Open(settings);
        Assert.Equal((Secret, "as it is"), (settings["Teams:Tenants:1:AppPassword"], settings["Slack:BotToken"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder, "data", "keys")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_other_keys_or_half_of_it_the_start_says_which_setting_and_what_to_do(bool half)
    {
        Seal(Secret);
        var text = output.ToString().Trim();
        var settings = Settings(half ? folder : Path.Combine(folder, "elsewhere"), ("Teams:AppPassword", half ? text[..^20] : text));
        var refused = Assert.Throws<RefusalException>(() => SealedSettings.Open(settings)).Refusal.Sentence;
        Assert.StartsWith("Teams:AppPassword is not whole, or was sealed with keys that are not in", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_not_sealed()
    {
        Assert.Equal(2, Seal("  "));
        Assert.Contains("There is nothing to seal", errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static ConfigurationManager Settings(string folder, params (string Name, string Value)[] settings)
    {
        var manager = new ConfigurationManager();
        manager.AddInMemoryCollection(settings.Append(("DataFolder", Path.Combine(folder, "data"))).Select(one => KeyValuePair.Create(one.Item1, (string?)one.Item2)));
        return manager;
    }

    private int Seal(string secret) => new RootCommand { SealCommand.Create(new StringReader(secret)) }.Parse(["seal", "--DataFolder", Path.Combine(folder, "data")]).Invoke(new InvocationConfiguration { Output = output, Error = errors });
}
