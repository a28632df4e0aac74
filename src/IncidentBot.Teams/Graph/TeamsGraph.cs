using IncidentBot.Teams.Connector;
using IncidentBot.Teams.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using ArchiveBody = Microsoft.Graph.Teams.Item.Channels.Item.Archive.ArchivePostRequestBody;

namespace IncidentBot.Teams.Graph;

/// <summary>Graph as one app registration sees it.</summary>
internal sealed partial class TeamsGraph(GraphCalls calls, TeamsOptions options, ConnectorOptions pace, TimeProvider time) : ITeamsGraph
{
    /// <summary>Links inside bodies name the real Graph, whatever stands in for it.</summary>
    private readonly string root = (options.GraphBaseUrl.IsLoopback ? "https://graph.microsoft.com/v1.0" : options.GraphBaseUrl.ToString()).TrimEnd('/');

    private readonly GraphOperations operations = new(calls, TimeSpan.FromMilliseconds(pace.OperationPollMilliseconds), time);

    public async Task<GraphChannel> CreateChannelAsync(string teamId, NewChannel channel, CancellationToken cancel)
    {
        const string Name = "channel.create";
        if (await FindChannelByMarkAsync(teamId, channel.Mark, cancel) is { } before)
        {
            return before;
        }

        try
        {
            var location = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
            var made = await calls.RunAsync(Name, makesNew: true, graph => graph.Teams[teamId].Channels.PostAsync(Wanted(channel), asked => asked.Options.Add(location), cancel), cancel);
            return made?.Id is not null ? Channel(made)
                : await operations.FollowAsync(Name, teamId, Location(location), cancel) is { } id ? await ChannelAsync(Name, teamId, id, cancel)
                : throw TeamsException.NoAnswer(Name, "unreadable", mayBeDone: true, 202);
        }
        catch (TeamsException taken) when (taken.Code == GraphErrors.NameTaken)
        {
            // The answer to an earlier call may have been lost, and the channel not yet listed when we looked.
            if (await FindChannelByMarkAsync(teamId, channel.Mark, cancel) is { } late)
            {
                return late;
            }

            throw;
        }
    }

