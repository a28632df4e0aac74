using System.Globalization;
using IncidentBot.SlackFake.OAuth;

namespace IncidentBot.SlackFake.World;

/// <summary>All that this Slack knows: workspaces and organisations, people, channels, and the one app that is installed in them. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
public sealed class SlackWorld(TimeProvider time)
{
    private long made;
    private long lastTs;

    public Lock Gate { get; } = new();

    public TimeProvider Time => time;

    public SlackApp App { get; } = new();

    public Ledger<SlackEnterprise> Enterprises { get; } = [];

    public Ledger<SlackWorkspace> Workspaces { get; } = [];

    public Ledger<SlackChannel> Channels { get; } = [];

    public Ledger<SlackToken> Tokens { get; } = [];

    internal Ledger<InstallCode> Codes { get; } = [];

    public Ledger<SlackView> Views { get; } = [];

    public Ledger<SlackTrigger> Triggers { get; } = [];

    public Ledger<ResponseUrl> ResponseUrls { get; } = [];

    public Ledger<EphemeralMessage> Ephemerals { get; } = [];

    public IEnumerable<SlackUser> Users => Workspaces.SelectMany(one => one.Users);

    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>An id as Slack's look: a letter that says what it is of, then capitals and digits.</summary>
    public string NewId(string kind)
    {
        const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var value = 78_364_164_096L + (Interlocked.Increment(ref made) * 1_000_003L);
        var letters = "";
        for (; value > 0; value /= Digits.Length)
        {
            letters = Digits[(int)(value % Digits.Length)] + letters;
        }

        return $"{kind}0{letters}";
    }

    /// <summary>A message's name: seconds and microseconds, never the same twice.</summary>
    public string NewTs()
    {
        lastTs = Math.Max((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10, lastTs + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{lastTs / 1_000_000}.{lastTs % 1_000_000:D6}");
    }

    /// <summary>The app's own user in a workspace; made when it is installed there.</summary>
    internal SlackUser BotIn(SlackWorkspace workspace, string? id = null)
    {
        if (workspace.Bot is null)
        {
            workspace.Bot = new SlackUser(id ?? NewId("U"), App.Name, workspace) { IsBot = true, BotId = NewId("B") };
            workspace.Users.Add(workspace.Bot);
        }

        return workspace.Bot;
    }

    /// <summary>Of a whole organisation it is one user in all its workspaces.</summary>
    internal SlackUser BotIn(SlackEnterprise enterprise)
    {
        var workspaces = Workspaces.Where(one => one.Enterprise == enterprise).ToList();
        var bot = workspaces.Select(one => one.Bot).FirstOrDefault(one => one is not null) ?? BotIn(workspaces[0]);
        foreach (var workspace in workspaces)
        {
            (workspace.Bot, workspace.ByOrganisation) = (bot, true);
        }

        return bot;
    }

    internal SlackTrigger NewTrigger(SlackWorkspace workspace, SlackUser user, SlackView? view = null)
    {
        var trigger = new SlackTrigger($"{Now}.{NewId("")}.{Guid.NewGuid():N}", workspace, user, time.GetUtcNow(), view);
        Triggers.Add(trigger);
        return trigger;
    }

    public SlackWorkspace? Workspace(string? id) => Workspaces.Find(one => one.Id == id);

    public SlackUser? User(string? id) => Users.FirstOrDefault(one => one.Id == id);
}
