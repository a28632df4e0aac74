using IncidentBot.Core.Incidents;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Chat;

/// <summary>What forms are called and what they ask, in words for people. Whatever is not said here is called as the grammar calls it.</summary>
internal static class FormWords
{
    /// <summary>Title and button, each short enough for a phone: 24 letters.</summary>
    private static readonly Dictionary<string, (string Title, string Submit)> Titles = new(StringComparer.Ordinal)
    {
        ["help"] = ("Help", "Show"),
        ["list"] = ("Incidents", "Show"),
        ["status"] = ("How it stands", "Show"),
        ["timeline"] = ("Timeline", "Show"),
        ["who"] = ("Who is on it", "Show"),
        ["whoami"] = ("Who am I", "Show"),
        ["link"] = ("Link your account", "Link"),
        ["declare"] = ("Declare an incident", "Declare"),
        ["confirm"] = ("Confirm the incident", "Confirm"),
        ["contained"] = ("Containment is done", "Contained"),
        ["eradicated"] = ("Eradication is done", "Eradicated"),
        ["restored"] = ("Systems are restored", "Restored"),
        ["validated"] = ("Restored and tested", "Validated"),
        ["close"] = ("Close the incident", "Close it"),
        ["next"] = ("Go to the next stage", "Go on"),
        ["back"] = ("Step back", "Step back"),
        ["dismiss"] = ("Dismiss the incident", "Dismiss"),
        ["merge"] = ("Merge into another", "Merge"),
        ["reopen"] = ("Reopen the incident", "Reopen"),
        ["severity"] = ("Change the severity", "Change"),
        ["type"] = ("Change the type", "Change"),
        ["title"] = ("Change the title", "Change"),
        ["summary"] = ("Summary on the card", "Put it on the card"),
        ["scope"] = ("What is affected", "Record"),
        ["fact"] = ("Record facts", "Record"),
        ["role"] = ("Give somebody a role", "Give it"),
        ["ic"] = ("Who takes command", "Give command"),
        ["invite"] = ("Let somebody in", "Let in"),
        ["invitation send"] = ("Invite a contact", "Make the invitation"),
        ["invitation revoke"] = ("Take back an invitation", "Take it back"),
        ["invitation list"] = ("Invitations", "Show"),
        ["page"] = ("Page somebody", "Page"),
        ["ack"] = ("Acknowledge a page", "Acknowledge"),
        ["decline"] = ("Decline a page", "Decline"),
        ["escalate"] = ("Escalate now", "Escalate"),
        ["out-of-band"] = ("Work out of band", "Tell chat nothing more"),
        ["in-band"] = ("Back to chat", "Come back"),
        ["hand-over"] = ("Hand over", "Page them"),
        ["call-in"] = ("Call in the partner", "Call in"),
        ["note"] = ("Add a note", "Add"),
        ["pin"] = ("Keep a message", "Keep"),
        ["update"] = ("Post an update", "Post"),
        ["erase"] = ("Erase an entry", "Erase"),
        ["task add"] = ("Add a task", "Add"),
        ["task assign"] = ("Give somebody a task", "Assign"),
        ["task done"] = ("A task is done", "Done"),
        ["task waive"] = ("Waive a task", "Waive"),
        ["task list"] = ("Tasks", "Show"),
        ["clocks"] = ("Clocks", "Show"),
        ["clock event"] = ("Record what happened", "Record"),
        ["clock filed"] = ("Record a filing", "Record"),
        ["clock not-required"] = ("No notice is required", "Record"),
        ["clock hold"] = ("Hold a clock", "Hold"),
        ["clock reopen"] = ("Reopen a clock", "Reopen"),
        ["clock owner"] = ("Hand over a clock", "Hand over"),
        ["clock ack"] = ("Seen", "I have seen it"),
        ["review"] = ("Review", "Show"),
        ["review post"] = ("Post the review", "Post"),
        ["lesson"] = ("Record a lesson", "Record"),
        ["gap settle"] = ("A gap in the plan", "Settle"),
        ["followup add"] = ("Add a follow-up", "Add"),
        ["followup assign"] = ("Assign a follow-up", "Assign"),
        ["followup done"] = ("A follow-up is done", "Done"),
        ["followup list"] = ("Follow-ups", "Show"),
        ["plan show"] = ("Whom to call", "Show"),
        ["plan check"] = ("Check the plan", "Check"),
        ["plan history"] = ("Versions of the plan", "Show"),
        ["plan diff"] = ("What changed in the plan", "Compare"),
        ["plan export"] = ("The plan as a file", "Export"),
        ["plan import"] = ("Change the plan", "Import"),
        ["plan section"] = ("Change a part of a plan", "Save"),
        ["contact list"] = ("Contacts", "Show"),
        ["contact save"] = ("A contact of the plan", "Save"),
        ["contact remove"] = ("Take out a contact", "Take out"),
        ["contact verify"] = ("Test the contacts", "Send tests"),
        ["retry"] = ("Try again", "Try again"),
        ["doctor"] = ("Try everything out", "Try out"),
    };

