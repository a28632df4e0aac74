using IncidentBot.Core.Data;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Host.Web;

/// <summary>When the database does not answer, whoever asks for a page or sends a form is told so in words, with 503. It claims nothing of what was sent: a form keeps its key, and sent again it is done once.</summary>
public static class OutageWords
{
    public static void UseOutageWords(this WebApplication app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (fault is OutcomeUnknownException || (fault is not OperationCanceledException && Transient.IsDown(fault)))
        {
            context.RequestServices.GetRequiredService<Outage>().Met(fault);
            if (context.Response.HasStarted)
            {
                // What was begun cannot be made whole; the browser sees that it broke off.
                context.Abort();
                return;
            }

            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(Words(context, fault), context.RequestAborted);
        }
    });

    private static string Words(HttpContext context, Exception fault) =>
        fault is OutcomeUnknownException ? fault.Message
        : HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? "IncidentBot's database does not answer. Reload in a moment."
        : "IncidentBot's database does not answer. Go back and send the same again in a moment: it is not done twice.";
}
