using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Paging.Checks;

/// <summary>Takes what somebody answers to a test: by its link, a text, a key of the telephone. It confirms that test and does nothing else.</summary>
public sealed class CheckReplies(IncidentDb db, Tickets tickets, ShortCodes codes, IncidentTime time)
{
    /// <summary>How long after it was sent a test may be confirmed.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    /// <summary>What a ticket is about; null for one that is forged or too old.</summary>
    public async Task<ContactCheck?> FindAsync(string? ticket, CancellationToken cancel)
    {
        var since = time.Now - Lasts;
        return tickets.Read<ContactCheck>(ticket) is { } id ? await db.ContactChecks.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.SentAt > since, cancel) : null;
    }

    /// <summary>A late answer is one all the same: the way is known to be good.</summary>
    public async Task ConfirmAsync(Id<ContactCheck> id, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var check = await db.ContactChecks.SingleAsync(one => one.Id == id, cancel);
        if (check.State is not CheckState.Confirmed)
        {
            check.Confirm(time.Now);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>What the provider says afterwards: it reached nobody.</summary>
    public async Task LoseAsync(Id<ContactCheck> id, string why, CancellationToken cancel)
    {
        await using var work = await db.BeginAsync(cancel);
        var check = await db.ContactChecks.SingleAsync(one => one.Id == id, cancel);
        if (check.Open)
        {
            check.End(CheckState.Failed, why, time.Now);
        }

        await db.SaveChangesAsync(cancel);
        await work.CommitAsync(cancel);
    }

    /// <summary>Confirms the test that was sent to this number with this code; false where none fits.</summary>
    public async Task<bool> ConfirmTextAsync(string number, string code, CancellationToken cancel)
    {
        if ((await WaitingAsync(number, cancel)).FirstOrDefault(one => one.WrongCodes < ContactCheck.MostWrongCodes && codes.Is(one.SealedCode!, code)) is not { } known)
        {
            return false;
        }

        await ConfirmAsync(known.Id, cancel);
        return true;
    }

    /// <summary>A wrong code counts against every test that waits at its number.</summary>
    public async Task CountWrongCodeAsync(string number, CancellationToken cancel)
    {
        (await WaitingAsync(number, cancel)).ForEach(one => one.CountWrongCode());
        await db.SaveChangesAsync(cancel);
    }

    private Task<List<ContactCheck>> WaitingAsync(string number, CancellationToken cancel)
    {
        var since = time.Now - Lasts;
        return db.ContactChecks.Where(one => one.Address == number && one.SealedCode != null && one.SentAt > since).OrderByDescending(one => one.SentAt).Take(100).ToListAsync(cancel);
    }
}
