using IncidentBot.Core.Incidents;
using IncidentBot.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Tests.Incidents;

/// <summary>How people of the sample plan say something on one platform.</summary>
internal interface ISayer
{
    Bot Bot { get; }

    /// <summary>Says a line, and answers what came back and whether it was refused.</summary>
    /// <param name="handle">Who says it.</param>
    /// <param name="line">Without the command before it; people are @handles.</param>
    /// <param name="inRoom">In the incident's room, or anywhere else.</param>
    Task<Said> SayAsync(string handle, string line, bool inRoom);
}

/// <summary>An answer.</summary>
internal sealed record Said(string Text, bool Refused);

/// <summary>One ransomware incident from the note on the screen to the posted post-mortem, as the README tells it, on whatever platform it is said.</summary>
internal static class WholeIncident
{
    public static async Task RunAsync(ISayer by)
    {
        var bot = by.Bot;
        await DoAsync("sam", "declare ransom note on FS01 --client contoso-dental --severity 1 --type ransomware", inRoom: false);
        await bot.SettleAsync();

        await RefusedAsync("sam", "confirm", "somebody must");
        await DoAsync("nora", "ic @sam");
        await DoAsync("sam", "scope systems=FS01,FS02 accounts=svc-backup data=patient-records total=1800 US-TX=1150 US-CA=620 US-NY=30");
        await DoAsync("sam", "confirm");
        Assert.Equal(IncidentState.Containment, (await bot.IncidentAsync("INC-1")).State);

        await DecideTasksAsync();
        await DoAsync("sam", "contained");
        await DoAsync("sam", "back containment the beacon is back on FS03");
        await DecideTasksAsync();
        await DoAsync("sam", "contained");
        await DecideTasksAsync();
        await DoAsync("sam", "eradicated");
        await DoAsync("sam", "restored FS01 and FS02 from the immutable backup of 22 November");
        await DecideTasksAsync();
        await DoAsync("sam", "validated");

        await RefusedAsync("sam", "close", "post-mortem");
        await DoAsync("sam", "lesson worked the backups were immutable");
        await DoAsync("sam", "lesson gap the plan names no contact at the lab");
        await DoAsync("sam", "followup add enforce MFA on the backup console --owner @ravi --due 2026-12-15");
        await DoAsync("lena", "clock event discovered 2026-11-23");
        await DoAsync("lena", "clock filed us-hipaa-408-hhs-500 --reference OCR-77");
        await DoAsync("lena", "clock owner all @lena");
        await DoAsync("nora", "review post");
        await DoAsync("sam", "close");
        await bot.SettleAsync();

        Assert.Equal(IncidentState.Closed, (await bot.IncidentAsync("INC-1")).State);
        await bot.VerifyAsync("INC-1");

        async Task DoAsync(string handle, string line, bool inRoom = true)
        {
            var said = await by.SayAsync(handle, line, inRoom);
            Assert.False(said.Refused, $"{handle}: {line} → {said.Text}");
        }

        async Task RefusedAsync(string handle, string line, string because)
        {
            var said = await by.SayAsync(handle, line, inRoom: true);
            Assert.True(said.Refused, $"{handle}: {line} → {said.Text}");
            Assert.Contains(because, said.Text, StringComparison.Ordinal);
        }

        async Task DecideTasksAsync()
        {
            var open = await bot.ReadAsync(db => db.ChecklistItems.AsNoTracking().Where(item => item.State == Core.Checklists.ChecklistState.Open).Select(item => item.Number).ToListAsync());
            foreach (var number in open)
            {
                await DoAsync("sam", $"task done {number}");
            }
        }
    }
}
