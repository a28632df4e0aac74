using System.Net;
using System.Text.RegularExpressions;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Parity;

/// <summary>The web room, as people use it in a browser without script: the box, buttons, pages with forms.</summary>
internal sealed partial class InWeb : IPlatform
{
    private const string Room = "/incidents/INC-1";

    private readonly Dictionary<string, Visitor> people = [];

    /// <summary>A page of each, whose token is good for whatever they send.</summary>
    private readonly Dictionary<string, string> home = [];
    private string page = "";

    private InWeb(Bot bot) => Bot = bot;

    public string Name => "Web room";

    public Bot Bot { get; }

    public static async Task<IPlatform> StartAsync()
    {
        var place = new InWeb(await Bot.StartAsync(Database.Sqlite, listen: true, sampleOnly: true, settings: ["--RateLimitScale", "100"]));
        await VerbWalk.PrepareAsync(place.Bot);
        foreach (var handle in new[] { "sam", "nora", "lena", "olga", "evan" })
        {
            var person = place.people[handle] = new Visitor(place.Bot.Address);
            await person.BeAsync(handle);
            place.home[handle] = await person.GetAsync("/incidents");
        }

        return place;
    }

    public async Task<string> TypeAsync(string handle, string line)
    {
        page = await people[handle].PostAsync("/lines", home[handle], ("line", $"/incident {line}"), ("incident", "INC-1"));
        return Words(Answer);
    }

    public async Task<bool> PressAsync(string handle)
    {
        if (Link().Match(Answer) is { Success: true } link)
        {
            page = await people[handle].GetAsync(WebUtility.HtmlDecode(link.Groups[1].Value));
            return page.Contains("action=\"/forms/", StringComparison.Ordinal);
        }

        if (Form(Answer, "/actions") is { } form)
        {
            page = await people[handle].PostAsync("/actions", page, Fields(form));
        }

        return false;
    }

    public async Task SendAsync(string handle)
    {
        var form = Form(page, "/forms/")!;
        var chosen = Select().Matches(form).Select(one => (Attributes(one.Value)["name"], Chosen(one.Value)));
        var typed = Inputs(form).Where(one => one.GetValueOrDefault("type") != "checkbox").Select(one => (one["name"], one.GetValueOrDefault("value") is { Length: > 0 } value ? value : one.ContainsKey("required") ? Filling.In(one.GetValueOrDefault("placeholder")) : ""));
        page = await people[handle].PostAsync(Attributes(form)["action"], page, [.. typed.Concat(chosen)]);
    }

    public async Task<IReadOnlyList<string>> ButtonsAsync(Spot spot) => spot switch
    {
        Spot.Card => Labels(await people["sam"].GetAsync(Room), "card"),
        Spot.Page => Labels(await people["sam"].GetAsync("/inbox"), "notice-card", "Acknowledge"),
        Spot.Reminder => Labels(await people["lena"].GetAsync("/inbox"), "notice-card", "I have seen it"),
        Spot.FreeText => (await TypeAsync("sam", "the printer is smoking")).Length == 0 ? [] : Labels(Answer, "answer-card"),
        _ => throw new ArgumentOutOfRangeException(nameof(spot), spot, null),
    };

