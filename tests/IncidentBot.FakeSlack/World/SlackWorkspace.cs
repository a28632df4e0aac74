namespace IncidentBot.SlackFake.World;

/// <summary>A workspace with its people and groups.</summary>
public sealed class SlackWorkspace(SlackWorld world, string id, string name, string domain, SlackEnterprise? enterprise)
{
    public string Id => id;

    public string Name => name;

    public string Domain => domain;

    public SlackEnterprise? Enterprise => enterprise;

    public Ledger<SlackUser> Users { get; } = [];

    public Ledger<SlackUserGroup> Groups { get; } = [];

    /// <summary>Only administrators may make channels.</summary>
    public bool ChannelsByAdminsOnly { get; set; }

    /// <summary>The app's own user here, once it is installed.</summary>
    public SlackUser? Bot { get; internal set; }

    /// <summary>The app is here because it is installed in the whole organisation.</summary>
    public bool ByOrganisation { get; internal set; }

    public SlackUser User(string name) => Users.Find(one => one.Name == name) ?? throw new KeyNotFoundException($"{Name} has nobody called {name}.");

    /// <summary>The channel of this name that a member would find; archived ones too.</summary>
    public SlackChannel Channel(string name) => Find(name) ?? throw new KeyNotFoundException($"{Name} has no channel #{name}.");

    public SlackChannel? Find(string name) => world.Channels.Find(one => one.Name == name && one.Teams.Contains(id));

    public IReadOnlyList<SlackChannel> Channels => [.. world.Channels.Where(one => one.Teams.Contains(id))];

    public SlackUser AddUser(string name, string? email = null, Guest guest = Guest.No, string? id = null)
    {
        lock (world.Gate)
        {
            var user = new SlackUser(id ?? world.NewId("U"), name, this) { Email = email, Guest = guest };
            Users.Add(user);
            if (guest == Guest.No && Find("general") is { } general)
            {
                general.Members.Add(user.Id);
            }

            return user;
        }
    }

    public SlackChannel AddChannel(string name, bool isPrivate = false, params SlackUser[] members)
    {
        lock (world.Gate)
        {
            var channel = new SlackChannel(world.NewId("C"), name, isPrivate ? ChannelKind.Private : ChannelKind.Public, id) { Creator = members.FirstOrDefault()?.Id ?? "USLACKBOT", Created = world.Now };
            channel.Members.AddRange(members.Select(one => one.Id));
            world.Channels.Add(channel);
            return channel;
        }
    }

    /// <summary>Shares a channel with another company (Slack Connect); its people come in by <see cref="SlackChannel.Members"/>.</summary>
    public void Share(SlackChannel channel, SlackWorkspace other)
    {
        lock (world.Gate)
        {
            channel.Teams.Add(other.Id);
            channel.ExtShared = enterprise is null || enterprise != other.Enterprise;
        }
    }

    public SlackUserGroup AddGroup(string handle, params SlackUser[] members)
    {
        lock (world.Gate)
        {
            var group = new SlackUserGroup(world.NewId("S"), handle, [.. members.Select(one => one.Id)]);
            Groups.Add(group);
            return group;
        }
    }
}

/// <summary>An organisation of several workspaces (Enterprise Grid).</summary>
public sealed record SlackEnterprise(string Id, string Name);

/// <summary>A user group.</summary>
public sealed record SlackUserGroup(string Id, string Handle, Ledger<string> Users);
