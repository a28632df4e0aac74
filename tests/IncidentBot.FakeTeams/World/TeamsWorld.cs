using IncidentBot.TeamsFake.Identity;

namespace IncidentBot.TeamsFake.World;

/// <summary>All that this Teams knows: tenants, people, apps, teams with their channels, and chats. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
public sealed class TeamsWorld(TimeProvider time)
{
    private long lastMessage;
    private int made;

    public Lock Gate { get; } = new();

    public TimeProvider Time => time;

    public DateTimeOffset Now => time.GetUtcNow();

    public TeamsLimits Limits { get; } = new();

    public Ledger<TeamsTenant> Tenants { get; } = [];

    public Ledger<TeamsApp> Apps { get; } = [];

    public Ledger<TeamsUser> Users { get; } = [];

    public Ledger<TeamsTeam> Teams { get; } = [];

    public Ledger<TeamsChat> Chats { get; } = [];

    internal Ledger<AccessToken> Tokens { get; } = [];

    internal Ledger<TeamsOperation> Operations { get; } = [];

    /// <summary>Every message anywhere, the oldest first.</summary>
    public IReadOnlyList<TeamsMessage> Messages => [.. Conversations.SelectMany(one => one.Messages).OrderBy(one => one.Id, StringComparer.Ordinal)];

    public IEnumerable<TeamsConversation> Conversations => Teams.SelectMany(one => one.Channels).Concat<TeamsConversation>(Chats);

    public TeamsUser User(string name) => Users.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || one.GivenName.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new KeyNotFoundException($"There is nobody called {name}.");

    /// <summary>A person by the bot's 29: id, by Entra's object id or by user principal name.</summary>
    internal TeamsUser? Find(TeamsApp app, string? id) => Users.Find(one => one.IdFor(app) == id || Is(one.ObjectId, id) || Is(one.PrincipalName, id));

    /// <summary>A person by Entra's object id or user principal name, as Graph takes them.</summary>
    internal TeamsUser? Find(TeamsTenant tenant, string? id) => Users.Find(one => one.Home == tenant && (Is(one.ObjectId, id) || Is(one.PrincipalName, id)));

    internal TeamsTenant? Tenant(string? id) => Tenants.Find(one => Is(one.Id, id) || Is(one.Domain, id));

    internal TeamsConversation? Conversation(string id) => Conversations.FirstOrDefault(one => one.Id == id);

    /// <summary>What nobody asked after is done by now.</summary>
    internal void Settle()
    {
        foreach (var operation in Operations.Where(one => Now - one.At >= Limits.OperationTime))
        {
            operation.End();
        }
    }

    internal string NewThreadId(string kind) => $"19:{NewKey(32)}@thread.{kind}";

    internal string NewChatId() => $"a:1{NewKey(40)}";

    /// <summary>Messages are called by the milliseconds of their time, never the same twice.</summary>
    internal string NewMessageId()
    {
        lastMessage = Math.Max(Now.ToUnixTimeMilliseconds(), lastMessage + 1);
        return $"{lastMessage}";
    }

    /// <summary>Letters and digits that look random, and are the same in every run.</summary>
    private string NewKey(int length)
    {
        var seed = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(Interlocked.Increment(ref made))));
        return seed[..Math.Min(length, seed.Length)];
    }

    private static bool Is(string one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
