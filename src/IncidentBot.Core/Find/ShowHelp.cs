using IncidentBot.Core.Chat;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Shows what you can say, or how one verb is written.</summary>
public sealed record ShowHelp(string? Topic = null) : IReadVerb, IVerb<ShowHelp>
{
    public static Grammar<ShowHelp> Grammar => new("help")
    {
        Rest = "topic",
        Summary = "Shows what you can say, or how one verb is written.",
        Examples = ["help", "help declare"],
    };

    public static Permission Needs => Permission.None;
}

public sealed class ShowHelpHandler(VerbCatalogue verbs) : IHandleAnywhere<ShowHelp>
{
    /// <summary>Beside the words about one verb stands a button for it. Who somebody is on a chat platform is said there alone.</summary>
    public Task<Reply> HandleAsync(ShowHelp verb, Actor by, CancellationToken cancel)
    {
        var card = verb.Topic is { } topic && HelpText.About(verbs, topic) is var about && (by.Chat is not null || !about.InChat) ? VerbOffer.Of(about, by.Room) : null;
        return Task.FromResult(Reply.Of(Prose.Own(HelpText.For(verbs, verb.Topic)), card));
    }
}
