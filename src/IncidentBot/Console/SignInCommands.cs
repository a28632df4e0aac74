using System.CommandLine;
using IncidentBot.Core;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.SignIn;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Host.Console;

/// <summary>What the operator does about sign-in at the machine itself, where no identity provider is asked: <c>break-glass</c>, <c>link-code</c> and <c>end-sessions</c>. They work beside a running server.</summary>
public static class SignInCommands
{
    public static IEnumerable<Command> Create() =>
    [
        Of("break-glass", "Prints a code that signs a person in once, for when the identity provider is down or cannot be trusted. Every use is in the audit.",
            (desk, person, cancel) => CodeAsync(desk, CodePurpose.BreakGlass, person, "Enter it at /sign-in under \"I have a one-time code\"", cancel)),
        Of("link-code", "Prints a code with which somebody who signed in as nobody yet becomes this person. Give it to nobody else.",
            (desk, person, cancel) => CodeAsync(desk, CodePurpose.Link, person, "Sign in with the identity provider and enter it on the page that follows", cancel)),
        Of("end-sessions", "Ends every session of a person, in every browser, at once.",
            async (desk, person, cancel) => $"Ended: {await desk.Sessions.EndOthersAsync(person.Id, null, "console", cancel)} sessions of @{person.Handle}."),
    ];

    private static Command Of(string name, string description, Func<Desk, Person, CancellationToken, Task<string>> act)
    {
        var handle = new Argument<string>("HANDLE") { Description = "The person, as they are called after @." };
        var data = new Option<string?>("--DataFolder") { Description = "The data folder, if it is not ./data.", HelpName = "PATH" };
        var command = new Command(name, description) { handle, data };
        command.SetAction(async (parsed, cancel) =>
        {
            var io = parsed.InvocationConfiguration;
            try
            {
                var configuration = IncidentBotApp.ConsoleConfiguration();
                await using var db = IncidentBotApp.OpenDatabase(configuration, DataFolder.Resolve(parsed.GetValue(data) ?? configuration["DataFolder"]));
                var wanted = parsed.GetValue(handle)!.TrimStart('@').ToLowerInvariant();
                var person = await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Handle == wanted, cancel) ?? throw SignInRefusals.NobodyCalled(wanted);
                await io.Output.WriteLineAsync(await act(new Desk(db), person, cancel));
                return 0;
            }
            catch (RefusalException refused)
            {
                await io.Error.WriteLineAsync(refused.Refusal.Sentence);
                return 2;
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or IOException)
            {
                await io.Error.WriteLineAsync($"Nothing was done: {fault.Message}");
                return 2;
            }
        });
        return command;
    }

    private static async Task<string> CodeAsync(Desk desk, CodePurpose purpose, Person person, string where, CancellationToken cancel) =>
        $"{await desk.Codes.MakeAsync(purpose, person.Id, vouched: true, "console", cancel)}\nFor {person.Name} (@{person.Handle}). {where} within {CodeDesk.Lasts.TotalMinutes:0} minutes; it works once.";

    private sealed class Desk
    {
        public Desk(IncidentDb db)
        {
            var time = new IncidentTime(TimeProvider.System);
            var audit = new Audit(db, time);
            Codes = new CodeDesk(db, time, audit);
            Sessions = new SessionBook(db, time, audit);
        }

        public CodeDesk Codes { get; }

        public SessionBook Sessions { get; }
    }
}
