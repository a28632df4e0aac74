using System.Net;
using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Support;

/// <summary>Somebody at a browser without script: keeps cookies, follows redirects, and posts the forms that pages draw.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(Uri bot)
    {
        Cookies = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, MaxAutomaticRedirections = 20 }) { BaseAddress = bot, Timeout = TimeSpan.FromSeconds(60) };
    }

    public CookieContainer Cookies { get; }

    /// <summary>Where the last request ended.</summary>
    public Uri At { get; private set; } = new("http://nowhere");

    public HttpStatusCode Status { get; private set; }

    public async Task<string> GetAsync(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return await KeepAsync(response);
    }

    /// <summary>Posts to an address with the antiforgery token of a page that was drawn before.</summary>
    public async Task<string> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var all = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        if (TokenField().Match(page) is { Success: true } token)
        {
            all.Add(KeyValuePair.Create("__RequestVerificationToken", token.Groups[1].Value));
        }

        using var content = new FormUrlEncodedContent(all);
        using var response = await client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content);
        return await KeepAsync(response);
    }

    /// <summary>Chooses to be one of the sample people.</summary>
    public async Task BeAsync(string handle) => await PostAsync("/sign-in", await GetAsync("/sign-in"), ("handle", handle), ("returnUrl", "/incidents"));

    /// <summary>Signs in with the identity provider, through its own pages, and answers the page that one ends on.</summary>
    public async Task<string> SignInAsync(string login)
    {
        var page = await PostAsync("/sign-in/provider", await GetAsync("/sign-in"), ("returnUrl", "/incidents"));
        for (var step = 0; step < 4 && Form().Match(page) is { Success: true } form && At.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal); step++)
        {
            var prompt = Prompt().Match(page).Groups[1].Value;
            page = await PostAsync(form.Groups[1].Value, page, prompt == "login" ? [("prompt", prompt), ("login", login), ("password", "anything")] : [("prompt", prompt)]);
        }

        return page;
    }

    public void Dispose() => client.Dispose();

    private async Task<string> KeepAsync(HttpResponseMessage response)
    {
        (At, Status) = (response.RequestMessage!.RequestUri!, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Form();

    [GeneratedRegex("name=\"prompt\" value=\"([^\"]+)\"")]
    private static partial Regex Prompt();
}
