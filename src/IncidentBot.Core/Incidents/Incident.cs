using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IncidentBot.Core.Incidents;

/// <summary>One incident at one organisation. It decides and records; it does no I/O and knows no room, page, clock or task.</summary>
public sealed class Incident
{
    private readonly List<PendingEntry> pending = [];

    private Incident()
    {
    }

    public static Incident Declare(int number, Id<Organisation> organisation, Declaration declaration, Actor by, DateTimeOffset now)
    {
        var incident = new Incident
        {
            Number = number,
            OrganisationId = organisation,
            Title = declaration.Title,
            CodeName = CodeNames.For(number),
            Severity = declaration.Severity,
            Type = declaration.Type,
            Confidential = declaration.Confidential,
            Drill = declaration.Drill,
            DeclaredAt = now,
            StateSince = now,
            DeclaredBy = by.Person,
        };
        incident.Record("declared", by, $"{by.Name} declared {incident.Reference}: {declaration.Title} ({declaration.Severity.Words()}, {declaration.Type.Words()})", new
        {
            title = declaration.Title,
            severity = (int)declaration.Severity,
            type = declaration.Type.Kebab(),
            confidential = declaration.Confidential,
            drill = declaration.Drill,
        });
        return incident;
    }

    public Id<Incident> Id { get; private set; } = Id<Incident>.New();

    public int Number { get; private set; }

    public Id<Organisation> OrganisationId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>Carries neither client nor title: what lock screens and mail subjects show, and all that a confidential room is named after.</summary>
    public string CodeName { get; private set; } = "";

    public Severity Severity { get; private set; }

    public IncidentType Type { get; private set; }

    public IncidentState State { get; private set; }

    /// <summary>The stage that it was in before it was reviewed, dismissed or merged.</summary>
    public IncidentState? LeftState { get; private set; }

    public DateTimeOffset StateSince { get; private set; }

    public bool Confidential { get; private set; }

    public bool Drill { get; private set; }

    public string? Summary { get; private set; }

    public DateTimeOffset DeclaredAt { get; private set; }

    public Id<Person>? DeclaredBy { get; private set; }

    /// <summary>What was restored and from where, in the responder's words.</summary>
    public string? RestoredFrom { get; private set; }

    public DismissalReason? Dismissal { get; private set; }

    public Id<Incident>? MergedInto { get; private set; }

    /// <summary>The plan as it stood when the incident was declared.</summary>
    public Id<Plans.PlanVersion>? PlanVersionId { get; private set; }

    /// <summary>Since when chat is told nothing, because the attacker may read it; null while it is.</summary>
    public DateTimeOffset? OutOfBandSince { get; private set; }

    /// <summary>Out of band, chat does not even hear that it is.</summary>
    public bool OutOfBandSilently { get; private set; }

    /// <summary>Grows by one with every verb that changes the incident; what a button was offered for.</summary>
    public int Version { get; private set; }

    public int HeadSequence { get; private set; }

    public string HeadHash { get; private set; } = ChainHead.Start.Hash;

    /// <summary>How many effects were queued: their order inside the incident's lanes.</summary>
    public int EffectCount { get; private set; }

    public IncidentReference Reference => new(Number);

    /// <summary>What may be shown where anybody can look: the code name if confidential, else reference and title.</summary>
    public string PublicName => Confidential ? CodeName : $"{Reference} {Title}";

    /// <summary>Where <see cref="IncidentTrigger.Back"/> leads; set by the handler just before firing.</summary>
    internal IncidentState BackTo { get; set; }

    internal IReadOnlyList<PendingEntry> Pending => pending;

    /// <summary>Notes what happened. The router chains and stores it in the same transaction.</summary>
    /// <param name="kind">A stable word for machines, such as "severity-changed".</param>
    /// <param name="by">Who did it.</param>
    /// <param name="text">The sentence that people read.</param>
    /// <param name="details">Structured data beside the sentence.</param>
    public void Record(string kind, Actor by, string text, object? details = null)
    {
        var body = details is null ? [] : JsonSerializer.SerializeToNode(details, JsonSerializerOptions.Web)!.AsObject();
        body["text"] = text;
        pending.Add(new PendingEntry(kind, by, body));
    }

    internal void GoOutOfBand(bool silently, DateTimeOffset now) => (OutOfBandSince, OutOfBandSilently) = (now, silently);

    internal void ComeBackInBand() => (OutOfBandSince, OutOfBandSilently) = (null, false);

