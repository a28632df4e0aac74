using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;

namespace IncidentBot.Tests.Teams.Cards;

/// <summary>The form of every verb, drawn for Teams: it keeps the limits, and what is sent back is the verb again.</summary>
public sealed class EveryTeamsCardFormTests
{
    private static readonly VerbCatalogue Verbs = new();

    public static TheoryData<string> Names => [.. Verbs.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_form_of_every_verb_keeps_the_limits(string name)
    {
        var form = FormSketch.Of(Verbs, new CardAction("x", name, "{}", "INC-1", null, null));
        Assert.Empty((await FilledForm.OfAsync(form)).Wrong);

        // As full as it gets.
        foreach (var letter in "oé漢")
        {
            var most = form with
            {
                Intro = new string(letter, 5000),
                Fields = [.. form.Fields.Select(field => field with
                {
                    Label = new string(letter, 3000),
                    Hint = new string(letter, 3000),
                    Value = field.Options.Count > 0 ? $"{field.Options.Count - 1}{new string(letter, 200)}" : field.Kind is FieldKind.Flag ? "true" : field.Kind is FieldKind.Number ? "7" : new string(letter, 4000),
                    Options = field.Kind is FieldKind.Flag or FieldKind.Number ? [] : [.. Enumerable.Range(0, 100).Select(at => new FormOption($"{at}{new string(letter, 200)}", $"{at}{new string(letter, 200)}"))],
                })],
            };
            Assert.Empty((await FilledForm.OfAsync(most)).Wrong);
        }
    }

    [Fact]
    public void Any_verb_that_a_button_carries_comes_back_from_its_form_the_same() => Any.Sample(one =>
    {
        var (name, arguments) = one;
        var form = FormSketch.Of(Verbs, new CardAction("x", name, arguments, "INC-3", "Triage", null));
        var drawn = FilledForm.OfAsync(form).GetAwaiter().GetResult();
        Assert.Empty(drawn.Wrong);
        var sent = drawn.Sent();
        var request = sent.Request(Verbs, null);
        Assert.Equal(Verbs.Json.Serialize(Verbs.Read(name, arguments)), Verbs.Json.Serialize(request.Verb));
        Assert.Equal(Verbs.Grammars.Find(name)!.TakesIncident ? "INC-3" : null, request.Incident?.ToString());
        Assert.Equal(Core.Incidents.IncidentState.Triage, request.OfferedState);
        Assert.Equal("19:room", sent.Origin);
    }, iter: 500);

    [Fact]
    public void Refused_it_comes_again_with_what_was_filled_in_and_is_the_same_delivery() => Any.Sample(one =>
    {
        var action = new CardAction("x", one.Name, one.Arguments, "INC-3", "Triage", null);
        var sent = FilledForm.OfAsync(FormSketch.Of(Verbs, action)).GetAwaiter().GetResult().Sent();
        var made = FormSketch.Of(Verbs, sent.Action);
        var again = FilledForm.AgainAsync(made, sent, Reply.Of(new Refusal("x", "About this.") { Field = made.Fields.LastOrDefault()?.Name })).GetAwaiter().GetResult();
        Assert.Empty(again.Wrong);
        Assert.Single(again.Lines, line => line == "❗ About this.");
        Assert.Equal(sent.Request(Verbs, null).Key, again.Sent().Request(Verbs, null).Key);
    }, iter: 300);

    [Fact]
    public async Task What_is_typed_wrongly_is_said_at_its_field_and_mended_it_is_another_delivery()
    {
        var form = FormSketch.Of(Verbs, new CardAction("x", "invitation send", "{\"contact\":\"insurer\"}", "INC-1", null, null));
        var drawn = await FilledForm.OfAsync(form);
        drawn.State["hours"] = "many";
        var refused = Assert.Throws<RefusalException>(() => drawn.Sent().Request(Verbs, null)).Refusal;
        Assert.Equal("hours", refused.Field);
        var again = await FilledForm.AgainAsync(FormSketch.Of(Verbs, drawn.Sent().Action), drawn.Sent(), Reply.Of(refused));
        Assert.Empty(again.Wrong);
        var at = again.Card["body"]!.AsArray().Select((one, at) => (one, at)).Single(one => (string?)one.one!["id"] == "hours").at;
        Assert.StartsWith("❗ ", (string?)again.Card["body"]![at - 1]!["inlines"]![0]!["text"], StringComparison.Ordinal);
        Assert.Equal("many", again.State["hours"]);
        again.State["hours"] = "4";
        var first = again.Sent().Request(Verbs, null);
        Assert.Equal(first.Key, again.Sent().Request(Verbs, null).Key);
        again.State["hours"] = "5";
        Assert.NotEqual(first.Key, again.Sent().Request(Verbs, null).Key);
    }

    [Fact]
    public async Task A_refusal_about_no_field_stands_above_all()
    {
        var drawn = await FilledForm.OfAsync(FormSketch.Of(Verbs, new CardAction("x", "declare", "{}", "", null, null)));
        var again = await FilledForm.AgainAsync(FormSketch.Of(Verbs, drawn.Sent().Action), drawn.Sent(), Reply.Of(new Refusal("x", "About **nothing** in particular.")));
        Assert.Equal("❗ About nothing in particular.", again.Lines[0]);
        Assert.Equal("attention", (string?)again.Card["body"]![0]!["style"]);
    }

    [Fact]
    public async Task A_form_that_is_too_long_to_carry_is_kept_and_comes_back_whole()
    {
        var long1 = new string('é', 90);
        var form = FormSketch.Of(Verbs, new CardAction("x", "page", "{}", "INC-1", null, null));
        form = form with { Fields = [form.Fields[0] with { Options = [.. Enumerable.Range(0, 100).Select(at => new FormOption($"{long1}{at}", $"{at}"))], Value = $"{long1}7" }, .. form.Fields.Skip(1)] };
        var drawn = await FilledForm.OfAsync(form);
        Assert.Empty(drawn.Wrong);
        var sent = drawn.Sent();
        Assert.NotNull(sent.Stored);
        Assert.Equal($"{long1}7", (string?)JsonNode.Parse(sent.With(drawn.Stored[0]).Arguments(Verbs))!["who"]);
    }

    [Fact]
    public async Task Choices_that_do_not_fit_are_left_out_but_never_the_one_that_stands_there()
    {
        var form = FormSketch.Of(Verbs, new CardAction("x", "role", "{}", "INC-1", null, null));
        var options = Enumerable.Range(0, 100).Select(at => new FormOption($"{at}", $"{at} {new string('漢', 100)}")).ToList();
        var drawn = await FilledForm.OfAsync(form with { Fields = [.. form.Fields.Select(field => field with { Options = options, Value = "99" })] });
        Assert.Empty(drawn.Wrong);
        Assert.All(drawn.Inputs, one => Assert.InRange(one["choices"]!.AsArray().Count, 10, 99));
        Assert.All(drawn.Inputs, one => Assert.Equal("99", (string?)one["value"]));
        Assert.Contains(drawn.Lines, line => line.StartsWith("Only ", StringComparison.Ordinal) && line.EndsWith("of 100 are shown: type the verb for the others.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "Input.Date", "")]
    [InlineData("2026-11-24", "Input.Date", "2026-11-24")]
    [InlineData("2026-11-24 14:30", "Input.Date", "2026-11-24 14:30")]
    [InlineData("2026-11-24T14:30:00Z", "Input.Text", "2026-11-24T14:30:00Z")]
    [InlineData("2026-11-24 14:30 +02:00", "Input.Text", "2026-11-24 14:30 +02:00")]
    [InlineData("now", "Input.Text", "now")]
    public async Task A_moment_is_picked_unless_what_stands_there_says_more_than_a_day_and_a_time(string? value, string type, string comes)
    {
        var form = FormSketch.Of(Verbs, new CardAction("x", "clock event", "{\"event\":\"discovered\"}", "INC-1", null, null));
        var drawn = await FilledForm.OfAsync(form with { Fields = [.. form.Fields.Select(field => field.Name == "at" ? field with { Value = value } : field)] });
        Assert.Empty(drawn.Wrong);
        Assert.Equal(type, (string?)drawn.Inputs.Single(one => (string?)one["id"] == "at")["type"]);
        Assert.Equal(type == "Input.Date", drawn.Inputs.Any(one => (string?)one["id"] == "at:time"));
        Assert.Equal(comes, drawn.Sent().Values.GetValueOrDefault("at", ""));
    }

    [Fact]
    public async Task What_people_typed_is_letters_in_a_form_as_well()
    {
        const string Typed = "<at>everyone</at> *x* [y](http://evil.example) &amp;";
        var form = FormSketch.Of(Verbs, new CardAction("x", "note", new JsonObject { ["text"] = Typed }.ToJsonString(), "INC-1", null, null)) with { Intro = Prose.Typed(Typed).Markup };
        var drawn = await FilledForm.OfAsync(form);
        Assert.Equal(Typed, drawn.Lines[0].Replace("\u2060", "", StringComparison.Ordinal));
        Assert.Equal(Typed, ((Core.Incidents.AddNote)drawn.Sent().Request(Verbs, null).Verb).Text);
    }

    [Fact]
    public async Task While_it_takes_long_a_button_asks_for_the_answer_of_the_same_delivery()
    {
        var drawn = await FilledForm.OfAsync(FormSketch.Of(Verbs, new CardAction("x", "note", "{\"text\":\"seen\"}", "INC-1", null, null)));
        var working = await FilledForm.WorkingAsync(drawn.Sent());
        Assert.Empty(working.Wrong);
        Assert.Equal(drawn.Sent().Request(Verbs, null), working.Sent().Request(Verbs, null));
    }

    [Fact]
    public async Task What_came_of_it_stands_in_the_forms_place_and_its_buttons_submit()
    {
        var card = new Card("t", "f", [], [], [new CardAction("Go", "note", "{}", "INC-1", null, "k"), new CardAction("More…", "update", "{}", "INC-1", null, null) { Form = "update" }]);
        var drawn = await FilledForm.DoneAsync(Reply.Of($"It **is** done.", card));
        Assert.Empty(drawn.Wrong);
        Assert.Equal(["It is done.", "t"], drawn.Lines);
        Assert.Equal(card.Actions, drawn.Card["actions"]!.AsArray().Select(one => TeamsButton.Read(JsonDocument.Parse(one!["data"]!.ToJsonString()).RootElement, (string)one["title"]!)!.Action));
        Assert.DoesNotContain("task/fetch", drawn.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["Code: 123"], (await FilledForm.DoneAsync(Reply.Of("") with { ShownOnce = "Code: 123" })).Lines);
        Assert.Equal(["Done."], (await FilledForm.DoneAsync(Reply.Of(""))).Lines);
        Assert.Equal("message", (string?)JsonNode.Parse(TeamsDialog.Answer("Gone."))!["task"]!["type"]);
    }

    internal static Gen<(string Name, string Arguments)> Any => Gen.OneOf(Verbs.All.Select(AnyOf).ToArray());

    private static Gen<(string Name, string Arguments)> AnyOf(VerbEntry entry) =>
        entry.Grammar.Parameters.Aggregate(Gen.Const(Array.Empty<KeyValuePair<string, JsonNode?>>()), (some, parameter) => Gen.Select(some, Of(parameter), Gen.Bool,
            (before, value, given) => given || parameter.IsRequired ? [.. before, KeyValuePair.Create(parameter.JsonName, value)] : before))
        .Select(pairs => (entry.Name, new JsonObject(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString()));

    /// <summary>What can be typed into a field of one line.</summary>
    private static Gen<string> Words => Gen.OneOf(Gen.OneOf("found the beacon on FS03", "a", "<at>x</at> **bold** `code`", "x=y, z", "--override", "\"quoted\"", "émile 🔥", "~tilde", "now", "2026-11-23 10:00", "2026-11-23", "2026-11-23T10:00:00Z", "{{DATE(2020-01-01T00:00:00Z)}}", "all", "0", "true"), Gen.Char['!', '~'].Array[1, 60].Select(letters => new string(letters)));

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
}
