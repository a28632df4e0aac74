using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.WarRooms;
using IncidentBot.Slack.Api;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Installs;
using IncidentBot.Slack.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IncidentBot.Slack.Rooms;

/// <summary>War rooms, private messages and digests in Slack.</summary>
public sealed class SlackRooms(IncidentDb db, SlackCalls calls, SlackInstalls installs, SlackPeople people, SlackPosts posts, Postings postings, SlackButtons buttons, RoomGuests guests, RoomPeople belong, DigestChannels digests, DigestLine lines, PublicLinks links, LostRooms lost, IOptions<SlackOptions> options) : IChatPlatform
{
    public const string Platform = "slack";

    /// <summary>Two clocks may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    public string Name => Platform;

    public async Task<OpenedRoom> OpenRoomAsync(Room room, Incident incident, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        var names = RoomNames.Tries(room.Name.Length > 0 ? room.Name : await NameAsync(install, incident, cancel)).ToList();
        if (room.BegunAt is { } begun && await FindOwnAsync(install, names, begun, cancel) is { } own)
        {
            return new OpenedRoom(own.Id, own.Name);
        }

        var closed = incident.Confidential || install.Row.OrganisationId != incident.OrganisationId;
        return await calls.RunAsync(install, async client =>
        {
            foreach (var name in names)
            {
                try
                {
                    var made = await client.Conversations.Create(name, closed, null, cancel);
                    return new OpenedRoom(made.Id, made.Name);
                }
                catch (SlackException taken) when (taken.ErrorCode == "name_taken" && name != names[^1])
                {
                }
            }

            throw new InvalidOperationException("The last name is tried, or refused.");
        }, cancel);
    }

    public Task<string?> FurnishRoomAsync(Room room, Incident incident, CancellationToken cancel) => WhileThereAsync(room, room.Trouble, () => FurnishAsync(room, incident, cancel), cancel);

    private async Task<string?> FurnishAsync(Room room, Incident incident, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        Errand[] errands = [.. new[] { await AdornAsync(install, room, incident, cancel), await guests.LetInAsync(install, room, incident, cancel) }.OfType<Errand>()];
        await Task.WhenAll(errands.Select(one => one.RunAsync()));
        var troubles = new List<string>();
        foreach (var errand in errands)
        {
            if (await errand.KeepAsync() is { } trouble)
            {
                troubles.Add(trouble);
            }
        }

        return troubles.Count == 0 ? null : string.Join("; ", troubles);
    }

    public async Task<string> PinCardAsync(Room room, Card card, CancellationToken cancel) => await WhileThereAsync<string>(room, room.CardAddress ?? "", () => PinAsync(room, card, cancel), cancel);

    private async Task<string> PinAsync(Room room, Card card, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        var content = await RenderAsync(room.IncidentId, null, card, null, cancel);
        var ts = await posts.PutAsync(install, Key(room, "card"), room.IncidentId, room.Address!, content, changes: true, cancel);
        if (room.CardAddress != ts)
        {
            await calls.TryAsync(install, client => client.Pins.Add(room.Address!, ts, cancel), cancel);
        }

        return ts;
    }

    public async Task PostAsync(Room room, string key, string text, Card? card, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        var incident = await db.Incidents.AsNoTracking().SingleAsync(one => one.Id == room.IncidentId, cancel);
        var content = await RenderAsync(room.IncidentId, card is null ? Prose.Typed(text).Markup : null, card, $"{incident.CodeName}: there is news in the war room.", cancel);
        await WhileThereAsync(room, "", () => posts.PutAsync(install, Key(room, key), room.IncidentId, room.Address!, content, changes: false, cancel), cancel);
    }

    public async Task ArchiveRoomAsync(Room room, CancellationToken cancel)
    {
        var install = await calls.InAsync(room.Tenant, cancel);
        await calls.RunAsync(install, async client =>
        {
            try
            {
                await client.Conversations.Archive(room.Address!, cancel);
            }
            catch (SlackException done) when (done.Failure is SlackFailure.Benign || done.ErrorCode is "channel_not_found")
            {
                // Archived or deleted already.
            }
        }, cancel);
    }

    public async Task TellAsync(Notice notice, Incident incident, CancellationToken cancel)
    {
        foreach (var install in (await installs.AllAsync(cancel)).Where(one => one.Row is { Works: true, WholeEnterprise: false }))
        {
            var key = $"notice:{notice.Id}:{install.Row.Tenant}";
            var posted = await db.PostedMessages.AsNoTracking().SingleOrDefaultAsync(one => one.Key == key, cancel);
            if (notice.SettledAt is not null && posted is null)
            {
                continue;
            }

            foreach (var user in (await people.UsersOfAsync(install, [notice.PersonId], cancel)).Values.Take(1))
            {
                if ((posted?.Conversation ?? await DirectAsync(install, user, cancel)) is not { } direct)
                {
                    continue;
                }

                await posts.PutAsync(install, key, incident.Id, direct, await RenderAsync(incident.Id, null, notice.AsItStands(), null, cancel), changes: true, cancel);
            }
        }
    }

    public async Task ListAsync(ChatInstall install, Incident incident, CancellationToken cancel)
    {
        if (incident.Confidential)
        {
            return;
        }

        var known = await calls.InAsync(install.Tenant, cancel);
        if (await digests.FindAsync(known, cancel) is { } channel)
        {
            // Where the workspace is not the client's own, people of other clients' teams read along.
            var line = await lines.BuildAsync(incident, install, cancel);
            try
            {
                await posts.PutAsync(known, $"digest:{install.Id}:{incident.Id}", incident.Id, channel, await RenderAsync(incident.Id, null, line, null, cancel), changes: true, cancel);
            }
            catch (ChannelGoneException)
            {
                // Whoever makes another one has the line there with the next change.
                digests.Forget(known);
            }
        }
    }

