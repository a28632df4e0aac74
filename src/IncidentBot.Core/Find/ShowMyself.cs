using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Shows who you are here and what you may do where.</summary>
public sealed record ShowMyself() : IReadVerb, IVerb<ShowMyself>
{
    public static Grammar<ShowMyself> Grammar => new("whoami")
    {
        Summary = "Shows who you are here and what you may do where.",
        Examples = ["whoami"],
    };

    public static Permission Needs => Permission.None;
}

public sealed class ShowMyselfHandler(PeopleText people) : IHandleAnywhere<ShowMyself>
{
    public async Task<Reply> HandleAsync(ShowMyself verb, Actor by, CancellationToken cancel) =>
        Reply.Of(await people.MyselfAsync(by, cancel));
}