    private const string MomentForm = "2026-11-24 14:30";

    /// <summary>By verb and parameter, or by parameter alone.</summary>
    private static readonly Dictionary<string, Asked> Questions = new(StringComparer.Ordinal)
    {
        ["declare title"] = new("What is happening") { Example = "Ransom note on FS01", Most = Limits.Title },
        ["declare client"] = new("Client", Lookup.Client),
        ["severity"] = new("How bad is it"),
        ["type"] = new("What kind of incident"),
        ["confidential"] = new("Confidential") { Hint = "Hidden from the client's members until they are invited" },
        ["drill"] = new("Drill") { Hint = "This is only an exercise" },
        ["restored from"] = new("What was restored, and from which clean backup") { Example = "FS01 and FS02 from the backup of 22 November", Needed = true },
        ["note"] = new("Anything to note") { Kind = FieldKind.LongText },
        ["override"] = new("Go on although something is missing: why?", Lookup.Override) { Hint = "The timeline keeps the reason. Leave it empty to go on only when everything is there." },
        ["back to"] = new("Back to which stage", Lookup.EarlierState),
        ["reason"] = new("Why"),
        ["because"] = new("Why"),
        ["dismiss reason"] = new("What it was"),
        ["dismiss because"] = new("In a few words"),
        ["merge other"] = new("Which incident carries on", Lookup.Incident),
        ["severity to"] = new("How bad is it now"),
        ["type to"] = new("What kind of incident it is"),
        ["title to"] = new("What it is called now") { Most = Limits.Title },
        ["summary text"] = new("Summary for executives") { Kind = FieldKind.LongText },
        ["scope values"] = new("Systems, accounts, data, and how many people") { Example = "systems=FS01,FS02\ntotal=1800\nUS-CA=620", Hint = "One name=value a line, such as total=1800 or US-CA=620." },
        ["fact values"] = new("Facts that decide which clocks apply") { Example = "personal_data_affected=yes", Hint = "One name=value a line." },
        ["role"] = new("Which role"),
        ["person"] = new("Who", Lookup.Person),
        ["owner"] = new("Who owns it", Lookup.Person),
        ["clock owner person"] = new("Who in legal owns it", Lookup.Legal),
        ["invitation send contact"] = new("Which contact of the plan", Lookup.Contact),
        ["deliver"] = new("Send it by mail and text") { Hint = "Otherwise link and code are shown to you." },
        ["hours"] = new("Good for how many hours") { Hint = "1 to 72; 24 when it is empty." },
        ["invitation revoke number"] = new("Which invitation", Lookup.Invitation),
        ["page who"] = new("Who is needed", Lookup.Pageable) { Hint = "A role or contact of the plan." },
        ["page message"] = new("What to tell them") { Example = "please join the room" },
        ["silent"] = new("Not even a notice") { Hint = "The rooms do not hear that it is worked on elsewhere." },
        ["out-of-band because"] = new("Why"),
        ["in-band because"] = new("Why"),
        ["hand-over who"] = new("Who takes over", Lookup.Pageable) { Hint = "A role or contact of the plan." },
        ["hand-over message"] = new("What they should know"),
        ["call-in message"] = new("What help is needed"),
        ["ack number"] = new("Which page", Lookup.Page),
        ["decline number"] = new("Which page", Lookup.Page),
        ["escalate number"] = new("Which page", Lookup.Page),
        ["decline because"] = new("Why you cannot"),
        ["note text"] = new("What to note") { Kind = FieldKind.LongText },
        ["pin message"] = new("Which message") { Fixed = true },
        ["pin why"] = new("Why it matters"),
        ["update text"] = new("How it stands") { Kind = FieldKind.LongText, Example = "FS01 and FS02 are isolated; backups are clean" },
        ["conditions"] = new("Conditions"),
        ["actions"] = new("Being done"),
        ["need"] = new("Needed"),
        ["next"] = new("Next update at") { Example = "04:00" },
        ["update to"] = new("Send to"),
        ["erase sequence"] = new("Which entry of the timeline") { Hint = "Its number, as the timeline shows it." },
        ["task add title"] = new("What is to be done") { Most = Limits.Title },
        ["action"] = new("Which kind of action") { Example = "isolate" },
        ["horizon"] = new("Horizon"),
        ["stage"] = new("In which stage", Lookup.Stage),
        ["task assign number"] = new("Which task", Lookup.Task),
        ["task done number"] = new("Which task", Lookup.Task),
        ["task waive number"] = new("Which task", Lookup.Task),
        ["task waive reason"] = new("Why it will not be done"),
        ["clock event event"] = new("What happened", Lookup.Event),
        ["clock"] = new("Which clock", Lookup.Clock),
        ["clock reopen clock"] = new("Which clock", Lookup.DecidedClock),
        ["at"] = new("When") { Kind = FieldKind.Moment, Example = MomentForm, Hint = "Year-month-day, and hours:minutes if you know them. Empty means now." },
        ["clock event reason"] = new("Reason or source"),
        ["clock event override"] = new("Set by counsel", Lookup.Counsel) { Hint = "It stands against earlier claims" },
        ["clock filed reference"] = new("Reference of the filing") { Most = Limits.Title },
        ["clock filed at"] = new("When it was filed") { Kind = FieldKind.Moment, Example = MomentForm, Hint = "Year-month-day, and hours:minutes if you know them. Empty means now." },
        ["clock not-required reason"] = new("Why no notice is required") { Kind = FieldKind.LongText },
        ["until"] = new("Held until") { Kind = FieldKind.Moment, Example = MomentForm, Hint = "Year-month-day and hours:minutes." },
        ["clock hold reason"] = new("Who asked to wait, and why"),
        ["clock reopen reason"] = new("Why it is open again"),
        ["zone"] = new("Time zone") { Example = "Europe/Berlin", Hidden = true },
        ["lesson kind"] = new("What kind of lesson"),
        ["lesson text"] = new("What was learned") { Kind = FieldKind.LongText },
        ["gap settle number"] = new("Which gap", Lookup.Gap),
        ["gap settle how"] = new("What was done, or why nothing is") { Kind = FieldKind.LongText, Example = "the lab is a contact now" },
        ["followup add title"] = new("What is to be improved") { Most = Limits.Title },
        ["due"] = new("By when") { Kind = FieldKind.Day, Example = "2026-12-15", Hint = "Year-month-day." },
        ["followup assign number"] = new("Which follow-up", Lookup.FollowUp),
        ["followup done number"] = new("Which follow-up", Lookup.FollowUp),
        ["client"] = new("Of which client", Lookup.OtherClient),
        ["what"] = new("Whom or what", Lookup.InPlan) { Example = "legal", Hint = "A role, a contact or a kind such as law-enforcement. Empty shows an overview." },
        ["plan diff from"] = new("From which version") { Hint = "Empty means the one before." },
        ["plan diff to"] = new("To which version") { Hint = "Empty means the newest." },
        ["plan export version"] = new("Which version") { Hint = "Empty means the one that is in use here." },
        ["plan import text"] = new("The whole plan file") { Kind = FieldKind.LongText, Most = Plans.ImportPlan.Longest, Example = "slug: contoso-dental", Hint = "Where a chat takes less than you have, paste it in the web room." },
        ["plan section section"] = new("Which part", Lookup.PlanPart),
        ["plan section text"] = new("What it says, as in the plan file") { Kind = FieldKind.LongText, Most = Plans.ImportPlan.Longest, Example = "insurance:\n  insurer: Fabrikam Specialty Insurance", Hint = "Begin with the part's own name and a colon. none takes the part out. Where a chat takes less than you have, change it in the web room." },
        ["plan section client"] = new("Of which client", Lookup.AnyClient),
        ["contact save contact"] = new("Short name", Lookup.ContactKey) { Example = "breach-desk", Hint = "Lower-case letters, digits and dashes. Roles and levels name the contact by it." },
        ["contact save name"] = new("Name") { Example = "Lena Park, general counsel" },
        ["contact save kind"] = new("Kind", Lookup.ContactKind),
        ["contact save organisation"] = new("Firm or authority") { Example = "Trey & Fairbanks LLP" },
        ["contact save person"] = new("Account in the bot") { Example = "lena", Hint = "The handle of somebody under people; empty where they have no account." },
        ["contact save languages"] = new("Languages") { Example = "en, de", Hint = "The best first, with commas between them." },
        ["contact save zone"] = new("Time zone") { Example = "Europe/Berlin", Hint = "Empty means the client's." },
        ["contact save hours"] = new("When they answer") { Example = "Mon-Fri 08:00-18:00", Hint = "In their own zone; or: around the clock." },
        ["contact save methods"] = new("How to reach them") { Kind = FieldKind.LongText, Example = "sms +15125550101\nvoice +15125550101 after 5m\nmail lena@example.com", Hint = "One way a line: web, sms, voice, mail, pagerduty or webhook, and where. after 5m waits; hours Mon-Fri 08:00-18:00 is when it is used." },
        ["contact save updates"] = new("Status updates by") { Example = "mail", Hint = "Empty or all for every way; none for no updates." },
        ["contact save whole"] = new("Take out what is not said") { Hidden = true },
        ["contact save new"] = new("Only if it is new") { Hidden = true },
        ["contact save version"] = new("Which version you saw") { Hidden = true },
        ["plan section version"] = new("Which version you saw") { Hidden = true },
        ["contact save client"] = new("Of which client", Lookup.AnyClient),
        ["contact remove contact"] = new("Which contact") { Example = "breach-desk", Hint = "Its short name in the plan." },
        ["contact remove version"] = new("Which version you saw") { Hidden = true },
        ["contact remove client"] = new("Of which client", Lookup.AnyClient),
        ["contact verify contact"] = new("Which contact") { Example = "insurer", Hint = "A key of the plan. Empty tests all of them." },
        ["contact verify client"] = new("Of which client", Lookup.AnyClient),
        ["topic"] = new("About which verb"),
        ["list client"] = new("Of which client", Lookup.AnyClient),
        ["all"] = new("Ended ones too") { Hint = "Show the closed, dismissed and merged ones as well" },
        ["last"] = new("How many entries"),
    };

