using System.Text.Json.Nodes;
using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Core.Verbs;
using IncidentBot.Host.SignIn;

namespace IncidentBot.Host.Web;

/// <summary>Where the page of a contact is sent: each way to reach them has fields of its own there, which become the lines of the verb.</summary>
public static class PlanEndpoints
{
    /// <summary>More than anybody can be reached by.</summary>
    public const int MostMethods = 100;

    private static readonly string[] Fields = ["contact", "name", "kind", "organisation", "person", "languages", "zone", "hours", "updates", "version", "new"];

    public static void MapPlans(this WebApplication app) => app.MapActs().MapPost("/plans/{client}/contacts", SaveAsync);

    private static async Task<IResult> SaveAsync(string client, HttpContext context, WebVerbs verbs, VerbCatalogue catalogue)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var values = Fields.ToDictionary(name => name, name => form[name].ToString(), StringComparer.Ordinal);
        values["methods"] = string.Join('\n', Enumerable.Range(0, MostMethods).Select(place => Method(form, place)).Where(line => line.Length > 0));
        try
        {
            var settled = new JsonObject { ["client"] = client, ["whole"] = true };
            var arguments = FormAnswers.Arguments(catalogue.Grammars.Find("contact save")!, settled.ToJsonString(), values);
            return VerbEndpoints.Answer(context, await verbs.CarriedAsync(VerbEndpoints.Key(form), context.User.PersonId()!.Value, "contact save", arguments, null, null, context.User.OnlyIncident(), VerbEndpoints.Finish), null);
        }
        catch (RefusalException refused)
        {
            return VerbEndpoints.Answer(context, Reply.Of(refused.Refusal), null);
        }
    }

    /// <summary>A row without a kind is none.</summary>
    private static string Method(IFormCollection form, int place) => form[$"method-{place}-kind"].ToString() is { Length: > 0 } kind
        ? ContactMethods.Line(kind, form[$"method-{place}-address"], form[$"method-{place}-after"], form[$"method-{place}-hours"]) : "";
}
