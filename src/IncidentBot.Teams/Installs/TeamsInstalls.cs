using IncidentBot.Core.Data;
using IncidentBot.Core.Organisations;
using IncidentBot.Teams.Options;
using IncidentBot.Teams.Rooms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Teams.Installs;

/// <summary>The tenants that the app is in, one for each registration. They are kept in memory, so that an answer waits for no look-up; what another process changes is seen within half a minute.</summary>
public sealed class TeamsInstalls(IServiceScopeFactory scopes, Registrations registrations, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private volatile Known? known;

    /// <summary>Null while nobody owns the tenant.</summary>
    public async Task<TeamsInstall?> FindAsync(Registration registration, CancellationToken cancel) => (await AllAsync(cancel)).FirstOrDefault(one => one.Registration == registration);

    public async Task<TeamsInstall?> FindAsync(string tenant, CancellationToken cancel) => (await AllAsync(cancel)).FirstOrDefault(one => one.Row.Tenant == tenant);

    public async Task<IReadOnlyList<TeamsInstall>> AllAsync(CancellationToken cancel)
    {
        if (known is { } fresh && time.GetUtcNow() - fresh.At < Fresh)
        {
            return fresh.Installs;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
        var rows = await db.ChatInstalls.AsNoTracking().Where(one => one.Platform == TeamsRooms.Platform).Join(db.Organisations, row => row.OrganisationId, owner => owner.Id, (row, owner) => new { Row = row, owner.Slug }).ToListAsync(cancel);
        var read = rows.Select(one => registrations.All.FirstOrDefault(registration => TenantOf(registration) == one.Row.Tenant) is { } registration
            ? new TeamsInstall(one.Row, registration, new ChatPlace(TeamsRooms.Platform, one.Row.Tenant, one.Row.OrganisationId, Identity.PlanTenant + one.Slug)) : null).OfType<TeamsInstall>().ToList();
        known = new Known(read, time.GetUtcNow());
        return read;
    }

    /// <summary>Keeps the tenant of every registration whose owner is known, and answers the registrations that nobody owns yet: organisations come from plan files, which may come later. A tenant that is not set up any more is broken.</summary>
    public async Task<IReadOnlyList<Registration>> KeepAsync(CancellationToken cancel)
    {
        var ownerless = new List<Registration>();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IncidentDb>();
            await using var work = await db.BeginAsync(cancel);
            var rows = await db.ChatInstalls.Where(one => one.Platform == TeamsRooms.Platform).ToListAsync(cancel);
            foreach (var registration in registrations.All)
            {
                if (await OwnerAsync(db, registration, cancel) is not { } owner)
                {
                    ownerless.Add(registration);
                    continue;
                }

                var row = rows.FirstOrDefault(one => one.Tenant == TenantOf(registration));
                if (row is null)
                {
                    row = new ChatInstall(TeamsRooms.Platform, TenantOf(registration), owner.Id, time.GetUtcNow());
                    db.Add(row);
                }

                row.BelongsTo(owner.Id);
                row.Describe($"{owner.Name} in Teams", registration.BotId, registration.AppId, null, wholeEnterprise: false, "");
                row.Renew(null, null, null);
            }

            foreach (var gone in rows.Where(row => registrations.All.All(one => TenantOf(one) != row.Tenant)))
            {
                gone.Break("its tenant is not set up any more", time.GetUtcNow());
            }

            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
        }

        known = null;
        return ownerless;
    }

    /// <summary>Where nobody shows a token there is no tenant either.</summary>
    private static string TenantOf(Registration registration) => registration.IsAnonymous ? "local" : registration.TenantId;

    /// <summary>The organisation that is named, else the one provider.</summary>
    private static async Task<Organisation?> OwnerAsync(IncidentDb db, Registration registration, CancellationToken cancel)
    {
        var slug = registration.Organisation;
        var found = await db.Organisations.AsNoTracking().Where(one => slug == null ? one.Kind == OrganisationKind.Provider : one.Slug == slug).OrderBy(one => one.Slug).Take(2).ToListAsync(cancel);
        return found.Count == 1 ? found[0] : null;
    }

    private sealed record Known(IReadOnlyList<TeamsInstall> Installs, DateTimeOffset At);
}
