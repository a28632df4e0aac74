using IncidentBot.Core;
using IncidentBot.Core.Chat;
using IncidentBot.Host.Console;
using IncidentBot.Host.Data;
using IncidentBot.Host.Hosting;
using Microsoft.Extensions.Options;

if (ConsoleVerbs.Knows(args))
{
    return await ConsoleVerbs.RunAsync(args);
}

try
{
    var builder = IncidentBotApp.Builder(args);
    await DatabaseWait.ForAsync(builder.Configuration, Console.Error, CancellationToken.None);
    await using var app = IncidentBotApp.Build(builder);
    await IncidentBotApp.PrepareAsync(app.Services);
    app.Lifetime.ApplicationStarted.Register(() =>
        Console.WriteLine($"IncidentBot is at {string.Join(" and ", app.Urls)}  (data in {app.Services.GetRequiredService<DataFolder>().Path}; stop with Ctrl+C)"));
    await app.RunAsync();
    return 0;
}
catch (RefusalException refused)
{
    Console.Error.WriteLine(Prose.Plain(refused.Refusal.Sentence));
    return 2;
}
catch (System.Data.Common.DbException fault)
{
    Console.Error.WriteLine($"The database cannot be used: {fault.Message}");
    return 2;
}
catch (OptionsValidationException invalid)
{
    Console.Error.WriteLine(string.Join(Environment.NewLine, invalid.Failures));
    return 2;
}
