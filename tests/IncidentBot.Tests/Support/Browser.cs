using System.Net;

namespace IncidentBot.Tests.Support;

/// <summary>Somebody at a browser without script: cookies, pages and their forms.</summary>
public sealed class Browser(Bot bot, bool follows = true) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = follows }) { BaseAddress = bot.Address };

    public static async Task<Browser> SignedInAsync(Bot bot, string handle)
    {
        var browser = new Browser(bot);
        await browser.SendFormAsync("/sign-in", await browser.TextAsync("/sign-in"), ("handle", handle), ("returnUrl", "/inbox"));
        return browser;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    /// <summary>A page that must be there, as people read it: references to letters resolved.</summary>
    public async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await client.GetStringAsync(path));

    /// <summary>Sends a form with the antiforgery token of a page, or without one.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string path, string? page, params (string Name, string Value)[] fields)
    {
        var token = page?.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([.. token is null ? [] : new[] { KeyValuePair.Create("__RequestVerificationToken", token) }, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await client.PostAsync(path, form);
    }

    /// <summary>Sends a form as a script does: with headers.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string path, (string Name, string Value)[] fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await client.SendAsync(request);
    }

    public void Dispose() => client.Dispose();
}
