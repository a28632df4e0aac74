using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twilio.Security;

namespace IncidentBot.Paging.Telephone;

/// <summary>What Twilio asks and tells: which key was pressed, what was texted back, and what became of a text or call. Nothing is done for a request that it did not sign, nor for another account's.</summary>
internal sealed partial class TwilioRequests(IOptions<TwilioOptions> options, TwilioAddress address, ILogger<TwilioRequests> log)
{
    private const int Largest = 64 * 1024;

    private const string Header = "X-Twilio-Signature";

    /// <summary>Which key was pressed, if any; else which to press.</summary>
    public Task<IResult> VoiceAsync(HttpContext context, PageReplies replies, CheckReplies checks, CancellationToken cancel) => TakeAsync(context, async form =>
    {
        if (context.Request.Query["check"] is [{ } test])
        {
            return await VoiceOfCheckAsync(context, test, form, checks, cancel);
        }

        if (await replies.FindAsync(context.Request.Query["ticket"], cancel) is not { } paged || form["To"] != paged.Attempt.Address)
        {
            return VoiceWords.Nothing();
        }

        if (form["Digits"] is { Length: 1 } key && key[0] is >= '1' and <= '3')
        {
            var answer = (PageAnswer)(key[0] - '0');
            return VoiceWords.Outcome(await replies.AnswerAsync(paged, answer, $"voice:{form["CallSid"]}:{answer}", cancel), paged.Incident);
        }

        var asked = Asked(context);
        return !paged.Waits ? VoiceWords.Outcome(PageReply.Over, paged.Incident) : VoiceWords.Ask(paged, asked, new Uri($"{address.To(TwilioAddress.Voice, context.Request.Query["ticket"])}&asked={asked + 1}"));
    });

    /// <summary>How often the question was heard by whoever comes back; a wrong key counts as once more.</summary>
    private static int Asked(HttpContext context) => int.TryParse(context.Request.Query["asked"], out var before) && before is > 0 and <= VoiceWords.MostAsks ? before : 0;

    private async Task<string> VoiceOfCheckAsync(HttpContext context, string ticket, Fields form, CheckReplies checks, CancellationToken cancel)
    {
        if (await checks.FindAsync(ticket, cancel) is not { } check || form["To"] != check.Address)
        {
            return VoiceWords.Nothing();
        }

        if (form["Digits"] != "1")
        {
            return VoiceWords.AskCheck(check, Asked(context), new Uri($"{address.ToCheck(TwilioAddress.Voice, ticket)}&asked={Asked(context) + 1}"));
        }

        await checks.ConfirmAsync(check.Id, cancel);
        return VoiceWords.CheckDone();
    }

    public Task<IResult> TextAsync(HttpContext context, PageReplies replies, CheckReplies checks, CancellationToken cancel) => TakeAsync(context, async form =>
    {
        var from = form["From"];
        if (TextWords.Read(form["Body"]) is ({ } code, var answer))
        {
            if (await replies.FindTextAsync(from, code, cancel) is { } paged)
            {
                return TextWords.Outcome(await replies.AnswerAsync(paged, answer, $"text:{form["MessageSid"]}", cancel), paged.Incident);
            }

            if (await checks.ConfirmTextAsync(from, code, cancel))
            {
                return TextWords.CheckDone();
            }

            await replies.CountWrongCodeAsync(from, cancel);
            await checks.CountWrongCodeAsync(from, cancel);
        }

        return await replies.KnowsAsync(from, cancel) ? TextWords.NotUnderstood() : TextWords.Silence();
    });

    public Task<IResult> StatusAsync(HttpContext context, PageReplies replies, PageReports reports, CheckReplies checks, CancellationToken cancel) => TakeAsync(context, async form =>
    {
        if (await checks.FindAsync(context.Request.Query["check"], cancel) is { } check)
        {
            if (form["MessageStatus"] is "undelivered" or "failed" || form["CallStatus"] is "failed")
            {
                await checks.LoseAsync(check.Id, $"it did not reach their telephone{(form["ErrorCode"] is { Length: > 0 } reason ? $" ({reason})" : "")}", cancel);
            }

            return TextWords.Silence();
        }

        if (await replies.FindAsync(context.Request.Query["ticket"], cancel) is not { } paged || form["To"] != paged.Attempt.Address)
        {
            return TextWords.Silence();
        }

        var error = form["ErrorCode"] is { Length: > 0 } number ? $" ({number})" : "";
        await (form["MessageStatus"] switch
        {
            "delivered" => reports.HearAsync(paged.Attempt.Id, "the text is on their telephone", cancel),
            "undelivered" or "failed" => reports.LoseAsync(paged.Attempt.Id, $"the text did not reach their telephone{error}", cancel),
            _ => Task.CompletedTask,
        });
        await (form["CallStatus"] switch
        {
            "completed" => reports.HearAsync(paged.Attempt.Id, "the call was picked up, which is no acknowledgement", cancel),
            "busy" => reports.LoseAsync(paged.Attempt.Id, "their telephone was busy", cancel),
            "no-answer" => reports.LoseAsync(paged.Attempt.Id, "nobody picked up the telephone", cancel),
            "failed" or "canceled" => reports.LoseAsync(paged.Attempt.Id, $"the call did not go through{error}", cancel),
            _ => Task.CompletedTask,
        });
        return TextWords.Silence();
    });

    private async Task<IResult> TakeAsync(HttpContext context, Func<Fields, Task<string>> answer)
    {
        if (!options.Value.On)
        {
            return Results.NotFound();
        }

        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > Largest)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var fields = form.Where(one => one.Value.Count == 1).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        var url = address.Signed(context.Request.Path, context.Request.QueryString.Value ?? "");
        if (fields.Count != form.Count || context.Request.Headers[Header] is not [{ Length: > 0 } signature] || !new RequestValidator(options.Value.AuthToken).Validate(url, fields, signature) || fields.GetValueOrDefault("AccountSid") != options.Value.AccountSid)
        {
            Log.Refused(log, context.Request.Path);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return Results.Text(await answer(new Fields(fields)), "text/xml");
    }

    /// <summary>What is not there is empty.</summary>
    private sealed class Fields(Dictionary<string, string> fields)
    {
        public string this[string name] => fields.GetValueOrDefault(name, "");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A request to {Path} was not signed by our account at Twilio and was refused. If Twilio sends it, compare Paging:Twilio:AuthToken and PublicUrl with what its console shows.")]
        public static partial void Refused(ILogger logger, string path);
    }
}
