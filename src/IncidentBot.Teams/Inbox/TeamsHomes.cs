using IncidentBot.Core.Chat;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Verbs;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>Makes somebody's home, the card of their chat with the bot: what waits for them, and their incidents.</summary>
public sealed class TeamsHomes(HomeBook book, TeamsButtons buttons, PublicLinks links, TeamsReplies replies)
{
    public async Task<TeamsContent> OfAsync(TeamsActivity asked, TeamsVisitor? visitor, CancellationToken cancel) => visitor switch
    {
        null => await replies.RenderAsync(asked, Reply.Of(TeamsRefusals.NotInstalled()), null, cancel),
        { Person: null, Why: { } why } => await replies.RenderAsync(asked, Reply.Of(TeamsRefusals.Nobody(why)), null, cancel),
        { Person: { } person } when await book.OfAsync(person, cancel) is { } home => await new TeamsHome(buttons.KeepAsync, links.Home, asked.Registration.OpensDialogs).RenderAsync(home, new CardRefresh(FreshCardKeys.Home, [visitor.From.Id]), cancel),
        _ => TeamsHome.Stranger(),
    };
}
