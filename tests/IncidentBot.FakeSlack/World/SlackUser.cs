namespace IncidentBot.SlackFake.World;

/// <summary>Somebody with an account.</summary>
public sealed class SlackUser(string id, string name, SlackWorkspace home)
{
    public string Id => id;

    public string Name => name;

    /// <summary>The workspace that the account belongs to; somebody in a shared channel may belong to another company.</summary>
    public SlackWorkspace Home => home;

    public string? Email { get; set; }

    public string RealName { get; set; } = char.ToUpperInvariant(name[0]) + name[1..];

    public string Tz { get; set; } = "Europe/Berlin";

    public Guest Guest { get; set; }

    public bool Deleted { get; set; }

    public bool IsBot { get; init; }

    /// <summary>B…, of an app's user.</summary>
    public string? BotId { get; init; }

    public bool IsAdmin { get; set; }

    public override string ToString() => $"<@{Id}>";
}

/// <summary>Whether somebody is a guest.</summary>
public enum Guest
{
    No,

    /// <summary>Of several channels (is_restricted).</summary>
    Several,

    /// <summary>Of one (is_ultra_restricted).</summary>
    One,
}
