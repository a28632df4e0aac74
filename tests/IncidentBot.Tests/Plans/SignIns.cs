using IncidentBot.Core.SignIn;
using IncidentBot.Tests.SignIn;
using IncidentBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Tests.Plans;

/// <summary>People who sign in with a code where real plans are: the sample's door is closed there.</summary>
internal static class SignIns
{
    public static string[] Settings => [.. IdentityProvider.Settings(new Uri($"http://127.0.0.1:{FreePort.Take()}")), "--RateLimitScale", "100"];

    public static async Task AsAsync(Bot bot, Visitor visitor, string handle)
    {
        await using var scope = bot.Services.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetRequiredService<CodeDesk>().MakeAsync(CodePurpose.BreakGlass, (await bot.PersonAsync(handle)).Id, true, "console", CancellationToken.None);
        await visitor.PostAsync("/sign-in/code", await visitor.GetAsync("/sign-in"), ("code", code), ("returnUrl", "/incidents"));
    }
}
