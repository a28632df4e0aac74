using IncidentBot.TeamsFake;

// dotnet run --project tests/IncidentBot.FakeTeams -- [port]
var port = args.Length > 0 && int.TryParse(args[0], out var asked) ? asked : 4400;
await using var teams = await FakeTeams.StartAsync(port: port);
Console.WriteLine($"A fake Microsoft Teams at {teams.Address}; Ctrl+C ends it.");
await teams.EndAsync();
