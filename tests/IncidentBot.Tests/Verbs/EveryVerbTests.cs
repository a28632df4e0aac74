using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Verbs;

/// <summary>What must hold of every verb, whatever it does: made from the catalogue, so that a new verb is held to it from its first day.</summary>
public sealed class EveryVerbTests(VerbScenes scenes) : IClassFixture<VerbScenes>
{
    private static readonly VerbCatalogue Catalogue = new();

    /// <summary>The columns of the design's table, and somebody of the sample who is that and nothing else. The commander is the executive on an incident of his own.</summary>
    private static readonly (Standing Standing, string Handle)[] Columns =
    [
        (Standing.Operator, "olga"), (Standing.IncidentManager, "nora"), (Standing.Commander, "evan"), (Standing.Responder, "sam"),
        (Standing.Legal, "milo"), (Standing.Executive, "evan"), (Standing.ClientMember, "dana"),
    ];

    private static readonly Database[] Both = [Database.Sqlite, Database.Postgres];

    public static TheoryData<Database, string> Every => Data(_ => true);

    public static TheoryData<Database, string> OnIncidents => Data(entry => entry.OnIncident);

    public static TheoryData<Database, string> Writing => Data(entry => entry is { Reads: false, InChat: false });

    public static TheoryData<Database, string> WritingOnIncidents => Data(entry => entry is { Reads: false, OnIncident: true });

    [Fact]
    public void Every_verb_has_a_sample()
    {
        Assert.All(Catalogue.All, entry => Assert.Equal(Columns.Length, VerbSamples.Of(entry).May.Length));
        Assert.Equal(Catalogue.All.Count, VerbSamples.All.Count);
    }

