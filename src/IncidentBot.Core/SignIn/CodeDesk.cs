using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.SignIn;

/// <summary>Makes one-time codes and takes them: to come in without the identity provider, and to make another identity one's own, which both sides confirm.</summary>
public sealed class CodeDesk(IncidentDb db, IncidentTime time, Audit audit)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>Answers the code. It is shown once; only its hash is kept.</summary>
    public async Task<string> MakeAsync(CodePurpose purpose, Id<Person> person, bool vouched, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var code = Codes.New();
        db.Add(new OneTimeCode(purpose, person, code, vouched, time.Now, time.Now + Lasts));
        audit.Note(AuditKind.CodeMade, person, address, $"{purpose.Kebab()}{(vouched ? " by the operator" : "")}");
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return code;
    }

    /// <summary>Starts a session with a break-glass code. A wrong one is noted and answered like one that was used.</summary>
    public async Task<Session> ComeInAsync(string code, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        if (await TakeAsync(code, CodePurpose.BreakGlass, cancel) is not { } known)
        {
            audit.Note(AuditKind.SignInRefused, null, address, "a code that is not valid");
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
            throw SignInRefusals.BadCode();
        }

        known.Use(time.Now);
        var session = new Session(SessionKind.BreakGlass, known.PersonId, null, address, time.Now, time.Now + SessionBook.BreakGlassLength);
        db.Add(session);
        audit.Note(AuditKind.SignedIn, known.PersonId, address, "with a one-time code");
        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return session;
    }

    /// <summary>Somebody who came from an identity provider enters a code: the identity becomes the person's whose code it is. Answers whether it has by now; a person's own code waits for the person to confirm.</summary>
    public async Task<bool> EnterAsync(Id<Session> by, string code, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var session = await db.Sessions.SingleAsync(one => one.Id == by, cancel);
        if (session.Issuer is null)
        {
            throw SignInRefusals.NothingToLink();
        }

        if (await TakeAsync(code, CodePurpose.Link, cancel) is not { } known)
        {
            audit.Note(AuditKind.LinkRefused, null, address, "a code that is not valid");
            await db.SaveChangesAsync(cancel);
            await work.CommitAsync(cancel);
            throw SignInRefusals.BadCode();
        }

        if (known.PersonId == session.PersonId)
        {
            throw SignInRefusals.NothingToLink();
        }

        if (known.Vouched)
        {
            await LinkAsync(known, session, address, cancel);
        }
        else
        {
            known.Enter(by);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
        return known.Vouched;
    }

    /// <summary>Somebody types a code on a chat platform: the account becomes the person's whose code it is, at once where the operator vouched for it, else when the person confirms. In the caller's unit of work.</summary>
    /// <param name="who">The account, as the platform vouches for it.</param>
    /// <param name="person">Who that is now, if anybody.</param>
    public async Task<LinkOutcome> EnterFromChatAsync(ChatIdentity who, Id<Person>? person, string code, CancellationToken cancel)
    {
        if (await TakeAsync(code, CodePurpose.Link, cancel) is not { } known)
        {
            audit.Note(AuditKind.LinkRefused, person, null, $"a code that is not valid, from {who.User} of {who.Platform}:{who.Tenant}");
            return LinkOutcome.BadCode;
        }

        if (known.PersonId == person)
        {
            return LinkOutcome.Already;
        }

        var session = Session.OfChat(who, person, time.Now);
        db.Add(session);
        if (known.Vouched)
        {
            await LinkAsync(known, session, null, cancel);
            return LinkOutcome.Linked;
        }

        known.Enter(session.Id);
        return LinkOutcome.Waits;
    }

    /// <summary>The person whose code was entered says whether it was them.</summary>
    public async Task ConfirmAsync(Id<Person> person, Id<OneTimeCode> id, bool yes, string? address, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var code = await db.OneTimeCodes.SingleOrDefaultAsync(one => one.Id == id && one.PersonId == person && one.Purpose == CodePurpose.Link, cancel);
        if (code is null || !code.IsWaiting(time.Now))
        {
            throw SignInRefusals.NothingWaits();
        }

        var session = await db.Sessions.SingleAsync(one => one.Id == code.EnteredBy, cancel);
        if (yes)
        {
            await LinkAsync(code, session, address, cancel);
        }
        else
        {
            code.Use(time.Now);
            session.End(time.Now);
            audit.Note(AuditKind.LinkRefused, person, address, $"{session.Name} of {session.Issuer}");
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>Who entered a code of this person and waits.</summary>
    public async Task<IReadOnlyList<WaitingLink>> WaitingAsync(Id<Person> person, CancellationToken cancel)
    {
        var now = time.Now;
        var waiting = await db.OneTimeCodes.AsNoTracking().Where(one => one.PersonId == person && one.Purpose == CodePurpose.Link && one.UsedAt == null && one.EnteredBy != null && one.ExpiresAt > now)
            .Join(db.Sessions, code => code.EnteredBy, session => session.Id, (code, session) => new { code.Id, Session = session }).ToListAsync(cancel);
        var links = new List<WaitingLink>();
        foreach (var one in waiting)
        {
            links.Add(new WaitingLink(one.Id, one.Session.Name ?? "", await PlaceAsync(one.Session, cancel), one.Session.Subject ?? ""));
        }

        return links;
    }

    /// <summary>Where an identity is known, in words: who signs it in, or the workspace it belongs to.</summary>
    private async Task<string> PlaceAsync(Session session, CancellationToken cancel)
    {
        var (platform, tenant, _) = session.Identity;
        if (session.Kind is not SessionKind.Chat)
        {
            return tenant;
        }

        var name = await db.ChatInstalls.Where(one => one.Platform == platform && one.Tenant == tenant).Select(one => one.Name).SingleOrDefaultAsync(cancel);
        return $"{char.ToUpperInvariant(platform[0])}{platform[1..]}, workspace {(string.IsNullOrEmpty(name) ? tenant : $"{name} ({tenant})")}";
    }

    /// <summary>Of two who enter one code at once, the second waits for the first and finds it used.</summary>
    private async Task<OneTimeCode?> TakeAsync(string code, CodePurpose purpose, CancellationToken cancel)
    {
        var hash = Codes.Hash(code);
        await db.OneTimeCodes.Where(one => one.Hash == hash).ExecuteUpdateAsync(set => set.SetProperty(one => one.Hash, one => one.Hash), cancel);
        return await db.OneTimeCodes.SingleOrDefaultAsync(one => one.Hash == hash && one.Purpose == purpose, cancel) is { } known && known.IsOpen(time.Now) ? known : null;
    }

    /// <summary>The identity moves; what it gave to whom it was before goes. Of groups of the identity provider that comes back to its person at the next sign-in, of a workspace at once.</summary>
    private async Task LinkAsync(OneTimeCode code, Session session, string? address, CancellationToken cancel)
    {
        code.Use(time.Now);
        var (platform, tenant, user) = session.Identity;
        var before = await db.Identities.SingleOrDefaultAsync(one => one.Platform == platform && one.Tenant == tenant && one.User == user, cancel);
        if (before is null)
        {
            db.Add(new Identity(code.PersonId, platform, tenant, user));
        }
        else if (before.PersonId != code.PersonId)
        {
            await (session.Kind is SessionKind.Chat ? MoveMembershipAsync(before, code.PersonId, cancel) : TakeBackAsync(before, cancel));
            before.BelongsTo(code.PersonId);
        }

        session.BelongsTo(code.PersonId);
        audit.Note(AuditKind.Linked, code.PersonId, address, $"{session.Name} of {session.Issuer}");
    }

    private async Task TakeBackAsync(Identity before, CancellationToken cancel) =>
        db.RemoveRange(await db.Grants.Where(grant => grant.PersonId == before.PersonId && grant.Source == GrantSource.SignIn).ToListAsync(cancel));

    /// <summary>Being in a workspace makes a member of whoever its owner employs. Another account in a workspace of the same owner keeps that for whom it was before.</summary>
    private async Task MoveMembershipAsync(Identity before, Id<Person> to, CancellationToken cancel)
    {
        var owner = await db.ChatInstalls.Where(one => one.Platform == before.Platform && one.Tenant == before.Tenant).Select(one => (Id<Organisation>?)one.OrganisationId).SingleOrDefaultAsync(cancel);
        var held = await db.Grants.Where(grant => grant.PersonId == before.PersonId && grant.OrganisationId == owner && grant.Source == GrantSource.Workspace).ToListAsync(cancel);
        var elsewhere = await db.Identities.AnyAsync(other => other.PersonId == before.PersonId && other.Id != before.Id && db.ChatInstalls.Any(one => one.Platform == other.Platform && one.Tenant == other.Tenant && one.OrganisationId == owner), cancel);
        if (!elsewhere)
        {
            db.RemoveRange(held);
        }

        if (held.Count > 0 && await db.People.AnyAsync(person => person.Id == to && person.Home == owner, cancel) && !await db.Grants.AnyAsync(grant => grant.PersonId == to && grant.OrganisationId == owner && grant.Source == GrantSource.Workspace, cancel))
        {
            db.Add(new Grant(to, owner!.Value, GrantRole.Member, GrantSource.Workspace));
        }
    }
}

/// <summary>What came of a code that was typed on a chat platform.</summary>
public enum LinkOutcome
{
    BadCode,
    Already,

    /// <summary>Until whoever made the code confirms.</summary>
    Waits,
    Linked,
}

/// <summary>An identity that waits for a person to say that it is theirs.</summary>
/// <param name="Issuer">Who vouches for it, in words.</param>
public sealed record WaitingLink(Id<OneTimeCode> Code, string Name, string Issuer, string Subject);
