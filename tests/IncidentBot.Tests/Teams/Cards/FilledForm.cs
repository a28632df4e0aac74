using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>A dialog as Teams has it, with what stands in its fields.</summary>
internal sealed class FilledForm
{
    private FilledForm(TeamsDialog dialog, IReadOnlyList<CardAction> stored)
    {
        var task = JsonNode.Parse(dialog.Answer())!["task"]!;
        (Dialog, Stored) = (task["value"]!.AsObject(), stored);
        Card = Dialog["card"]!["content"]!.AsObject();
        foreach (var input in Inputs.Where(one => one["value"] is not null))
        {
            State[(string)input["id"]!] = input["value"]!.ToString();
        }
    }

    public JsonObject Dialog { get; }

    public JsonObject Card { get; }

    public IReadOnlyList<CardAction> Stored { get; }

    /// <summary>What is filled in, by the ids of the inputs. What is empty is not there, as Teams sends it.</summary>
    public Dictionary<string, string> State { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<JsonObject> Inputs => [.. Card["body"]!.AsArray().Select(one => one!.AsObject()).Where(one => ((string)one["type"]!).StartsWith("Input.", StringComparison.Ordinal))];

    public IReadOnlyList<string> Lines => [.. Card["body"]!.AsArray().SelectMany(one => one!["items"]?.AsArray() ?? [one.DeepClone()]).Where(one => one!["inlines"] is not null).Select(one => string.Concat(one!["inlines"]!.AsArray().Select(run => (string)run!["text"]!)))];

    /// <summary>What people typed themselves counts for nothing: a form keeps it.</summary>
    public IReadOnlyList<string> Wrong => [.. TeamsCardRules.Wrong(Card, inDialog: true, Inputs.Where(one => (string)one["type"]! == "Input.Text").Sum(one => CardJson.Size((string?)one["value"] ?? ""))),
        .. (string)Dialog["title"]! is { Length: > 0 and <= 65 } ? Array.Empty<string>() : ["title"], .. (string)Dialog["height"]! is "small" or "medium" or "large" ? Array.Empty<string>() : ["height"]];

    public static async Task<FilledForm> OfAsync(Form form) => await ShownAsync((forms, cancel) => forms.RenderAsync(form, "19:room", cancel));

    public static async Task<FilledForm> AgainAsync(Form form, TeamsSubmission sent, Reply refused) => await ShownAsync((forms, cancel) => forms.AgainAsync(form, sent, refused, cancel));

    public static async Task<FilledForm> DoneAsync(Reply reply) => await ShownAsync((forms, cancel) => forms.DoneAsync(reply, null, cancel));

    public static Task<FilledForm> WorkingAsync(TeamsSubmission sent) => ShownAsync((forms, _) => Task.FromResult(forms.Working(sent)));

    public TeamsSubmission Sent() => TeamsSubmission.Read(Submitted())!;

    public JsonElement Submitted()
    {
        var data = Card["actions"]![0]!["data"]!.DeepClone().AsObject();
        foreach (var (id, value) in State)
        {
            data[id] = value;
        }

        return JsonDocument.Parse(data.ToJsonString()).RootElement;
    }

    private static async Task<FilledForm> ShownAsync(Func<TeamsForms, CancellationToken, Task<TeamsDialog>> show)
    {
        var stored = new List<CardAction>();
        var keep = RenderedCard.Keep(stored);
        return new FilledForm(await show(new TeamsForms(new TeamsCards(keep), keep), CancellationToken.None), stored);
    }
}