    internal void MoveTo(IncidentState state, DateTimeOffset now)
    {
        if (State <= IncidentState.Validation && state > IncidentState.Validation)
        {
            // Back in review after it was closed, what it left is still what came before the review.
            LeftState = State is IncidentState.Closed ? IncidentState.Validation : State;
        }

        if (state < IncidentState.Validation)
        {
            RestoredFrom = null;
        }

        State = state;
        StateSince = now;
    }

    /// <summary>Refuses what makes no sense once the work is over.</summary>
    internal void MustBeActive()
    {
        if (!State.IsActive())
        {
            throw IncidentRefusals.Over(this);
        }
    }

    /// <summary>Refuses what belongs to the incident that this one goes on as. The law outlives a closed or dismissed incident, not a merged one.</summary>
    internal void MustNotBeMerged()
    {
        if (State is IncidentState.Merged)
        {
            throw IncidentRefusals.Over(this);
        }
    }

    /// <summary>Refuses new facts about what was no incident. About a closed one they still come in, and the law asks for them.</summary>
    internal void MustBeKnownFurther()
    {
        if (State is IncidentState.Dismissed or IncidentState.Merged)
        {
            throw IncidentRefusals.Over(this);
        }
    }

    internal void RestoreFrom(string from) => RestoredFrom = from;

    internal void DismissAs(DismissalReason reason) => Dismissal = reason;

    internal void MergeInto(Id<Incident> survivor) => MergedInto = survivor;

    /// <summary>An earlier declaration wins when incidents are merged.</summary>
    internal void DeclaredNoLaterThan(DateTimeOffset at) => DeclaredAt = at < DeclaredAt ? at : DeclaredAt;

    public SeverityChange ChangeSeverity(Severity to, string? because, Actor by)
    {
        if (to == Severity)
        {
            throw IncidentRefusals.AlreadyThat(this, $"severity {to.Words()}");
        }

        var change = new SeverityChange(Severity, to);
        Severity = to;
        Record("severity-changed", by, $"{by.Name} changed severity from {change.From.Words()} to {to.Words()}{Because(because)}", new { from = (int)change.From, to = (int)to, because });
        return change;
    }

    public void ChangeType(IncidentType to, Actor by)
    {
        if (to == Type)
        {
            throw IncidentRefusals.AlreadyThat(this, to.Words());
        }

        Record("type-changed", by, $"{by.Name} changed type from {Type.Words()} to {to.Words()}", new { from = Type.Kebab(), to = to.Kebab() });
        Type = to;
    }

    public void Retitle(string title, Actor by)
    {
        if (title == Title)
        {
            throw IncidentRefusals.AlreadyThat(this, "called that");
        }

        Record("title-changed", by, $"{by.Name} changed the title to: {title}", new { from = Title, to = title });
        Title = title;
    }

    public void Summarise(string summary, Actor by)
    {
        Summary = summary;
        Record("summary-changed", by, $"{by.Name} wrote the summary: {summary}", new { summary });
    }

    public void OpenWithPlan(Id<Plans.PlanVersion> plan) => PlanVersionId = plan;

    internal void Touch() => Version++;

    internal int NextEffect() => ++EffectCount;

    /// <summary>Chains what was recorded; called once by the router before it saves.</summary>
    internal IEnumerable<Appended> ChainPending(DateTimeOffset now)
    {
        var head = new ChainHead(HeadSequence, HeadHash);
        foreach (var entry in pending)
        {
            var chained = TimelineChain.Append(Id, head, now, entry.Kind, entry.By.Pseudonym, entry.By.Name, entry.Body);
            head = chained.Head;
            yield return chained;
        }

        pending.Clear();
        (HeadSequence, HeadHash) = (head.Sequence, head.Hash);
    }

    private static string Because(string? because) => because is null ? "" : $": {because}";
}

/// <summary>What a declaration says.</summary>
public sealed record Declaration(string Title, Severity Severity, IncidentType Type, bool Confidential, bool Drill);

/// <summary>A change of severity; worse pages the next level.</summary>
public sealed record SeverityChange(Severity From, Severity To)
{
    public bool Worsened => To < From;
}

/// <summary>Something that happened, not yet chained.</summary>
internal sealed record PendingEntry(string Kind, Actor By, JsonObject Body);

internal sealed class IncidentMapping : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.HasKey(incident => incident.Id);
        builder.HasIndex(incident => incident.Number).IsUnique();
        builder.HasIndex(incident => new { incident.OrganisationId, incident.State });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(incident => incident.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(incident => incident.Title).HasMaxLength(Limits.Title);
        builder.Ignore(incident => incident.Reference).Ignore(incident => incident.PublicName).Ignore(incident => incident.BackTo).Ignore(incident => incident.Pending);
    }
}
