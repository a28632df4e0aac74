using IncidentBot.Core.Chat;
using IncidentBot.Core.Incidents;

namespace IncidentBot.Core.Verbs;

/// <summary>What the router refuses, in the sentences people see.</summary>
public static class VerbRefusals
{
    public static RefusalException NotAllowed(Permission permission) => new(new Refusal("not-allowed",
        $"You may not do that here. It takes {PermissionTable.WhoMay(permission)}. Ask one of them, or see `who` for the people on this incident."));

    public static RefusalException NoSuchIncident(IncidentReference reference) => new(new Refusal("no-such-incident",
        $"There is no {reference} that you can see. `list` shows the incidents that you can."));

    public static RefusalException Elsewhere(IncidentReference reference) => new(new Refusal("out-of-band",
        $"{reference} is not worked on here. Ask your incident manager by telephone for the way in, or use the link that you were sent."));

    public static RefusalException NoSuchClient(string client) => new(new Refusal("no-such-client",
        $"There is no client \"{client}\" that you can act for. `whoami` shows where you have a part."));

    public static RefusalException WhichClient(IReadOnlyList<string> clients) => new(new Refusal("which-client", clients.Count == 0
        ? Prose.Own("You have no part at any client yet. Ask your incident manager to add you to the response plan; `whoami` shows where you have one.")
        : $"Say which client: --client {string.Join(" or --client ", clients)}."));

    public static RefusalException WhichIncident() => new(new Refusal("which-incident",
        "Say which incident, for example `status INC-42`, or say it in the incident's room. `list` shows them."));

    public static RefusalException MovedOn(Incident incident) => new(new Refusal("moved-on",
        $"This has moved on: {incident.Reference} is now {(incident.State.IsActive() ? "in " : "")}{incident.State.Words()}. Nothing was changed; here is the card as it stands."));

    public static RefusalException GoesOnElsewhere(Incident incident, IncidentReference survivor) => new(new Refusal("merged",
        $"{incident.Reference} goes on as {survivor}. Nothing was changed; say it there: `{survivor} …`."));

    public static RefusalException OnlyThat(IncidentReference only) =>
        new(new Refusal("only-that", $"You came by an invitation to {only}, and only that is open to you here. `status` shows it."));

    public static RefusalException Nobody() => new(new Refusal("unknown-person",
        "IncidentBot does not know you yet. Ask your incident manager to add you to the response plan."));

    public static RefusalException OnlyYourOwn() => new(new Refusal("only-your-own", "You may do that only with what is addressed or assigned to you. `who` shows the pages, `task list` whose task it is; ask one of the responders there."));

    public static RefusalException OtherButton() => new(new Refusal("other-button",
        "That button belongs to another action. Nothing was done; `status` shows the card as it stands."));

    public static RefusalException BusyDatabase() => new(new Refusal("not-recorded",
        "Nothing was recorded: the database did not answer. Please say it again in a moment."));
}
