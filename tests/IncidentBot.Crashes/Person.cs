using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentBot.Crashes;

/// <summary>Somebody at a browser: signs in with a code, sends lines, and where no answer comes sends them again under the same key, to whichever process answers.</summary>
internal sealed partial class Person : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient client;
    private string token = "";
    private int door;

    /// <param name="handle">Who it is.</param>
    /// <param name="doors">Where processes of the bot listen. One that does not answer makes people try the next.</param>
    public Person(string handle, params Uri[] doors)
    {
        (Handle, Doors) = (handle, doors);

        // A cookie is for a host, whatever the port: the same session counts at each door.
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public string Handle { get; }

    public IReadOnlyList<Uri> Doors { get; }

    public async Task SignInAsync(string code)
    {
        var page = await GetAsync("/sign-in");
        using (await PostAsync("/sign-in/code", [new("__RequestVerificationToken", Token().Match(page).Groups[1].Value), new("code", code), new("returnUrl", "/incidents")]))
        {
            token = Token().Match(await GetAsync("/incidents")).Groups[1].Value;
        }

        if (token.Length == 0)
        {
            throw new InvalidOperationException($"{Handle} could not sign in.");
        }
    }

    public async Task<string> GetAsync(string path, int at = 0)
    {
        using var answer = await client.GetAsync(new Uri(Doors[at], path));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends until it is answered, or gives up after the first silence.</summary>
    public async Task DoAsync(Deed deed, bool giveUp = false)
    {
        var until = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            if (await TrySendAsync(deed) is { } answer)
            {
                deed.Answer = answer;
                return;
            }

            if (giveUp)
            {
                return;
            }

            await Task.Delay(Pause);
        }

        throw new InvalidOperationException($"{Handle} had no answer for {Patience.TotalSeconds} s: {deed.Line}");
    }

    /// <summary>As one who clicks again after the answer: it must be the same.</summary>
    public async Task RepeatAsync(Deed deed)
    {
        if (await TrySendAsync(deed) is { } again && again != deed.Answer)
        {
            deed.OtherAnswer = $"{deed.Line}: first {deed.Answer}, then {again}";
        }
    }

    /// <summary>The open page of an incident: calls back at each change, until it is cancelled. The first call says that it listens.</summary>
    public async Task ListenAsync(string incident, int at, Func<string, Task> heard, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Doors[at], $"/incidents/{incident}/events"));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                await heard(line[5..].Trim());
            }
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Null when there is no answer: nobody listens, the line broke, the server is stopping, or the database was busy and nothing was recorded.</summary>
    private async Task<Answer?> TrySendAsync(Deed deed)
    {
        deed.Sends++;
        try
        {
            using var response = await PostAsync("/lines", [new("__RequestVerificationToken", token), new("key", deed.Key), new("line", deed.Line), new("incident", deed.Incident ?? "")]);
            if ((int)response.StatusCode >= 500)
            {
                return Elsewhere();
            }

            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            var said = json.RootElement;
            var answer = new Answer(said.GetProperty("html").GetString()!, said.GetProperty("code").GetString(), said.GetProperty("incident").GetString());
            return answer.Code is "not-recorded" ? null : answer;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return Elsewhere();
        }
    }

    private Answer? Elsewhere()
    {
        door++;
        return null;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(new Uri(Doors[door % Doors.Count], path), content);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