    /// <summary>Null for an account that is switched off: they have their other methods and their inbox.</summary>
    private Task<string?> DirectAsync(SlackInstall install, string user, CancellationToken cancel) => calls.RunAsync(install, async client =>
    {
        try
        {
            return await client.Conversations.Open([user], cancel);
        }
        catch (SlackException gone) when (gone.ErrorCode is "user_disabled" or "user_not_found" or "user_not_visible")
        {
            return null;
        }
    }, cancel);

    /// <summary>Slack may not have told us, or we were away: whoever finds the room gone has another one carry it on.</summary>
    private async Task<T> WhileThereAsync<T>(Room room, T otherwise, Func<Task<T>> act, CancellationToken cancel)
    {
        try
        {
            return await act();
        }
        catch (ChannelGoneException gone)
        {
            var number = await db.Incidents.Where(one => one.Id == room.IncidentId).Select(one => one.Number).SingleAsync(cancel);
            await lost.CarryOnAsync($"room-lost:{room.Id}", room.Id, new IncidentReference(number), gone.How, cancel);
            return otherwise;
        }
    }

    private static string Key(Room room, string key) => $"room:{room.Id}:{key}";

    private async Task<SlackContent> RenderAsync(Id<Incident> incident, string? text, Card? card, string? fallback, CancellationToken cancel)
    {
        var number = await db.Incidents.Where(one => one.Id == incident).Select(one => one.Number).SingleAsync(cancel);
        var link = links.To(new IncidentReference(number), "card");
        return await new SlackCards(buttons.KeepAsync, link is null ? "the web room" : $"the web room: {link}").RenderAsync(text, card, fallback, cancel);
    }

    /// <summary>The code name alone where the incident is confidential, or where the workspace works for several clients.</summary>
    private async Task<string> NameAsync(SlackInstall install, Incident incident, CancellationToken cancel)
    {
        var client = await db.Organisations.Where(one => one.Id == incident.OrganisationId).Select(one => one.Slug).SingleAsync(cancel);
        return incident.Confidential || await belong.ServesSeveralAsync(install.Row.OrganisationId, incident, cancel) ? RoomNames.Plain(incident.CodeName) : RoomNames.From(options.Value.RoomName, incident.Number, client, incident.CodeName);
    }

    /// <summary>The channel that an earlier try of ours made, though its answer was lost: made by us since then, and nobody else's room.</summary>
    private async Task<Conversation?> FindOwnAsync(SlackInstall install, List<string> names, DateTimeOffset begun, CancellationToken cancel)
    {
        var since = (begun - ClockSkew).ToUnixTimeSeconds();
        var own = await calls.RunAsync(install, async client =>
        {
            var found = new List<Conversation>();
            await foreach (var one in SlackPages.All(cursor => client.Conversations.List("public_channel,private_channel", true, null, cursor, cancel), page => page.Channels, cancel))
            {
                if (one.Creator == install.Row.BotUser && one.Created >= since && names.Contains(one.Name))
                {
                    found.Add(one);
                }
            }

            return found;
        }, cancel);
        var addresses = own.Select(one => one.Id).ToList();
        var others = await db.Rooms.Where(room => room.Platform == Platform && addresses.Contains(room.Address!)).Select(room => room.Address).ToListAsync(cancel);
        return own.OrderBy(one => names.IndexOf(one.Name)).FirstOrDefault(one => !others.Contains(one.Id));
    }

    /// <summary>Topic, purpose and links, once.</summary>
    private async Task<Errand?> AdornAsync(SlackInstall install, Room room, Incident incident, CancellationToken cancel)
    {
        var key = Key(room, "adorned");
        if (await db.PostedMessages.AnyAsync(one => one.Key == key, cancel))
        {
            return null;
        }

        var before = room.Follows is { } earlier ? await db.Rooms.Where(one => one.Id == earlier).Select(one => one.Name).SingleAsync(cancel) : null;
        var topic = $"{incident.Reference} ({incident.CodeName}): the pinned card is how it stands{(before is null ? "" : $"; carries on {before}")}";
        string?[] failed = [];
        return new Errand(
            async () => failed = await Task.WhenAll(
            [
                calls.TryAsync(install, client => client.Conversations.SetTopic(room.Address!, SlackText.Escaped(topic, SlackLimits.Topic), cancel), cancel),
                calls.TryAsync(install, client => client.Conversations.SetPurpose(room.Address!, SlackText.Escaped($"War room of {incident.Reference}. Type /incident help to see what you can do.", SlackLimits.Topic), cancel), cancel),
                .. links.Home is null ? [] : new[] { LinkAsync(install, room, incident, cancel) },
            ]),
            async () =>
            {
                if (failed.OfType<string>().FirstOrDefault() is { } why)
                {
                    return $"the room has no topic or links: {why}";
                }

                await postings.KeepAsync(key, incident.Id, _ => { }, cancel);
                return null;
            });
    }

    /// <summary>Links at the top, those that are not there yet.</summary>
    private Task<string?> LinkAsync(SlackInstall install, Room room, Incident incident, CancellationToken cancel) => calls.TryAsync(install, async client =>
    {
        var there = await client.Bookmarks.List(room.Address!, cancel);
        foreach (var (title, part) in new[] { ("Clocks", "clocks"), ("Tasks", "tasks"), ("Timeline", "timeline") })
        {
            var link = links.To(incident.Reference, part)!.AbsoluteUri;
            if (there.All(one => one.Link != link))
            {
                await client.Bookmarks.Add(room.Address!, title, link, null, cancel);
            }
        }
    }, cancel);
}