    public static (string Title, string Submit) Of(Grammar grammar) => Titles.TryGetValue(grammar.Name, out var known) ? known : (Capital(grammar.Name), "Send");

    public static Asked Of(Grammar grammar, VerbParameter parameter) =>
        Questions.GetValueOrDefault($"{grammar.Name} {parameter.JsonName}") ?? Questions.GetValueOrDefault(parameter.JsonName) ?? new Asked(Capital(parameter.Name.Replace('-', ' ')));

    /// <summary>Whether a form can ask for all that a verb needs: nobody types the id of a message.</summary>
    public static bool CanBeAsked(Grammar grammar) => !grammar.Parameters.Any(one => one.IsRequired && Of(grammar, one).Fixed);

    /// <summary>How the word of a choice is read aloud.</summary>
    public static string Choice(VerbParameter parameter, string word) => parameter.Choices!.Read(word) switch
    {
        Severity severity => severity.Words(),
        StatusUpdates.UpdateAudience audience => audience switch
        {
            StatusUpdates.UpdateAudience.Room => "This room only",
            StatusUpdates.UpdateAudience.Executives => "Executives too",
            StatusUpdates.UpdateAudience.Client => "The client too",
            StatusUpdates.UpdateAudience.All => "Everybody",
            _ => word,
        },
        Checklists.Horizon horizon => horizon is Checklists.Horizon.Short ? "Short term" : "Long term",
        _ => Capital(word.Replace('-', ' ')),
    };

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}

