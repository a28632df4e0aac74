using IncidentBot.Core;
using IncidentBot.Teams.Cards;
using IncidentBot.Teams.Requests;

namespace IncidentBot.Teams.Inbox;

/// <summary>What somebody sees who opens or sends a form: a form, what came of it, or why there is none.</summary>
internal sealed record FormShown(TeamsDialog? Dialog, Refusal? Refused)
{
    public FormShown(TeamsDialog dialog)
        : this(dialog, null)
    {
    }

    public FormShown(Refusal refused)
        : this(null, refused)
    {
    }

    public TeamsAnswer InDialog => Refused is { } why ? TeamsFormDesk.Words(why) : new(200, Dialog!.Answer());
}
