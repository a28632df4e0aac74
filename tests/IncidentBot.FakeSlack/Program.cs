using IncidentBot.SlackFake;

// dotnet run --project tests/IncidentBot.FakeSlack -- [port]
var port = args.Length > 0 && int.TryParse(args[0], out var asked) ? asked : 4300;
await using var slack = await FakeSlack.StartAsync(port: port);
Console.WriteLine($"A fake Slack at {slack.ApiBaseUrl} (tokens {FakeSlack.BotToken} and {FakeSlack.AppToken}); Ctrl+C ends it.");
await slack.EndAsync();
