using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.PostMortems;

/// <summary>Signs off the post-mortem and posts its summary in the room.</summary>
public sealed record PostReview() : IIncidentVerb, IVerb<PostReview>
{
    public static Grammar<PostReview> Grammar => new("review post", "postmortem post", "pm post")
    {
        Summary = "Signs off the post-mortem and posts its summary in the room.",
        Examples = ["review post"],
    };

    public static Permission Needs => Permission.SignOffLessons;
}

public sealed class PostReviewHandler(PostMortemWriter writer, IncidentDb db, Outbox outbox, IncidentTime time) : IHandle<PostReview>
{
    public async Task<Reply> HandleAsync(PostReview verb, Incident incident, Actor by, CancellationToken cancel)
    {
        if (incident.State is not IncidentState.Review)
        {
            throw PostMortemRefusals.NotInReview(incident);
        }

        var text = await writer.WriteAsync(incident, cancel);
        var posted = await db.PostMortems.SingleOrDefaultAsync(one => one.IncidentId == incident.Id, cancel);
        if (posted is null)
        {
            posted = new PostMortem(incident.Id);
            db.Add(posted);
        }

        posted.Post(text, incident.HeadHash, by.Person, time.Now);
        incident.Record("review-posted", by, $"{by.Name} posted the post-mortem (revision {posted.Revision})", new { revision = posted.Revision, head = incident.HeadHash });
        await outbox.PostCardAsync(incident, $"review:{posted.Revision}", await writer.CardAsync(incident, posted, cancel), cancel);
        return Reply.Of($"The post-mortem of {incident.Reference} is posted.");
    }
}
