using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Tests.Paging;

/// <summary>Twilio on loopback, as strict as Twilio: it takes texts and calls of one account with the arguments that the API has, and refuses with Twilio's codes. It signs what it asks and tells with its own arithmetic.</summary>
internal sealed partial class FakeTwilio : IAsyncDisposable
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "fake-auth-token";
    public const string From = "+15125550199";

    /// <summary>What the bot is told its address is; requests to it are signed for that.</summary>
    public const string PublicUrl = "https://incidents.example.com";

    private static readonly string[] TextArguments = ["To", "From", "MessagingServiceSid", "Body", "StatusCallback"];
    private static readonly string[] CallArguments = ["To", "From", "Url", "Twiml", "Method", "StatusCallback", "StatusCallbackEvent", "StatusCallbackMethod", "Timeout"];

    private readonly WebApplication app;

    private FakeTwilio(WebApplication app)
    {
        this.app = app;
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", (HttpContext context, string account) => TakeAsync(context, account, "SM", TextArguments, WrongText));
        app.MapPost("/2010-04-01/Accounts/{account}/Calls.json", (HttpContext context, string account) => TakeAsync(context, account, "CA", CallArguments, WrongCall));
        app.MapGet("/2010-04-01/Accounts/{account}.json", (HttpContext context, string account) => IsSignedIn(context, account) ? Results.Json(new { sid = Account, status = "active", friendly_name = "Northwind" }) : Refusal(401, 20003, "Authenticate"));
    }

    public Uri Address => new(app.Urls.First());

    public ConcurrentQueue<Sent> All { get; } = new();

    public IReadOnlyList<Sent> Texts => [.. All.Where(one => one.Sid.StartsWith("SM", StringComparison.Ordinal))];

    public IReadOnlyList<Sent> Calls => [.. All.Where(one => one.Sid.StartsWith("CA", StringComparison.Ordinal))];

    /// <summary>Instead of taking it: a status and one of Twilio's codes. Null takes it.</summary>
    public Func<Sent, (int Status, int Code)?> Refuse { get; set; } = _ => null;

    /// <summary>The line breaks after it was taken.</summary>
    public Func<Sent, bool> HangUp { get; set; } = _ => false;

    public static async Task<FakeTwilio> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeTwilio(builder.Build());
        await fake.app.StartAsync();
        return fake;
    }

    public string[] Settings => ["--Paging:Twilio:AccountSid", Account, "--Paging:Twilio:AuthToken", Token, "--Paging:Twilio:From", From, "--Paging:Twilio:ApiBaseUrl", $"{Address}", "--PublicUrl", PublicUrl];

    /// <summary>Base64 of HMAC-SHA1 over the address and the sorted fields, as Twilio's documentation says.</summary>
    public static string Sign(string url, IReadOnlyDictionary<string, string> fields, string token = Token)
    {
        var text = fields.OrderBy(one => one.Key, StringComparer.Ordinal).Aggregate(url, (all, one) => all + one.Key + one.Value);
#pragma warning disable CA5350 // Twilio's signature is made so.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    /// <summary>Asks or tells the bot something, signed for its public address; answers the status and the TwiML.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> TellAsync(Uri bot, string path, Dictionary<string, string> fields, string? signature = null)
    {
        fields.TryAdd("AccountSid", Account);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, path)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", signature ?? Sign($"{PublicUrl}{path}", fields));
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context, string account, string kind, string[] known, Func<Dictionary<string, string>, IResult?> wrong)
    {
        if (!IsSignedIn(context, account))
        {
            return Refusal(401, 20003, "Authenticate");
        }

        var form = await context.Request.ReadFormAsync();
        var fields = form.ToDictionary(one => one.Key, one => one.Value.ToString());
        if (fields.Keys.FirstOrDefault(one => !known.Contains(one)) is { } stray)
        {
            return Refusal(400, 20001, $"Unknown parameter {stray}");
        }

        if (!E164().IsMatch(fields.GetValueOrDefault("To", "")))
        {
            return Refusal(400, 21211, "Invalid 'To' Phone Number");
        }

        if (wrong(fields) is { } refusal)
        {
            return refusal;
        }

        var sent = new Sent($"{kind}{Guid.NewGuid():N}", fields);
        if (Refuse(sent) is var (status, code))
        {
            return Refusal(status, code, "refused");
        }

        All.Enqueue(sent);
        if (HangUp(sent))
        {
            context.Abort();
            return Results.Empty;
        }

        return Results.Json(new { sid = sent.Sid, account_sid = Account, status = "queued", to = fields["To"], date_created = (string?)null }, statusCode: 201);
    }

    private static IResult? WrongText(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("Body") is not { Length: > 0 } body ? Refusal(400, 21602, "Message body is required")
        : body.Length > 1600 ? Refusal(400, 21617, "The message body exceeds the 1600 character limit")
        : fields.ContainsKey("From") == fields.ContainsKey("MessagingServiceSid") ? Refusal(400, 21603, "A 'From' phone number or a messaging service is required")
        : fields.TryGetValue("From", out var from) && from != From ? Refusal(400, 21606, "The 'From' phone number is not yours")
        : fields.TryGetValue("StatusCallback", out var url) && !IsPublic(url) ? Refusal(400, 21609, "Invalid 'StatusCallback'") : null;

    private static IResult? WrongCall(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("From") != From ? Refusal(400, 21210, "'From' phone number not verified")
        : fields.ContainsKey("Url") == fields.ContainsKey("Twiml") ? Refusal(400, 21205, "Url or Twiml parameter is required")
        : fields.TryGetValue("Url", out var url) && !IsPublic(url) ? Refusal(400, 21205, "Url is not a valid URL")
        : fields.TryGetValue("Twiml", out var twiml) && XDocument.Parse(twiml).Root!.Name != "Response" ? Refusal(400, 12100, "Document parse failure")
        : fields.TryGetValue("StatusCallback", out var status) && !IsPublic(status) ? Refusal(400, 21626, "Invalid 'StatusCallback'") : null;

    private static bool IsPublic(string url) => url.StartsWith(PublicUrl, StringComparison.Ordinal) && url.Length <= 4000;

    private static bool IsSignedIn(HttpContext context, string account) =>
        account == Account && context.Request.Headers.Authorization.ToString() == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"))}";

    private static IResult Refusal(int status, int code, string message) => Results.Json(new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status }, statusCode: status);

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    public sealed record Sent(string Sid, IReadOnlyDictionary<string, string> Fields)
    {
        public string To => Fields["To"];

        public string Body => Fields["Body"];

        /// <summary>The code that a text asks for.</summary>
        public string Code => SixDigits().Match(Body).Value;
    }

    [GeneratedRegex(@"\b[0-9]{6}\b")]
    internal static partial Regex SixDigits();
}

