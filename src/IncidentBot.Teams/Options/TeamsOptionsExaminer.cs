using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IncidentBot.Teams.Options;

/// <summary>Refuses what only the surroundings can tell is wrong.</summary>
internal sealed class TeamsOptionsExaminer(IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options) => options.AllowUnauthenticated && !environment.IsDevelopment()
        ? ValidateOptionsResult.Fail("Teams:AllowUnauthenticated lets anybody speak as anybody, so it works only in Development. Remove it.")
        : ValidateOptionsResult.Success;
}
