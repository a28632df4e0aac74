using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.WarRooms;
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
        return await db.OneTimeCodes.AsNoTracking().Where(one => one.PersonId == person && one.Purpose == CodePurpose.Link && one.UsedAt == null && one.EnteredBy != null && one.ExpiresAt > now)
            .Join(db.Sessions, code => code.EnteredBy, session => session.Id, (code, session) => new WaitingLink(code.Id, session.Name ?? "", session.Issuer ?? "", session.Subject ?? ""))
            .ToListAsync(cancel);
    }

    private async Task<OneTimeCode?> TakeAsync(string code, CodePurpose purpose, CancellationToken cancel)
    {
        var hash = Codes.Hash(code);
        return await db.OneTimeCodes.SingleOrDefaultAsync(one => one.Hash == hash && one.Purpose == purpose, cancel) is { } known && known.IsOpen(time.Now) ? known : null;
    }

    /// <summary>The identity moves; what its groups granted to whom it was before goes, and comes back to its person at the next sign-in.</summary>
    private async Task LinkAsync(OneTimeCode code, Session session, string? address, CancellationToken cancel)
    {
        code.Use(time.Now);
        if (await db.Identities.SingleOrDefaultAsync(one => one.Platform == WebRooms.Platform && one.Tenant == session.Issuer && one.User == session.Subject, cancel) is { } before)
        {
            db.RemoveRange(await db.Grants.Where(grant => grant.PersonId == before.PersonId && grant.Source == GrantSource.SignIn).ToListAsync(cancel));
            before.BelongsTo(code.PersonId);
        }
        else
        {
            db.Add(new Identity(code.PersonId, WebRooms.Platform, session.Issuer!, session.Subject!));
        }

        session.BelongsTo(code.PersonId);
        audit.Note(AuditKind.Linked, code.PersonId, address, $"{session.Name} of {session.Issuer}");
    }
}

/// <summary>An identity that waits for a person to say that it is theirs.</summary>
public sealed record WaitingLink(Id<OneTimeCode> Code, string Name, string Issuer, string Subject);
