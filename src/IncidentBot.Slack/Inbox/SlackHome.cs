using IncidentBot.Core.Chat;
using IncidentBot.Core.Outside;
using IncidentBot.Slack.Cards;
using IncidentBot.Slack.Rooms;

namespace IncidentBot.Slack.Inbox;

/// <summary>Shows somebody the app's home: what waits for them, and their incidents.</summary>
public sealed class SlackHome(HomeBook book, SlackButtons buttons, PublicLinks links)
{
    public async Task PublishAsync(SlackVisitor visitor, CancellationToken cancel)
    {
        var home = visitor.Person is { } person ? await book.OfAsync(person, cancel) : null;
        var view = home is null ? HomeView.Stranger() : await new HomeView(buttons.KeepAsync, links.Home is { } web ? $"the web room: {web}" : "the web room").RenderAsync(home, cancel);
        await visitor.Install.Client.Views.Publish(visitor.User, view, null, cancel);
    }
}