/// <summary>Somebody's telephone: hears what it is told and presses keys, as Twilio carries them.</summary>
internal sealed class Telephone(Uri bot, FakeTwilio.Sent call)
{
    private XElement? gather;

    /// <summary>What was said last.</summary>
    public string Heard { get; private set; } = "";

    public bool HungUp { get; private set; }

    public Task PickUpAsync() => GoAsync(call.Fields["Url"], null);

    /// <summary>Presses a key, or none within the time.</summary>
    public Task PressAsync(string? key) => GoAsync(gather!.Attribute("action")!.Value, key ?? "");

    public async Task PickAndPressAsync(string key)
    {
        await PickUpAsync();
        await PressAsync(key);
    }

    /// <summary>What became of the call.</summary>
    public async Task EndAsync(string status)
    {
        var (code, _) = await FakeTwilio.TellAsync(bot, Path(call.Fields["StatusCallback"]), new() { ["CallSid"] = call.Sid, ["To"] = call.To, ["From"] = FakeTwilio.From, ["CallStatus"] = status });
        Assert.Equal(HttpStatusCode.OK, code);
    }

    private async Task GoAsync(string url, string? digits)
    {
        var fields = new Dictionary<string, string> { ["CallSid"] = call.Sid, ["To"] = call.To, ["From"] = FakeTwilio.From, ["CallStatus"] = "in-progress" };
        if (digits is not null)
        {
            fields["Digits"] = digits;
        }

        var (status, body) = await FakeTwilio.TellAsync(bot, Path(url), fields);
        Assert.Equal(HttpStatusCode.OK, status);
        var root = XDocument.Parse(body).Root!;
        Heard = string.Join(' ', root.Descendants("Say").Select(one => one.Value));
        gather = root.Element("Gather");
        HungUp = gather is null;
        Assert.True(gather is null || (gather.Attribute("input")?.Value == "dtmf" && gather.Attribute("numDigits")?.Value == "1" && gather.Attribute("method")?.Value == "POST"), body);
    }

    private static string Path(string url) => new Uri(url).PathAndQuery;
}
