using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Blocks;
using IncidentBot.Slack.Cards;
using IncidentBot.SlackFake.BlockKit;

namespace IncidentBot.Tests.Slack.Cards;

/// <summary>The form of every verb, drawn for Slack: it keeps Slack's limits, and what is sent back is the verb again.</summary>
public sealed class EveryFormTests
{
    private static readonly VerbCatalogue Verbs = new();

    public static TheoryData<string> Names => [.. Verbs.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_form_of_every_verb_keeps_the_limits_and_is_called_in_words_that_are_not_cut(string name)
    {
        var form = FormSketch.Of(Verbs, new CardAction("x", name, "{}", "INC-1", null, null));
        Assert.InRange(form.Title.Length, 1, 24);
        Assert.InRange(form.Submit.Length, 1, 24);
        Assert.All(form.Fields, field => Assert.NotEmpty(field.Label));
        Assert.Equal(form.Fields.Count, form.Fields.Select(field => field.Label).Distinct().Count());
        Assert.Empty((await DrawnAsync(form)).Wrong);

        // As full as it gets.
        var most = form with
        {
            Intro = new string('i', 5000),
            Fields = [.. form.Fields.Select(field => field with
            {
                Label = new string('l', 3000),
                Hint = new string('h', 3000),
                Value = field.Options.Count > 0 ? field.Options[^1].Value : field.Kind is FieldKind.Flag ? "true" : field.Kind is FieldKind.Number ? "7" : new string('v', 4000),
                Options = field.Kind is FieldKind.Flag or FieldKind.Number ? [] : [.. Enumerable.Range(0, 120).Select(at => new FormOption($"{at}{new string('o', 200)}", new string('o', 200)))],
            })],
        };
        Assert.Empty((await DrawnAsync(most)).Wrong);
    }

    [Fact]
    public void Any_verb_that_a_button_carries_comes_back_from_its_form_the_same() => Any.Sample(one =>
    {
        var (name, arguments) = one;
        var form = FormSketch.Of(Verbs, new CardAction("x", name, arguments, "INC-3", "Triage", null));
        var drawn = DrawnAsync(form).GetAwaiter().GetResult();
        Assert.Empty(drawn.Wrong);
        var sent = drawn.Sent();
        var request = sent.Request(Verbs, null);
        Assert.Equal(Verbs.Json.Serialize(Verbs.Read(name, arguments)), Verbs.Json.Serialize(request.Verb));
        Assert.Equal(Verbs.Grammars.Find(name)!.TakesIncident ? "INC-3" : null, request.Incident?.ToString());
        Assert.Equal(Core.Incidents.IncidentState.Triage, request.OfferedState);
        Assert.Equal("C1", sent.Channel);
    }, iter: 2000);

    [Fact]
    public async Task A_form_that_is_too_long_for_the_view_is_kept_and_comes_back_whole()
    {
        var long1 = new string('é', 90);
        var form = FormSketch.Of(Verbs, new CardAction("x", "page", "{}", "INC-1", null, null));
        form = form with { Fields = [form.Fields[0] with { Options = [.. Enumerable.Range(0, 100).Select(at => new FormOption($"{long1}{at}", $"{at}"))], Value = $"{long1}7" }, .. form.Fields.Skip(1)] };
        var drawn = await DrawnAsync(form);
        Assert.Empty(drawn.Wrong);
        var sent = drawn.Sent();
        Assert.Equal("id-1", sent.Stored);
        Assert.Equal($"{long1}7", (string?)JsonNode.Parse(sent.With(drawn.Stored[0]).Arguments(Verbs))!["who"]);
    }

    [Fact]
    public async Task What_is_typed_wrongly_is_said_at_its_field_and_mended_it_is_another_delivery()
    {
        var drawn = await DrawnAsync(FormSketch.Of(Verbs, new CardAction("x", "invitation send", "{\"contact\":\"insurer\"}", "INC-1", null, null)));
        drawn.State["hours"]!["hours"]!["value"] = "many";
        var sent = drawn.Sent();
        var refused = Assert.Throws<RefusalException>(() => sent.Request(Verbs, null)).Refusal;
        Assert.Equal("hours", refused.Field);
        Assert.Equal("hours", Assert.Single(SlackForms.Errors(Reply.Of(refused), sent)!).Key);
        drawn.State["hours"]!["hours"]!["value"] = "4";
        var first = drawn.Sent().Request(Verbs, null);
        Assert.Equal(first.Key, drawn.Sent().Request(Verbs, null).Key);
        drawn.State["hours"]!["hours"]!["value"] = "5";
        Assert.NotEqual(first.Key, drawn.Sent().Request(Verbs, null).Key);

        drawn = await DrawnAsync(FormSketch.Of(Verbs, new CardAction("x", "declare", "{}", "", null, null)));
        sent = drawn.Sent();
        Assert.Equal("title", Assert.Throws<RefusalException>(() => sent.Request(Verbs, null)).Refusal.Field);
        Assert.Equal("title", Assert.Single(SlackForms.Errors(Reply.Of(new Refusal("x", "About nothing in particular.")), sent)!).Key);
        Assert.Null(SlackForms.Errors(Reply.Of(refused), (await DrawnAsync(FormSketch.Of(Verbs, new CardAction("x", "retry", "{}", "INC-1", null, null)))).Sent()));
    }

    [Fact]
    public async Task What_people_typed_is_letters_in_a_form_as_well()
    {
        const string Typed = "<!channel> *x* <@U1> &amp;";
        var form = FormSketch.Of(Verbs, new CardAction("x", "note", new JsonObject { ["text"] = Typed }.ToJsonString(), "INC-1", null, null)) with { Intro = Prose.Typed(Typed).Markup };
        var drawn = await DrawnAsync(form);
        Assert.DoesNotContain("mrkdwn", drawn.View.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Typed, (string?)drawn.State["text"]!["text"]!["value"]);
        Assert.Equal(Typed, ((Core.Incidents.AddNote)drawn.Sent().Request(Verbs, null).Verb).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"callback_id\":\"other\",\"private_metadata\":\"{}\"}")]
    [InlineData("{\"callback_id\":\"verb\",\"private_metadata\":\"\"}")]
    [InlineData("{\"callback_id\":\"verb\",\"private_metadata\":\"not json\"}")]
    [InlineData("{\"callback_id\":\"verb\",\"private_metadata\":\"{\\\"v\\\":\\\"note\\\"}\"}")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void What_is_no_form_of_ours_is_none(string view) => Assert.Null(SlackSubmission.Read(JsonDocument.Parse(view).RootElement));

    [Fact]
    public async Task What_stands_in_a_forms_place_keeps_the_limits()
    {
        Assert.Empty(new Drawn(SlackForms.Loading(new string('x', 60)), []).Wrong);
        Assert.Empty(new Drawn(SlackForms.Working(), []).Wrong);
        var forms = new SlackForms(new SlackCards((_, _) => Task.FromResult("id")), (_, _) => Task.FromResult("id"));
        Assert.Empty(new Drawn(await forms.DoneAsync(Reply.Of("It **is** done."), null, CancellationToken.None), []).Wrong);
        Assert.Empty(new Drawn(await forms.DoneAsync(Reply.Of("") with { ShownOnce = "Code: 123" }, null, CancellationToken.None), []).Wrong);
    }

    internal static async Task<Drawn> DrawnAsync(Form form)
    {
        var stored = new List<CardAction>();
        Task<string> Store(CardAction action, CancellationToken cancel)
        {
            stored.Add(action);
            return Task.FromResult($"id-{stored.Count}");
        }

        return new Drawn(await new SlackForms(new SlackCards(Store), Store).RenderAsync(form, "C1", CancellationToken.None), stored);
    }

    private static Gen<(string Name, string Arguments)> Any => Gen.OneOf(Verbs.All.Select(AnyOf).ToArray());

    private static Gen<(string Name, string Arguments)> AnyOf(VerbEntry entry) =>
        entry.Grammar.Parameters.Aggregate(Gen.Const(Array.Empty<KeyValuePair<string, JsonNode?>>()), (some, parameter) => Gen.Select(some, Of(parameter), Gen.Bool,
            (before, value, given) => given || parameter.IsRequired ? [.. before, KeyValuePair.Create(parameter.JsonName, value)] : before))
        .Select(pairs => (entry.Name, new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString()));

    /// <summary>What can be typed into a field of one line.</summary>
    private static Gen<string> Words => Gen.OneOf(Gen.OneOf("found the beacon on FS03", "a", "<!channel> **bold** `code`", "x=y, z", "--override", "\"quoted\"", "émile 🔥", "~tilde", "now", "2026-11-23 10:00", "all", "0", "true"), Gen.Char['!', '~'].Array[1, 60].Select(letters => new string(letters)));

    private static Gen<JsonNode?> Of(VerbParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Text => Words.Select(text => (JsonNode?)text),
        ParameterKind.Number => Gen.Int[-5, 500].Select(number => (JsonNode?)number),
        ParameterKind.Flag => Gen.Bool.Select(flag => (JsonNode?)flag),
        ParameterKind.Choice => Gen.OneOf(parameter.Choices!.Words.ToArray()).Select(word => (JsonNode?)word),
        ParameterKind.Person => Gen.Guid.Select(id => (JsonNode?)id.ToString()),
        ParameterKind.Incident => Gen.Int[1, 60].Select(number => (JsonNode?)$"INC-{number}"),
        ParameterKind.List => Words.Array[1, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => (JsonNode?)item)])),
        _ => Gen.Select(Gen.OneOf("systems", "data", "US-CA", "x-phi"), Words).Array[1, 3].Select(pairs => (JsonNode?)new JsonObject(pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, (JsonNode?)pair.Item2)))),
    };

    /// <summary>A form as Slack has it, with what stands in its fields.</summary>
    internal sealed class Drawn
    {
        public Drawn(ViewDefinition view, IReadOnlyList<CardAction> stored)
        {
            View = JsonNode.Parse(SlackJson.Write(view))!.AsObject();
            Stored = stored;
            foreach (var block in View["blocks"]!.AsArray().Where(one => (string?)one!["type"] == "input"))
            {
                var element = block!["element"]!;
                State[(string)block["block_id"]!] = new JsonObject
                {
                    [(string)block["block_id"]!] = (string?)element["type"] switch
                    {
                        "static_select" => new JsonObject { ["type"] = "static_select", ["selected_option"] = element["initial_option"]?.DeepClone() },
                        "checkboxes" => new JsonObject { ["type"] = "checkboxes", ["selected_options"] = element["initial_options"]?.DeepClone() ?? new JsonArray() },
                        var type => new JsonObject { ["type"] = type, ["value"] = element["initial_value"]?.DeepClone() },
                    },
                };
            }
        }

        public JsonObject View { get; }

        public IReadOnlyList<CardAction> Stored { get; }

        public JsonObject State { get; } = [];

        public IReadOnlyList<string> Wrong => new BlockRules().View(View, "modal");

        public SlackSubmission Sent()
        {
            var view = View.DeepClone().AsObject();
            view["state"] = new JsonObject { ["values"] = State.DeepClone() };
            return SlackSubmission.Read(JsonDocument.Parse(view.ToJsonString()).RootElement)!;
        }
    }
}