    public async Task<bool> CanAsync(Ability ability)
    {
        switch (ability)
        {
            case Ability.VerbWithoutItsWords:
                await TypeAsync("sam", "note");
                return await PressAsync("sam") && page.Contains("<h1>Add a note</h1>", StringComparison.Ordinal);
            case Ability.AnswerForOneself:
                var told = await TypeAsync("sam", "whoami");
                page = await people["nora"].GetAsync(Room);
                return told.Contains("Sam Okafor", StringComparison.Ordinal) && Words(Answer).Trim().Length == 0 && !page.Contains("whoami", StringComparison.Ordinal);
            case Ability.RecordFromMenu:
                await people["sam"].PostAsync("/lines", await people["sam"].GetAsync(Room), ("line", "the beacon is on FS03"), ("incident", "INC-1"));
                page = await people["sam"].GetAsync(Room);
                await people["sam"].PostAsync("/actions", page, Fields(Form(page, "/actions", "value=\"pin\"")!));
                return await VerbWalk.RecordedAsync(Bot, "the beacon is on FS03");
            case Ability.RecordByReaction or Ability.ChangeRecorded:
                // There are no reactions, and what was said can be neither changed nor taken away.
                return false;
            case Ability.OwnCard:
                return (await people["sam"].GetAsync(Room)).Contains(">Contained<", StringComparison.Ordinal) && !(await people["evan"].GetAsync(Room)).Contains(">Contained<", StringComparison.Ordinal);
            case Ability.Home:
                return (await people["sam"].GetAsync("/inbox")).Contains("Acknowledge", StringComparison.Ordinal) && (await people["sam"].GetAsync("/incidents")).Contains("ransom note", StringComparison.Ordinal);
            case Ability.Messages:
                return (await people["sam"].GetAsync("/inbox")).Contains("data-test=\"action-ack\"", StringComparison.Ordinal);
            case Ability.Digest:
                return (await people["evan"].GetAsync("/incidents")).Contains("INC-1", StringComparison.Ordinal);
            default:
                throw new ArgumentOutOfRangeException(nameof(ability), ability, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
        {
            person.Dispose();
        }

        await Bot.DisposeAsync();
    }

    /// <summary>The part of the page that has the answer.</summary>
    private string Answer => page.Split("id=\"answer\"") is [_, var rest, ..] ? rest.Split("<main")[0].Split('>', 2)[1] : "";

    private static string Words(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    private static string? Form(string html, string action, string with = "") =>
        FormTag().Matches(html).Select(one => one.Value).FirstOrDefault(one => one.Contains($"action=\"{action}", StringComparison.Ordinal) && one.Contains(with, StringComparison.Ordinal));

    /// <summary>The buttons of the first card of a kind that has this one.</summary>
    private static List<string> Labels(string html, string card, string with = "") => Article().Matches(html).Select(one => one.Value)
        .Where(one => one.Contains($"data-test=\"{card}\"", StringComparison.Ordinal) && one.Contains(with, StringComparison.Ordinal))
        .Select(one => Label().Matches(one).Select(label => WebUtility.HtmlDecode(label.Groups[1].Value)).ToList()).FirstOrDefault() ?? [];

    private static (string Name, string Value)[] Fields(string form) => [.. Inputs(form).Select(one => (one["name"], one.GetValueOrDefault("value", "")))];

    /// <summary>Without the token, which the browser adds.</summary>
    private static IEnumerable<Dictionary<string, string>> Inputs(string form) => Input().Matches(form).Select(one => Attributes(one.Value)).Where(one => one.GetValueOrDefault("name") is not (null or "__RequestVerificationToken"));

    private static string Chosen(string select)
    {
        var options = Option().Matches(select).Select(one => (one.Value, Of: WebUtility.HtmlDecode(one.Groups[1].Value))).ToList();
        return options.Find(one => one.Value.Contains(" selected", StringComparison.Ordinal)) is { Of: { } stands } ? stands : Attributes(select).ContainsKey("required") ? options.First(one => one.Of.Length > 0).Of : "";
    }

    private static Dictionary<string, string> Attributes(string element) =>
        Attribute().Matches(element.Split('>')[0]).DistinctBy(one => one.Groups[1].Value).ToDictionary(one => one.Groups[1].Value, one => WebUtility.HtmlDecode(one.Groups[2].Value));

    [GeneratedRegex("href=\"(/fill-in/[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<article.*?</article>", RegexOptions.Singleline)]
    private static partial Regex Article();

    [GeneratedRegex("data-test=\"action-[^\"]*\"[^>]*>([^<]+)<")]
    private static partial Regex Label();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<(?:input|textarea)[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Option();

    [GeneratedRegex(" ([a-z-]+)(?:=\"([^\"]*)\")?")]
    private static partial Regex Attribute();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
