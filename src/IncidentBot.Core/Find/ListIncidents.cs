using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Find;

/// <summary>Lists the incidents that you can see: the open ones, or all.</summary>
public sealed record ListIncidents(string? Client = null, bool All = false) : IReadVerb, IVerb<ListIncidents>
{
    public static Grammar<ListIncidents> Grammar => new("list", "ls")
    {
        Summary = "Lists the incidents that you can see: the open ones, or all.",
        Examples = ["list", "list --client contoso-dental --all"],
    };

    public static Permission Needs => Permission.None;
}

public sealed class ListIncidentsHandler(IncidentList incidents) : IHandleAnywhere<ListIncidents>
{
    public async Task<Reply> HandleAsync(ListIncidents verb, Actor by, CancellationToken cancel) =>
        Reply.Of(await incidents.WordsAsync(by.Person!.Value, verb.Client, verb.All, by.InChat, cancel));
}