    public Task<GraphChannel?> FindChannelByNameAsync(string teamId, string name, CancellationToken cancel) => FirstAsync(teamId, channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase), cancel);

    public Task<GraphChannel?> FindChannelByMarkAsync(string teamId, string mark, CancellationToken cancel) => FirstAsync(teamId, channel => channel.Description?.EndsWith(mark, StringComparison.Ordinal) ?? false, cancel);

    public async Task<ChannelCount> CountChannelsAsync(string teamId, CancellationToken cancel)
    {
        var kinds = new List<ChannelKind>();
        await foreach (var channel in ChannelsAsync(teamId, cancel))
        {
            kinds.Add(channel.Kind);
        }

        return new(kinds.Count, kinds.Count(kind => kind is ChannelKind.Private), kinds.Count(kind => kind is ChannelKind.Shared));
    }

    public async Task<bool> IsChannelArchivedAsync(string teamId, string channelId, CancellationToken cancel) => (await ChannelAsync("channel.get", teamId, channelId, cancel)).IsArchived;

    public Task DeleteChannelAsync(string teamId, string channelId, CancellationToken cancel) =>
        calls.RunAsync("channel.delete", graph => graph.Teams[teamId].Channels[channelId].DeleteAsync(cancellationToken: cancel), cancel);

    public Task RenameChannelAsync(string teamId, string channelId, string name, CancellationToken cancel) =>
        calls.RunAsync("channel.rename", graph => graph.Teams[teamId].Channels[channelId].PatchAsync(new Channel { DisplayName = name }, cancellationToken: cancel), cancel);

    public Task DescribeChannelAsync(string teamId, string channelId, string description, CancellationToken cancel) =>
        calls.RunAsync("channel.describe", graph => graph.Teams[teamId].Channels[channelId].PatchAsync(new Channel { Description = description }, cancellationToken: cancel), cancel);

    public Task ArchiveChannelAsync(string teamId, string channelId, CancellationToken cancel) => TurnAsync("channel.archive", teamId, channelId, archived: true,
        (graph, asked) => graph.Teams[teamId].Channels[channelId].Archive.PostAsync(new ArchiveBody { ShouldSetSpoSiteReadOnlyForMembers = false }, asked, cancel), cancel);

    public Task UnarchiveChannelAsync(string teamId, string channelId, CancellationToken cancel) => TurnAsync("channel.unarchive", teamId, channelId, archived: false,
        (graph, asked) => graph.Teams[teamId].Channels[channelId].Unarchive.PostAsync(asked, cancel), cancel);

    private async Task TurnAsync(string name, string teamId, string channelId, bool archived, Func<GraphServiceClient, Action<RequestConfiguration<DefaultQueryParameters>>, Task> turn, CancellationToken cancel)
    {
        if ((await ChannelAsync(name, teamId, channelId, cancel)).IsArchived == archived)
        {
            return;
        }

        var location = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        await calls.RunAsync(name, graph => turn(graph, asked => asked.Options.Add(location)), cancel);
        await operations.FollowAsync(name, teamId, Location(location), cancel);
    }

    private async Task<GraphChannel> ChannelAsync(string name, string teamId, string channelId, CancellationToken cancel) =>
        Channel(await calls.RunAsync(name, makesNew: false, graph => graph.Teams[teamId].Channels[channelId].GetAsync(cancellationToken: cancel), cancel) ?? throw TeamsException.NoAnswer(name, "unreadable", mayBeDone: false));

    private async Task<GraphChannel?> FirstAsync(string teamId, Func<GraphChannel, bool> wanted, CancellationToken cancel)
    {
        await foreach (var channel in ChannelsAsync(teamId, cancel))
        {
            if (wanted(channel))
            {
                return channel;
            }
        }

        return null;
    }

    /// <summary>All of them: Graph finds channels by hardly anything.</summary>
    private IAsyncEnumerable<GraphChannel> ChannelsAsync(string teamId, CancellationToken cancel) => GraphPages.All("channel.list",
        next => calls.RunAsync("channel.list", makesNew: false, graph => next is null ? graph.Teams[teamId].Channels.GetAsync(cancellationToken: cancel) : graph.Teams[teamId].Channels.WithUrl(next).GetAsync(cancellationToken: cancel), cancel),
        page => page.OdataNextLink, page => page.Value, Channel, cancel);

    private Channel Wanted(NewChannel channel)
    {
        var wanted = new Channel { DisplayName = channel.Name, Description = channel.MarkedDescription, MembershipType = Kind(channel.Kind) };
        if (channel.Kind is not ChannelKind.Standard)
        {
            // The library writes whatever was set, null as well.
            wanted.Members = [Somebody(channel.OwnerId ?? throw new TeamsException("channel.create", "no_owner", TeamsFailure.NotAllowed), owner: true)];
        }

        return wanted;
    }

    private static ChannelMembershipType Kind(ChannelKind kind) => kind switch
    {
        ChannelKind.Private => ChannelMembershipType.Private,
        ChannelKind.Shared => ChannelMembershipType.Shared,
        _ => ChannelMembershipType.Standard,
    };

    private static GraphChannel Channel(Channel channel) => new(channel.Id ?? "", channel.DisplayName ?? "", channel.Description, channel.MembershipType switch
    {
        ChannelMembershipType.Private => ChannelKind.Private,
        ChannelMembershipType.Shared => ChannelKind.Shared,
        _ => ChannelKind.Standard,
    }, channel.WebUrl, channel.IsArchived ?? false);

    private static string? Location(HeadersInspectionHandlerOption seen) => seen.ResponseHeaders.TryGetValue("Location", out var said) ? said.FirstOrDefault() : null;

    private AadUserConversationMember Somebody(string userId, bool owner) => new()
    {
        Roles = owner ? ["owner"] : [],
        AdditionalData = new Dictionary<string, object> { ["user@odata.bind"] = $"{root}/users('{Quoted(userId)}')" },
    };

    private static string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);
}