    [Fact]
    public void The_permission_table_is_the_design_s_table()
    {
        var wrong = from entry in Catalogue.All
                    from column in Columns.Index()
                    let access = PermissionTable.Of(entry.Needs, column.Item.Standing)
                    where access != Designed(entry, column.Index)
                    select $"{entry.Name} for {column.Item.Standing}: {access}, the design says {Designed(entry, column.Index)}";
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task The_router_lets_exactly_those_do_it_who_may(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var entry = Named(name);
        if (entry.Needs is Permission.None)
        {
            return;
        }

        var (plain, commanded) = (await scene.InAsync(IncidentState.Triage), await scene.CommandedAsync());

        // What is about no incident is never stale, so it must be something that is refused to those who may.
        var verb = entry.VerbType == typeof(DeclareIncident) ? new DeclareIncident(" ", "contoso-dental")
            : entry.VerbType == typeof(RemoveContact) ? new RemoveContact("lena", null, "contoso-dental")
            : await VerbSamples.Of(entry).Make(scene, plain);
        var before = await scene.SnapshotAsync();
        foreach (var (index, (standing, handle)) in Columns.Index())
        {
            // Offered for another state: who may is told that it has moved on, so nothing is done either way.
            var reply = await scene.Bot.SendAsync(handle, verb, standing is Standing.Commander ? commanded : plain, offered: entry.Reads ? null : IncidentState.Merged);
            Assert.True(Designed(entry, index) is Access.No == (reply.Code == "not-allowed"), $"{standing}: {reply.Code}: {reply.Text}");
            Assert.True(reply.Code is null or "not-allowed" or "moved-on" or "empty" or "not-published" or "plan-problems", reply.Text);
        }

        Assert.Equal(before, await scene.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(OnIncidents))]
    public async Task Another_organisation_s_incident_is_answered_as_a_missing_one(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var entry = Named(name);
        var foreign = await scene.InAsync(IncidentState.Triage);
        var verb = await VerbSamples.Of(entry).Make(scene, foreign);
        var before = await scene.SnapshotAsync();
        foreach (var handle in new[] { "frida", "fay", "finn", "flo" })
        {
            var there = await scene.Bot.SendAsync(handle, verb, foreign);
            var nowhere = await scene.Bot.SendAsync(handle, verb, "INC-987654");
            Assert.Equal("no-such-incident", there.Code);
            Assert.Equal(Json(nowhere).Replace("INC-987654", foreign, StringComparison.Ordinal), Json(there));
            Assert.Equal(Json(there), Json(await scene.Bot.SendAsync(handle, verb, foreign, offered: IncidentState.Merged)));
        }

        Assert.Equal(before, await scene.SnapshotAsync());
    }

    /// <summary>With these everybody answers for themselves.</summary>
    private static bool Personal(IVerb verb) => verb is AcknowledgePage or DeclinePage or AcknowledgeReminder;

    /// <summary>Work on a merged incident is done in its survivor, and the refusal names it.</summary>
    private static readonly string[] GoesOnElsewhere =
    [
        "severity", "type", "title", "summary", "scope", "fact", "role", "ic", "invite", "invitation send", "invitation revoke", "out-of-band", "in-band", "page", "ack", "decline", "escalate", "hand-over", "call-in",
        "task add", "task assign", "task done", "task waive", "clock event", "clock ack", "lesson", "followup add", "followup assign", "followup done",
    ];

    [Theory]
    [MemberData(nameof(WritingOnIncidents))]
    public async Task An_ended_incident_is_answered_in_words(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var sample = VerbSamples.Of(Named(name));
        foreach (var (index, state) in new[] { IncidentState.Closed, IncidentState.Dismissed, IncidentState.Merged }.Index())
        {
            // What works changes the incident, so reopening has one of its own.
            var incident = sample.Ended[index] is null && name == "reopen" ? await EndedAsync(scene, state) : await scene.InAsync(state);
            var verb = await sample.Make(scene, incident);
            var before = await scene.SnapshotAsync();
            var reply = await scene.Bot.SendAsync(sample.By, verb, incident);
            var expected = state is IncidentState.Merged && GoesOnElsewhere.Contains(name) ? "merged" : sample.Ended[index];
            Assert.True(expected == reply.Code, $"{state}: {reply.Code ?? "done"} ({reply.Text}), expected {expected ?? "done"}");
            if (reply.Refused)
            {
                Assert.Equal(before, await scene.SnapshotAsync());
                Assert.True(state is not IncidentState.Merged || !reply.Text.Contains("`reopen <", StringComparison.Ordinal), $"A merged incident cannot be reopened: {reply.Text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lifecycle_verb_applies_in_its_own_states_only(Database database)
    {
        var scene = await scenes.OnAsync(database);
        IVerb[] steps = [new ConfirmIncident(), new EndContainment(), new EndEradication(), new EndRecovery(), new EndValidation(), new CloseIncident()];
        foreach (var state in Enum.GetValues<IncidentState>())
        {
            var incident = await scene.InAsync(state);
            var before = await scene.SnapshotAsync();
            foreach (var (own, step) in steps.Index())
            {
                if (own != (int)state)
                {
                    Assert.Equal("wrong-state", (await scene.Bot.SendAsync("nora", step, incident)).Code);
                }
            }

            foreach (var to in Enum.GetValues<IncidentState>().Where(to => !(state.IsActive() && to < state && to <= IncidentState.Validation)))
            {
                Assert.Equal(state.IsActive() ? "not-earlier" : "wrong-state", (await scene.Bot.SendAsync("nora", new StepBack(to, "it spread"), incident)).Code);
            }

            if (state is IncidentState.Review or > IncidentState.Review)
            {
                Assert.Equal("wrong-state", (await scene.Bot.SendAsync("nora", new DismissIncident(DismissalReason.Cancelled), incident)).Code);
            }

            if (state is < IncidentState.Review or IncidentState.Merged)
            {
                Assert.Equal("wrong-state", (await scene.Bot.SendAsync("nora", new ReopenIncident("it is back"), incident)).Code);
            }

            Assert.Equal(before, await scene.SnapshotAsync());
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_repeated_press_is_done_once_and_a_stale_one_not_at_all(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var entry = Named(name);
        var sample = VerbSamples.Of(entry);
        var incident = entry.OnIncident ? await scene.DeclareAsync() : null;
        if (incident is not null)
        {
            await scene.DriveAsync(incident, sample.State);
            await (sample.Before?.Invoke(scene, incident) ?? Task.CompletedTask);
        }

        var verb = await sample.Make(scene, incident!);
        var untouched = await scene.SnapshotAsync();
        var version = incident is null ? 0 : (await scene.Bot.IncidentAsync(incident)).Version;
        if (incident is not null)
        {
            var offered = sample.State is IncidentState.Eradication ? IncidentState.Recovery : IncidentState.Eradication;
            var stale = await scene.Bot.SendAsync(sample.By, verb, incident, $"stale:{database}:{name}", offered);
            Assert.Equal("moved-on", stale.Code);
            Assert.NotNull(stale.Card);
            Assert.Equal(Json(stale), Json(await scene.Bot.SendAsync(sample.By, verb, incident, $"stale:{database}:{name}")));
            Assert.Equal(untouched, await scene.SnapshotAsync());
        }

        var key = incident is null ? $"delivery:{database}:{name}" : Catalogue.Action("Do it", verb, await scene.Bot.IncidentAsync(incident)).Once!;
        var state = incident is null ? (IncidentState?)null : sample.State;
        var presses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Bot.SendAsync(sample.By, verb, incident, key, state))));
        Assert.False(presses[0].Refused, presses[0].Text);
        Assert.All(presses, reply => Assert.Equal(Json(presses[0]), Json(reply)));
        var done = await scene.SnapshotAsync();
        Assert.Equal(sample.Quiet, untouched == done);
        Assert.Equal(Json(presses[0]), Json(await scene.Bot.SendAsync(sample.By, verb, incident, key, state)));
        if (incident is not null)
        {
            Assert.Equal(version + (sample.Quiet ? 0 : 1), (await scene.Bot.IncidentAsync(incident)).Version);
        }

        foreach (var (index, column) in Columns.Index().Where(column => column.Item.Standing is not Standing.Commander && Designed(entry, column.Index) is Access.No))
        {
            Assert.Equal("not-allowed", (await scene.Bot.SendAsync(column.Handle, verb, incident, key, state)).Code);
        }

        Assert.Equal(entry.OnIncident ? "no-such-incident" : "no-such-client", (await scene.Bot.SendAsync("frida", verb, incident, key, state)).Code);
        if (incident is not null && Columns.Index().FirstOrDefault(column => column.Item.Handle != sample.By && column.Item.Standing is not Standing.Commander && Designed(entry, column.Index) is Access.Yes).Item.Handle is { } another)
        {
            var second = await scene.Bot.SendAsync(another, verb, incident, key, state);
            Assert.True(Personal(verb) || Json(second) == Json(presses[0]), second.Text);
        }

        Assert.Equal(Personal(verb) ? "" : done, Personal(verb) ? "" : await scene.SnapshotAsync());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Bad_words_are_answered_in_words(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var entry = Named(name);
        var by = VerbSamples.Of(entry).By;
        var incident = await scene.ScratchAsync();
        var room = entry.OnIncident ? incident : null;
        var needs = entry.Grammar.Parameters.Any(parameter => parameter.IsRequired);
        await SayAsync(name, needs ? "missing-argument" : null);
        await SayAsync($"{name} --no-such-option x", "unknown-option");
        await SayAsync($"{name} {new string('x', entry.Grammar.Longest + 100)}", "too-long");
        foreach (var rest in new[] { "\0", "<script>alert(1)</script>", "<!channel> <@U012AB3CD>", "\"open", "--override", "@nobody", "-- --x", "INC-0", "\ud800", "1 \u202e\u0007 2", "{}" })
        {
            await SayAsync($"{name} {rest}", null);
        }

        async Task SayAsync(string line, string? code)
        {
            var reply = await scene.Bot.SayAsync(by, line, room);
            Assert.False(string.IsNullOrWhiteSpace(reply.Text), line);
            Assert.True(code is null || reply.Code == code, $"{line[..Math.Min(60, line.Length)]} → {reply.Code}: {reply.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Bad_arguments_are_answered_in_words(Database database, string name)
    {
        var scene = await scenes.OnAsync(database);
        var entry = Named(name);
        var by = VerbSamples.Of(entry).By;
        var incident = await scene.ScratchAsync();
        foreach (var (json, code) in new[]
        {
            ("", "malformed"), ("{", "malformed"), ("null", "malformed"), ("[]", "malformed"), ("7", "malformed"), ("\"x\"", "malformed"), ("{} {}", "malformed"),
            ("""{"noSuchMember":1}""", "unknown-member"), ("""{"a":1,"a":2}""", "malformed"), ("""{"\ud800":1}""", "malformed"), ("""{"noSuchMember":"\ud800"}""", "unknown-member"),
            ($"{{\"noSuchMember\":{new string('[', 90)}{new string(']', 90)}}}", "malformed"),
        })
        {
            Assert.Equal((json, code), (json, (await CarryAsync(json)).Code));
        }

        var valid = JsonNode.Parse(Catalogue.Json.Serialize(await VerbSamples.Of(entry).Make(scene, incident)).Json)!.AsObject();
        foreach (var parameter in entry.Grammar.Parameters)
        {
            foreach (var (value, code) in BadValues(parameter.Kind, entry.Grammar.Longest + 100))
            {
                var arguments = valid.DeepClone().AsObject();
                arguments[parameter.JsonName] = JsonNode.Parse(value);
                var reply = await CarryAsync(arguments.ToJsonString());
                Assert.True(code is null || reply.Code == code, $"{parameter.JsonName}={value[..Math.Min(40, value.Length)]} → {reply.Code}: {reply.Text}");
            }
        }

        async Task<Reply> CarryAsync(string json)
        {
            var reply = await scene.CarryAsync(by, name, json, entry.OnIncident ? incident : null);
            Assert.False(string.IsNullOrWhiteSpace(reply.Text), json);
            return reply;
        }
    }

    /// <summary>Values of the wrong kind, and those of the right kind that nobody should get far with. Null: any answer in words will do.</summary>
    private static IEnumerable<(string Json, string? Code)> BadValues(ParameterKind kind, int tooLong)
    {
        yield return ("[[]]", "malformed");
        yield return ("{\"a\":{}}", "malformed");
        if (kind is ParameterKind.Text)
        {
            yield return (JsonSerializer.Serialize(new string('x', tooLong)), "too-long");
            yield return ("7", "malformed");
            yield return ("\"\\u0000 <!channel> <script>\"", null);
            yield return ("\"\"", null);
        }

        if (kind is ParameterKind.Number)
        {
            yield return ("\"7\"", "malformed");
            yield return ("1e99", "malformed");
            yield return ("-2147483648", null);
        }

        if (kind is ParameterKind.Words)
        {
            yield return ("{\"\":\"x\"}", "malformed");
            yield return ($"{{\"systems\":\"{new string('x', tooLong)}\"}}", "too-long");
            yield return ($"{{\"{new string('x', tooLong)}\":\"x\"}}", "too-long");
            yield return ("{}", "empty");
            yield return ("{\"\\u0000\":\"\\u0000\"}", null);
        }

        if (kind is ParameterKind.Person or ParameterKind.Choice or ParameterKind.Incident)
        {
            yield return ("\"<!channel>\"", "malformed");
            yield return ("true", "malformed");
        }

        if (kind is ParameterKind.Person)
        {
            yield return ($"\"{Guid.Empty}\"", "no-such-person");
        }
    }

    private static async Task<string> EndedAsync(VerbScene scene, IncidentState state)
    {
        var incident = await scene.DeclareAsync();
        await scene.DriveAsync(incident, state);
        return incident;
    }

    private static Access Designed(VerbEntry entry, int column) => VerbSamples.Of(entry).May[column] switch
    {
        'Y' => Access.Yes,
        'o' => Access.Own,
        _ => Access.No,
    };

    private static VerbEntry Named(string name) => Catalogue.All.Single(entry => entry.Name == name);

    private static string Json(Reply reply) => JsonSerializer.Serialize(reply, JsonSerializerOptions.Web);

    private static TheoryData<Database, string> Data(Func<VerbEntry, bool> which) =>
        [.. from database in Both from entry in Catalogue.All where which(entry) select (database, entry.Name)];
}