/// <summary>A question of a form, and where its answers come from.</summary>
internal sealed record Asked(string Label, Lookup From = Lookup.None)
{
    public FieldKind Kind { get; init; } = FieldKind.Text;

    public string? Hint { get; init; }

    public string? Example { get; init; }

    public int Most { get; init; } = Limits.Text;

    /// <summary>The verb may be said without it, but not this form.</summary>
    public bool Needed { get; init; }

    /// <summary>Only ever carried; nobody can type it.</summary>
    public bool Fixed { get; init; }

    /// <summary>Not asked: whoever needs it types the verb.</summary>
    public bool Hidden { get; init; }

    /// <summary>Without anything to choose it may be typed: no plan is there, or the catalogue knows more than what is offered.</summary>
    public bool CanBeTyped => From is Lookup.Pageable or Lookup.Contact or Lookup.Event or Lookup.AnyClient or Lookup.InPlan;

    /// <summary>It says which one of several things the verb is about: a button that names it leaves nothing to ask.</summary>
    public bool WhichOne => Fixed || From is Lookup.Clock or Lookup.DecidedClock or Lookup.Task or Lookup.FollowUp or Lookup.Gap or Lookup.Page or Lookup.Invitation or Lookup.ContactKey;
}

/// <summary>Where the choices of a field are looked up.</summary>
internal enum Lookup
{
    None,
    Client,
    AnyClient,

    /// <summary>In an incident's room its client is meant, and nothing is asked.</summary>
    OtherClient,
    Person,
    Legal,
    Pageable,
    Contact,

    /// <summary>A role, a contact or a kind of contact.</summary>
    InPlan,
    ContactKind,

    /// <summary>Typed for a new contact, settled for one that is there.</summary>
    ContactKey,

    /// <summary>A section of the plan file.</summary>
    PlanPart,
    Clock,
    DecidedClock,
    Event,
    Task,
    FollowUp,

    /// <summary>A gap in the plan that waits as a proposed change.</summary>
    Gap,
    Page,
    Invitation,
    Incident,
    EarlierState,
    Stage,

    /// <summary>Asked only of those who may override.</summary>
    Override,

    /// <summary>Asked only of counsel.</summary>
    Counsel,
}
