using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Data;

/// <summary>Everything that is stored. What differs per database lives in the two contexts that derive from it, and nowhere else.</summary>
public abstract class IncidentDb : DbContext
{
    protected IncidentDb(DbContextOptions options)
        : base(options)
    {
        // A unit of work that fails is given up whole; nothing goes back to a point within it.
        Database.AutoSavepointsEnabled = false;
    }

    public DbSet<Organisation> Organisations => Set<Organisation>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Identity> Identities => Set<Identity>();

    public DbSet<Grant> Grants => Set<Grant>();

    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<IncidentParticipant> Participants => Set<IncidentParticipant>();

    public DbSet<IncidentFact> Facts => Set<IncidentFact>();

    public DbSet<TimelineEntry> TimelineEntries => Set<TimelineEntry>();

    public DbSet<TimelineBody> TimelineBodies => Set<TimelineBody>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Effect> Effects => Set<Effect>();

    public DbSet<Lane> Lanes => Set<Lane>();

    public DbSet<Room> Rooms => Set<Room>();

    public DbSet<RoomPost> RoomPosts => Set<RoomPost>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<Page> Pages => Set<Page>();

    public DbSet<PageAttempt> PageAttempts => Set<PageAttempt>();

    public DbSet<ChecklistItem> ChecklistItems => Set<ChecklistItem>();

    public DbSet<LawEvent> LawEvents => Set<LawEvent>();

    public DbSet<Clock> Clocks => Set<Clock>();

    public DbSet<ClockReminder> Reminders => Set<ClockReminder>();

    public DbSet<Lesson> Lessons => Set<Lesson>();

    public DbSet<FollowUp> FollowUps => Set<FollowUp>();

    public DbSet<PostMortem> PostMortems => Set<PostMortem>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<OneTimeCode> OneTimeCodes => Set<OneTimeCode>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<ContactCheck> ContactChecks => Set<ContactCheck>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<ChatInstall> ChatInstalls => Set<ChatInstall>();

    public DbSet<StoredAction> StoredActions => Set<StoredAction>();

    public DbSet<PostedMessage> PostedMessages => Set<PostedMessage>();

    /// <summary>Begins a unit of work that may write. On SQLite it is IMMEDIATE and waits its turn; it is short.</summary>
    public abstract Task<IUnitOfWork> BeginAsync(CancellationToken cancel);

    /// <summary>Begins to read everything as it is at one moment, whatever others write meanwhile. It holds up nobody.</summary>
    public abstract Task<IAsyncDisposable> ReadOneMomentAsync(CancellationToken cancel);

    /// <summary>Keeps one connection for the looks that follow, until it is disposed; otherwise each look takes one and gives it back.</summary>
    public async Task<IAsyncDisposable> HoldAsync(CancellationToken cancel)
    {
        await Database.OpenConnectionAsync(cancel);
        return new Held(this);
    }

    /// <summary>Keeps an incident to this unit of work until it ends, and answers it as it stands then; null when there is none.</summary>
    public abstract Task<Incident?> LockIncidentAsync(int number, CancellationToken cancel);

    /// <summary>The same for those of many that nobody else holds at the moment, in the order of their numbers.</summary>
    public abstract Task<IReadOnlyList<Incident>> LockFreeIncidentsAsync(IReadOnlyCollection<Id<Incident>> ids, CancellationToken cancel);

    /// <summary>Brings the tables up to date. Where they are, as at nearly every start, it costs one look.</summary>
    public async Task MigrateAsync()
    {
        if ((await Database.GetPendingMigrationsAsync()).Any())
        {
            await Database.MigrateAsync();
        }
    }

    /// <summary>Raises a counter by one and answers it; each number is given once.</summary>
    public async Task<int> NextAsync(string counter, CancellationToken cancel)
    {
        await Database.ExecuteSqlAsync($"INSERT INTO \"Counters\" (\"Name\", \"Value\") VALUES ({counter}, 1) ON CONFLICT (\"Name\") DO UPDATE SET \"Value\" = \"Counters\".\"Value\" + 1", cancel);
        return await Counters.Where(one => one.Name == counter).Select(one => one.Value).SingleAsync(cancel);
    }

    /// <summary>Tells other processes, when this unit of work commits, what changed. Where there is only one process there is nobody to tell.</summary>
    /// <param name="subjects">Ids of incidents, or of people whose inbox changed.</param>
    /// <param name="cancel">Set when the server stops.</param>
    public virtual Task NotifyAsync(IEnumerable<Guid> subjects, CancellationToken cancel) => Task.CompletedTask;

    private sealed class Held(IncidentDb db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await db.Database.CloseConnectionAsync();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(IncidentDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Conventions.Ids(configurationBuilder);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }
}

/// <summary>A transaction that is committed or forgotten.</summary>
public interface IUnitOfWork : IAsyncDisposable
{
    Task CommitAsync(CancellationToken cancel);
}
