using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Verbs;

/// <summary>Deliveries, once-keys and walls between organisations, as somebody would try them who means harm.</summary>
public sealed class VerbRouterTests(VerbScenes scenes) : IClassFixture<VerbScenes>
{
    public static TheoryData<Database> Databases => Support.Databases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_once_key_cannot_be_used_up_by_another_verb(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        var key = scene.Verbs.Action("Confirm", new ConfirmIncident(Override: "as a test"), await scene.Bot.IncidentAsync(incident)).Once!;
        Assert.Equal("other-button", (await scene.Bot.SendAsync("dana", new AddNote("mine now"), incident, key)).Code);
        Assert.Equal("other-button", (await scene.Bot.SendAsync("nora", new ConfirmIncident(Override: "another reason"), incident, key)).Code);
        Assert.Equal("other-button", (await scene.Bot.SendAsync("nora", new ConfirmIncident(Override: "as a test"), await scene.DeclareAsync(), key)).Code);
        Assert.Equal("other-button", (await scene.Bot.SendAsync("nora", new DeclareIncident("the mail server", "contoso-dental"), null, key)).Code);
        Assert.Null((await scene.Bot.SendAsync("nora", new ConfirmIncident(Override: "as a test"), incident, key)).Code);
        Assert.Equal(IncidentState.Containment, (await scene.Bot.IncidentAsync(incident)).State);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nobody_gets_another_s_answer_by_sending_their_delivery_s_key(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        var own = await scene.Bot.DoAsync("frida", "declare the printer is on fire --client fabrikam");
        var declared = await scene.Bot.SendAsync("nora", new DeclareIncident("a secret of Contoso", "contoso-dental"), key: $"web:{database}-secret");
        Assert.Contains("secret", declared.Text, StringComparison.Ordinal);
        var stolen = await scene.Bot.SendAsync("frida", new AddNote("what was that?"), own.Incident.ToString(), $"web:{database}-secret");
        Assert.Equal("Noted on the timeline.", stolen.Text);

        Assert.Equal("not-allowed", (await scene.Bot.SendAsync("dana", new ConfirmIncident(Override: "x"), incident, $"web:{database}-taken")).Code);
        Assert.Null((await scene.Bot.SendAsync("nora", new ConfirmIncident(Override: "x"), incident, $"web:{database}-taken")).Code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_refused_delivery_is_refused_again_although_it_could_be_done_by_now(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        var key = $"delivery:{database}:refused";
        var refused = await scene.Bot.SendAsync("nora", new ConfirmIncident(), incident, key);
        Assert.Equal("guard", refused.Code);
        await scene.Bot.DoAsync("nora", "ic @sam", incident);
        await scene.Bot.DoAsync("nora", "scope systems=FS01", incident);
        Assert.Equal(refused, await scene.Bot.SendAsync("nora", new ConfirmIncident(), incident, key));
        Assert.Equal(IncidentState.Triage, (await scene.Bot.IncidentAsync(incident)).State);

        var again = scene.Verbs.Action("Confirm", new ConfirmIncident(), await scene.Bot.IncidentAsync(incident)).Once!;
        Assert.Null((await scene.Bot.SendAsync("nora", new ConfirmIncident(), incident, again)).Code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_people_who_are_paged_at_once_each_answer_for_themselves(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = (await scene.Bot.DoAsync("lena", "declare ransom note --client contoso-dental --severity 2")).Incident.ToString()!;
        var page = new DeclinePage(1);
        var key = scene.Verbs.Action("Decline", page, await scene.Bot.IncidentAsync(incident)).Once!;
        Assert.Contains("Sam Okafor cannot", (await scene.Bot.SendAsync("sam", page, incident, key)).Text, StringComparison.Ordinal);
        Assert.Contains("Dana Reyes cannot", (await scene.Bot.SendAsync("dana", page, incident, key)).Text, StringComparison.Ordinal);
        Assert.Equal("not-your-page", (await scene.Bot.SendAsync("milo", page, incident, key)).Code);
        Assert.Equal("only-your-own", (await scene.Bot.SendAsync("evan", page, incident, key)).Code);

        var last = await scene.Bot.SendAsync("nora", page, incident, key);
        Assert.Contains("Ravi Menon", last.Text, StringComparison.Ordinal);
        Assert.Equal(last, await scene.Bot.SendAsync("nora", page, incident, key));

        var take = new AcknowledgePage(1);
        var once = scene.Verbs.Action("Acknowledge", take, await scene.Bot.IncidentAsync(incident)).Once!;
        Assert.StartsWith("Ravi Menon has it", (await scene.Bot.SendAsync("ravi", take, incident, once)).Text, StringComparison.Ordinal);
        var late = await scene.Bot.SendAsync("lena", take, incident, once);
        Assert.Equal("page-over", late.Code);
        Assert.Contains("Ravi Menon has it", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Their_own_is_theirs_alone(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        Assert.Equal("only-your-own", (await scene.Bot.SayAsync("dana", "task done 1", incident)).Code);
        Assert.Equal("not-allowed", (await scene.Bot.SayAsync("dana", "task add more for me", incident)).Code);
        Assert.Equal("not-allowed", (await scene.Bot.SayAsync("dana", "task assign 1 @dana", incident)).Code);
        Assert.Equal("not-allowed", (await scene.Bot.SayAsync("dana", "task waive 1 no", incident)).Code);
        Assert.Equal("only-your-own", (await scene.Bot.SayAsync("dana", "ack", incident)).Code);
        Assert.Equal("only-your-own", (await scene.Bot.SayAsync("evan", "escalate", incident)).Code);
        await scene.Bot.DoAsync("nora", "task assign 1 @dana", incident);
        await scene.Bot.DoAsync("dana", "task done 1", incident);
        Assert.Equal("not-allowed", (await scene.Bot.SayAsync("sam", "confirm --override I say so", incident)).Code);
        Assert.Equal("not-published", (await scene.Bot.SayAsync("dana", "review", incident)).Code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_foreign_incident_client_or_person_is_named_in_vain(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = await scene.DeclareAsync();
        var own = (await scene.Bot.DoAsync("frida", "declare the scanner is slow --client fabrikam")).Incident.ToString()!;
        var before = await scene.SnapshotAsync();
        await SameAsync("frida", $"merge {incident}", own, incident, $"merge INC-987654", "INC-987654", "no-such-incident");
        await SameAsync("nora", $"merge {own}", incident, own, $"merge INC-987654", "INC-987654", "no-such-incident");
        await SameAsync("frida", "declare fire --client contoso-dental", null, "contoso-dental", "declare fire --client nosuch", "nosuch", "no-such-client");
        await SameAsync("nora", "declare fire --client fabrikam", null, "fabrikam", "declare fire --client nosuch", "nosuch", "no-such-client");
        await SameAsync("frida", "list --client contoso-dental", null, "contoso-dental", "list --client nosuch", "nosuch", null);
        foreach (var verb in new Func<Id<Person>, IVerb>[] { id => new InvitePerson(id), id => new TakeCommand(id), id => new AssignRole(IncidentRole.Scribe, id), id => new Core.Checklists.AssignTask(1, id), id => new Core.PostMortems.AssignFollowUp(1, id), id => new Core.PostMortems.AddFollowUp("x", id) })
        {
            var foreign = await scene.Bot.SendAsync("nora", verb(await scene.PersonAsync("frida")), incident);
            Assert.Equal("no-such-person", foreign.Code);
            Assert.Equal(foreign, await scene.Bot.SendAsync("nora", verb(Id<Person>.New()), incident));
        }

        var law = await scene.Bot.SendAsync("lena", new Core.Obligations.HandOverClock(await scene.ClockAsync(incident), await scene.PersonAsync("fay")), incident);
        Assert.Equal("no-such-person", law.Code);
        Assert.Equal("no-such-message", (await scene.Bot.SendAsync("frida", new Core.WarRooms.PinMessage(await scene.MessageAsync(incident)), own)).Code);
        Assert.Equal("no-such-message", (await scene.Bot.SendAsync("frida", new Core.WarRooms.PinMessage(Guid.NewGuid().ToString()), own)).Code);
        Assert.Equal(before, await scene.SnapshotAsync());

        async Task SameAsync(string handle, string line, string? room, string there, string missing, string nowhere, string? code)
        {
            var foreign = await scene.Bot.SayAsync(handle, line, room);
            var none = await scene.Bot.SayAsync(handle, missing, room);
            Assert.Equal(code, foreign.Code);
            Assert.Equal((none.Code, none.Text.Replace(nowhere, there, StringComparison.Ordinal)), (foreign.Code, foreign.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_confidential_incident_is_missing_until_one_is_invited(Database database)
    {
        var scene = await scenes.OnAsync(database);
        var incident = (await scene.Bot.DoAsync("lena", "declare the director --client contoso-dental --severity 5 --confidential")).Incident.ToString()!;
        foreach (var entry in scene.Verbs.All.Where(entry => entry.OnIncident))
        {
            var verb = await VerbSamples.Of(entry).Make(scene, await scene.InAsync(IncidentState.Triage));
            var hidden = await scene.Bot.SendAsync("dana", verb, incident);
            var missing = await scene.Bot.SendAsync("dana", verb, "INC-987654");
            Assert.Equal("no-such-incident", hidden.Code);
            Assert.Equal(missing.Text.Replace("INC-987654", incident, StringComparison.Ordinal), hidden.Text);
        }

        Assert.DoesNotContain(incident, (await scene.Bot.DoAsync("dana", "list")).Text, StringComparison.Ordinal);
        await scene.Bot.DoAsync("nora", "invite @dana", incident);
        await scene.Bot.DoAsync("dana", "status", incident);
        await scene.Bot.DoAsync("dana", "note I saw it", incident);
        Assert.Contains(incident, (await scene.Bot.DoAsync("dana", "list")).Text, StringComparison.Ordinal);
        Assert.Equal("not-allowed", (await scene.Bot.SayAsync("dana", "scope systems=FS01", incident)).Code);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whoever_has_no_part_anywhere_is_told_whom_to_ask(Database database)
    {
        var scene = await scenes.OnAsync(database);
        await scene.Bot.ReadAsync(async db =>
        {
            db.Add(new Person(await db.Organisations.Where(one => one.Slug == "northwind").Select(one => one.Id).SingleAsync(TestContext.Current.CancellationToken), $"new-{database}", "Nobody yet"));
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        var reply = await scene.Bot.SayAsync($"new-{database}", "declare fire");
        Assert.Equal("which-client", reply.Code);
        Assert.Contains("Ask your incident manager", reply.Text, StringComparison.Ordinal);
    }
}
