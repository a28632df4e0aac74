using IncidentBot.Core.Chat;
using IncidentBot.Tests.Support;

namespace IncidentBot.Tests.Operations;

/// <summary>What the doctor says, line by line.</summary>
internal static class DoctorLines
{
    public static async Task<IReadOnlyList<string>> AskAsync(Bot bot, string operatorHandle = "olga") =>
        [.. (await bot.DoAsync(operatorHandle, "doctor")).Card!.Sections.SelectMany(section => section.Lines).Select(line => Prose.Plain(line.Text))];
}
