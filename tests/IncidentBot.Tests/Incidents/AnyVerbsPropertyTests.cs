using CsCheck;
using IncidentBot.Core;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using IncidentBot.Tests.Support;
using IncidentBot.Tests.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static IncidentBot.Core.Incidents.IncidentState;

namespace IncidentBot.Tests.Incidents;

/// <summary>Whoever says whatever in whichever order: the incident stays lawful, its chain holds, and nobody meets a fault.</summary>
public sealed class AnyVerbsPropertyTests
{
    /// <summary>Written down apart from the machine, from the handbook: where one may go from where.</summary>
    private static readonly Dictionary<IncidentState, IncidentState[]> Allowed = new()
    {
        [Triage] = [Containment, Dismissed, Merged],
        [Containment] = [Eradication, Triage, Dismissed, Merged],
        [Eradication] = [Recovery, Triage, Containment, Dismissed, Merged],
        [Recovery] = [Validation, Triage, Containment, Eradication, Dismissed, Merged],
        [Validation] = [Review, Triage, Containment, Eradication, Recovery, Dismissed, Merged],
        [Review] = [Closed, Triage, Containment, Eradication, Recovery, Validation, Merged],
        [Closed] = [Review],
        [Dismissed] = [Triage],
        [Merged] = [],
    };

    /// <summary>The verbs that move an incident, overridden, so that sequences get somewhere.</summary>
    private static readonly Gen<(string Who, string Name, string Arguments)> Moves = Gen.OneOf("next", "confirm", "contained", "eradicated", "restored", "validated", "close")
        .Select(name => ("nora", name, """{"override":"the client insists"}"""));

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Any_sequence_of_verbs_by_anybody_leaves_the_incident_lawful(Database database)
    {
        await using var bot = await Bot.StartAsync(database);
        var verbs = bot.Services.GetRequiredService<VerbCatalogue>();
        var people = await bot.ReadAsync(db => db.People.ToDictionaryAsync(one => one.Handle, one => one.Id.ToString()));
        var anything = Gen.Select(Gen.OneOf(AnyVerb.People), AnyVerb.Of(verbs, people), (who, verb) => (Who: who, verb.Name, verb.Arguments));
        var sequence = Gen.Frequency((3, anything), (1, Moves)).Array[30];
        for (var number = 1; number <= 3; number++)
        {
            await bot.DoAsync("sam", $"declare already there {number} --client contoso-dental --severity {number}");
        }

        await Seeded.CheckAsync(sequence, 4, async said =>
        {
            var declared = await bot.DoAsync("sam", "declare beacon on FS03 --client contoso-dental --severity 1 --type ransomware");
            var incident = declared.Incident.ToString()!;
            await bot.DoAsync("nora", "ic @sam", incident);
            for (var at = 0; at < said.Length; at++)
            {
                await SayAsync(bot, verbs, incident, said[at]);
                if (at % 10 == 9)
                {
                    await bot.PassAsync(TimeSpan.FromMinutes(7));
                }
            }

            await bot.VerifyAsync(incident);
        });
        await Task.WhenAll((await bot.ReadAsync(db => db.Incidents.Select(one => one.Number).ToListAsync())).Select(number => bot.VerifyAsync($"INC-{number}")));
    }

    private static async Task SayAsync(Bot bot, VerbCatalogue verbs, string incident, (string Who, string Name, string Arguments) said)
    {
        var before = await bot.IncidentAsync(incident);
        Reply reply;
        try
        {
            reply = await bot.SendAsync(said.Who, verbs.Read(said.Name, said.Arguments), incident);
        }
        catch (RefusalException refused)
        {
            reply = Reply.Of(refused.Refusal);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{said.Who}: {said.Name} {said.Arguments}", fault);
        }

        var after = await bot.IncidentAsync(incident);
        var what = $"{said.Who}: {said.Name} {said.Arguments} → {reply.Code ?? "done"}: {reply.Text}";
        Assert.False(string.IsNullOrWhiteSpace(reply.Text), what);
        Assert.NotEqual("not-recorded", reply.Code);
        Assert.True(after.State == before.State || Allowed[before.State].Contains(after.State), $"{before.State} → {after.State} by {what}");
        Assert.True(after.Version >= before.Version && after.Version <= before.Version + 1, $"version {before.Version} → {after.Version} by {what}");
        Assert.True(after.Version > before.Version == after.HeadSequence > before.HeadSequence, $"version and timeline disagree after {what}");
        Assert.False(reply.Refused && after.Version != before.Version, $"refused, but changed: {what}");
    }
}
