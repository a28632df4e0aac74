using System.Text.Json.Nodes;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Teams.Cards;

/// <summary>Renders a form as a dialog, and what is shown in its place afterwards. It always fits: hints and introductions are cut and choices left out, but never what somebody typed.</summary>
/// <param name="inDialog">False where it stands in the conversation as a card of its own, because the client opened no dialog.</param>
public sealed class TeamsForms(TeamsCards cards, StoreAction store, bool inDialog = true)
{
    /// <summary>Of a form without what stands in its fields.</summary>
    private const int IntroBytes = 3000;

    /// <param name="origin">Where the button or the command was, for the answer.</param>
    public Task<TeamsDialog> RenderAsync(Form form, string? origin, CancellationToken cancel) => RenderAsync(form, origin, null, cancel);

    /// <summary>The same form with what was filled in, and beside the field that it is about the sentence why it was refused. Sent again as it is, it is the same delivery.</summary>
    /// <param name="form">Made anew from <see cref="TeamsSubmission.Action"/>.</param>
    public async Task<TeamsDialog> AgainAsync(Form form, TeamsSubmission sent, Reply refused, CancellationToken cancel)
    {
        var again = await RenderAsync(form with { Once = sent.Once, Fields = [.. form.Fields.Select(field => field with { Value = sent.Values.GetValueOrDefault(field.Name) })] }, sent.Origin, refused, cancel);

        // What was filled in and is asked no more is carried as it was sent.
        foreach (var (name, value) in sent.Values.Where(one => form.Fields.All(field => field.Name != one.Key)))
        {
            Data(again.Card.Actions![0])[name] = value;
        }

        return again;
    }

    /// <summary>What stands in the form's place while the verb is done. Teams cannot change a dialog later, so a button asks: it sends the same form, and what is sent twice is done once and answered the same.</summary>
    public TeamsDialog Working(TeamsSubmission sent) =>
        sent.IsFile ? new("IncidentBot", Told([new RichTextBlock([new TextRun("Working on it. It goes on by itself: look in a moment what came of it.")])]))
        : new("IncidentBot", Told([new RichTextBlock([new TextRun("Working on it…")])]) with { Actions = [Send(JsonNode.Parse(sent.Data.GetRawText())!.AsObject(), "See what came of it", null)] });

    /// <summary>What stands in the form's place afterwards: the answer, and a card with its buttons if there is one.</summary>
    public async Task<TeamsDialog> DoneAsync(Reply reply, string? title, CancellationToken cancel)
    {
        // What is shown once stands here alone: it is never stored, and a dialog is seen by one person.
        var once = reply.ShownOnce is { } shown ? $"{(reply.Text.Length == 0 ? "" : $"{reply.Text}\n")}{Prose.Typed(shown).Markup}" : reply.Text;
        var card = await cards.DrawAsync(once, reply.Card, null, null, inDialog, cancel);
        return new TeamsDialog(Title(title ?? (reply.Refused ? "Nothing was done" : "Done")), card.Body.Count > 0 ? card : Told([new RichTextBlock([new TextRun("Done.")])]), card.Body.Count > 8 ? "large" : card.Body.Count > 4 ? "medium" : "small");
    }

    private async Task<TeamsDialog> RenderAsync(Form form, string? origin, Reply? refused, CancellationToken cancel)
    {
        var longs = new Dictionary<string, string>(StringComparer.Ordinal);
        List<CardElement> body = inDialog ? [] : [new RichTextBlock([new TextRun(Title(form.Title)) { Weight = "Bolder", Size = "Large" }])];
        var error = refused is null ? null : TeamsText.Plain(refused.Text) is { Length: > 0 } words ? words : "That cannot be taken.";
        if (error is not null && form.Fields.All(field => field.Name != refused!.Field))
        {
            body.Add(new Container([new RichTextBlock([new TextRun($"❗ {TeamsFields.Plain(error, TeamsLimits.Error)}")])]) { Style = "attention", Bleed = true });
        }

        var intro = form.Intro is { Length: > 0 } said ? said : form.Fields.Count == 0 ? "Press the button to go on." : "";
        body.AddRange(CardBody.Paragraphs(intro, new CardWriter(IntroBytes)));
        foreach (var field in form.Fields)
        {
            body.AddRange(TeamsFields.Render(field, field.Name == refused?.Field ? error : null, Choices(form), longs));
        }

        var submit = Send(await TeamsFormData.WriteAsync(form, origin, longs, store, cancel), Title(form.Submit), "positive");
        return new TeamsDialog(Title(form.Title), Told(body) with { Actions = [submit] }, form.Fields.Count > 4 ? "large" : form.Fields.Count > 1 ? "medium" : "small");
    }

    /// <summary>A dialog knows Action.Submit alone. In a conversation Action.Execute has the answer stand in the form's place, where the client knows it.</summary>
    private ElementAction Send(JsonObject data, string title, string? style) => inDialog ? new SubmitAction(data) { Title = title, Style = style }
        : new ExecuteAction(TeamsButton.Verb, data) { Title = title, Style = style, Fallback = new SubmitAction(data) { Title = title } };

    private static JsonObject Data(ElementAction send) => send is ExecuteAction execute ? execute.Data : ((SubmitAction)send).Data;

    /// <summary>What is left for the choices of each field, after all that a field may say.</summary>
    private int Choices(Form form)
    {
        var menus = form.Fields.Count(field => field.Options.Count > 0 && field.Kind is not FieldKind.Flag);
        var said = form.Fields.Sum(field => CardJson.Size(field with { Options = [], Value = null }) + 400);
        return menus == 0 ? 0 : Math.Max(800, (TeamsLimits.Bytes - IntroBytes - (TeamsLimits.FormData * (inDialog ? 1 : 2)) - said) / menus);
    }

    private static AdaptiveCard Told(IReadOnlyList<CardElement> body) => new() { FallbackText = TeamsCards.Fallback(null), Body = body };

    private static string Title(string words) => TeamsFields.Plain(words, TeamsLimits.DialogTitle);
}
