using IncidentBot.Core.Effects;
using IncidentBot.Core.Operations;

namespace IncidentBot.Paging.Mail;

/// <summary>Tries out whether the mail server takes us. It sends no mail.</summary>
public sealed class MailExaminer(MailChannel mail) : IExaminer
{
    public string Part => "Mail";

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancel)
    {
        try
        {
            await mail.ReachAsync(cancel);
            return [Finding.Good(Part, $"The mail server answers and takes our credentials.")];
        }
        catch (SendException fault)
        {
            return [Finding.Bad(Part, $"{fault.Message}. Compare `Paging:Mail` with what the mail server wants: host, port, security, user name and password.")];
        }
    }
}
