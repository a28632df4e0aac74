using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.SignIn;

/// <summary>Makes who you are on this chat platform the person whose code it is.</summary>
public sealed record LinkIdentity(string Code) : IChatVerb, IVerb<LinkIdentity>
{
    public static Grammar<LinkIdentity> Grammar => new("link")
    {
        Rest = "code",
        Summary = "Makes your account here yours in IncidentBot as well: make a code on the page Account of the web room and type it here.",
        Examples = ["link K7Q2-9FHB-XW4T"],
    };

    public static Permission Needs => Permission.None;
}

public sealed class LinkIdentityHandler(CodeDesk codes) : IHandleAnywhere<LinkIdentity>
{
    public async Task<Reply> HandleAsync(LinkIdentity verb, Actor by, CancellationToken cancel) => by.Chat is not { } chat
        ? throw SignInRefusals.LinkInChat()
        : await codes.EnterFromChatAsync(chat, by.Person, verb.Code, cancel) switch
        {
            LinkOutcome.Linked => Reply.Of("You are linked: from now on your account here is you."),
            LinkOutcome.Waits => Reply.Of("The code is right. Now whoever made it must confirm on the page Account of the web room that it is you; until then nothing changes."),
            LinkOutcome.Already => Reply.Of(SignInRefusals.LinkedAlready().Refusal),
            LinkOutcome.BadCode => Reply.Of(SignInRefusals.BadCode().Refusal),
            var other => throw new InvalidOperationException($"{other} has no words."),
        };
}
