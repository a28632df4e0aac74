using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.PostMortems;

/// <summary>Shows the post-mortem as it would be posted now.</summary>
public sealed record ShowReview() : IIncidentVerb, IReadVerb, IVerb<ShowReview>
{
    public static Grammar<ShowReview> Grammar => new("review", "postmortem", "pm")
    {
        Summary = "Shows the post-mortem as it would be posted now.",
        Examples = ["review"],
    };

    public static Permission Needs => Permission.Find;
}

public sealed class ShowReviewHandler(PostMortemWriter writer) : IHandle<ShowReview>
{
    public async Task<Reply> HandleAsync(ShowReview verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (PermissionTable.Of(Permission.EditLessons, by.Standing) is Access.No && (by.Standing & Standing.Executive) == 0)
        {
            return await writer.PublishedAsync(incident, cancel) is { } published ? Reply.Of(Prose.Own(published)) : throw PostMortemRefusals.NotPublished(incident);
        }

        return Reply.Of(Prose.Own(await writer.WriteAsync(incident, cancel)));
    }
}
