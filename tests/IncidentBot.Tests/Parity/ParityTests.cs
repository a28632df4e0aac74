using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Parity;

/// <summary>What can be done in one place can be done in all, but for what is known and has its reason.</summary>
public sealed class ParityTests
{
    [Fact]
    public async Task What_one_platform_can_the_others_can_and_the_page_says_so()
    {
        var all = await Task.WhenAll(new[] { InSlack.StartAsync, InTeams.StartAsync, InWeb.StartAsync }.Select(start => Task.Run(() => Findings.OfAsync(start))));
        var missing = Findings.Missing(all).ToList();
        var known = Gap.Known.Select(gap => (gap.What, gap.Platform)).ToList();
        var wrong = missing.Except(known).Select(one => $"{one.Platform} lacks what another has: {one.What}. Mend it, or put what forces it into Gap.Known.")
            .Concat(known.Except(missing).Select(one => $"{one.Platform} has it after all: {one.What}. Take it out of Gap.Known.")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Repository.Current("docs/parity.md", ParityPage.Of(all));
    }
}
