using IncidentBot.TeamsFake;

// dotnet run --project tests/IncidentBot.FakeTeams -- [port] [file]
// With a file it speaks TLS and writes its certificate there, for the SSL_CERT_FILE of whoever is to trust it.
var port = args.Length > 0 && int.TryParse(args[0], out var asked) ? asked : 4400;
await using var teams = await FakeTeams.StartAsync(port: port, tls: args.Length > 1);
if (args.Length > 1)
{
    await File.WriteAllTextAsync(args[1], teams.CertificatePem);
}

Console.WriteLine($"A fake Microsoft Teams at {teams.Address}; Ctrl+C ends it.");
await teams.EndAsync();
