using IncidentBot.Core.Checklists;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Operations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.StatusUpdates;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;

namespace IncidentBot.Tests.Verbs;

/// <summary>How one verb is used in the tests that go through all of them.</summary>
/// <param name="May">Who may, written by hand from the design's table, not from the permission table: operator, incident manager, commander, responder, legal,
/// executive, client member. Y yes, o only their own, - no.</param>
/// <param name="Make">The verb, ready to be used on an incident in <see cref="State"/>.</param>
internal sealed record VerbSample(string May, Func<VerbScene, string, Task<IVerb>> Make)
{
    /// <summary>Who uses it.</summary>
    public string By { get; init; } = "nora";

    public IncidentState State { get; init; } = IncidentState.Triage;

    /// <summary>What must be there before.</summary>
    public Func<VerbScene, string, Task>? Before { get; init; }

    /// <summary>The codes that it is answered with on a closed, a dismissed and a merged incident; null where it is done.</summary>
    public string?[] Ended { get; init; } = [null, null, null];

    /// <summary>Done, but there was nothing to record.</summary>
    public bool Quiet { get; init; }
}

/// <summary>A sample of every verb in the catalogue. A new verb needs one here.</summary>
internal static class VerbSamples
{
    private const string Everyone = "YYYYYYY";
    private const string Declarers = "-YYYYYY";
    private const string Team = "-YYY---";
    private const string Work = "-YYY--o";
    private const string TeamAndLegal = "-YYYY--";
    private const string Answer = "-YYYYoo";
    private const string Manager = "-Y-----";
    private const string LegalOnly = "----Y--";

    private static readonly string?[] Over = ["over", "over", "over"];
    private static readonly string?[] Wrong = ["wrong-state", "wrong-state", "wrong-state"];
    private static readonly string?[] NoPage = ["page-over", "page-over", "no-such-page"];

    public static IReadOnlyDictionary<Type, VerbSample> All { get; } = new Dictionary<Type, VerbSample>
    {
        [typeof(ShowHelp)] = new(Everyone, Plain(new ShowHelp())),
        [typeof(ListIncidents)] = new(Everyone, Plain(new ListIncidents())),
        [typeof(ShowStatus)] = new(Everyone, Plain(new ShowStatus())),
        [typeof(ShowTimeline)] = new(Everyone, Plain(new ShowTimeline())),
        [typeof(ShowPeople)] = new(Everyone, Plain(new ShowPeople())),
        [typeof(ShowMyself)] = new(Everyone, Plain(new ShowMyself())),
        [typeof(LinkIdentity)] = new(Everyone, Plain(new LinkIdentity("K7Q2-9FHB-XW4T"))),
        [typeof(DeclareIncident)] = new(Declarers, Plain(new DeclareIncident("the mail server is slow", "contoso-dental", Severity.Low))),
        [typeof(ConfirmIncident)] = new(Team, Plain(new ConfirmIncident(Override: "as a test"))) { Ended = Wrong },
        [typeof(EndContainment)] = new(Team, Plain(new EndContainment(Override: "as a test"))) { State = IncidentState.Containment, Ended = Wrong },
        [typeof(EndEradication)] = new(Team, Plain(new EndEradication(Override: "as a test"))) { State = IncidentState.Eradication, Ended = Wrong },
        [typeof(EndRecovery)] = new(Team, Plain(new EndRecovery("FS01 from the clean backup"))) { State = IncidentState.Recovery, Ended = Wrong },
        [typeof(EndValidation)] = new(Team, Plain(new EndValidation(Override: "as a test"))) { State = IncidentState.Validation, Ended = Wrong },
        [typeof(CloseIncident)] = new(Team, Plain(new CloseIncident(Override: "as a test"))) { State = IncidentState.Review, Before = (scene, incident) => scene.Bot.DoAsync("lena", "clock owner all @lena", incident), Ended = Wrong },
        [typeof(NextStage)] = new(Team, Plain(new NextStage(Override: "as a test"))) { Ended = Over },
        [typeof(StepBack)] = new(Team, Plain(new StepBack(IncidentState.Triage, "it spread"))) { State = IncidentState.Containment, Ended = Wrong },
        [typeof(DismissIncident)] = new("-YY----", Plain(new DismissIncident(DismissalReason.FalsePositive))) { Ended = Wrong },
        [typeof(MergeIncident)] = new(Manager, async (scene, _) => new MergeIncident(Reference(await scene.DeclareAsync()))) { Ended = Wrong },
        [typeof(ReopenIncident)] = new(Manager, Plain(new ReopenIncident("it is back"))) { State = IncidentState.Dismissed, Ended = [null, null, "wrong-state"] },
        [typeof(ChangeSeverity)] = new(Team, Plain(new ChangeSeverity(Severity.Critical))) { Ended = Over },
        [typeof(ChangeType)] = new(Team, Plain(new ChangeType(IncidentType.Ransomware))),
        [typeof(ChangeTitle)] = new(Team, Plain(new ChangeTitle("the file server is encrypted"))),
        [typeof(ChangeSummary)] = new(Team, Plain(new ChangeSummary("One server is encrypted."))),
        [typeof(RecordScope)] = new(Team, Plain(new RecordScope(Words("systems", "FS01")))) { Ended = [null, "over", "over"] },
        [typeof(RecordFacts)] = new(Team, Plain(new RecordFacts(Words("personal_data_affected", "true")))) { Ended = [null, "over", "over"] },
        [typeof(AssignRole)] = new(Team, async (scene, _) => new AssignRole(IncidentRole.Scribe, await scene.PersonAsync("ravi"))) { Ended = Over },
        [typeof(TakeCommand)] = new(Team, async (scene, _) => new TakeCommand(await scene.PersonAsync("ravi"))) { Ended = Over },
        [typeof(InvitePerson)] = new(Team, async (scene, _) => new InvitePerson(await scene.PersonAsync("ravi"))),
        [typeof(GoOutOfBand)] = new(Team, Plain(new GoOutOfBand(Silent: true))) { Ended = Over },
        [typeof(ComeBackInBand)] = new(Team, Plain(new ComeBackInBand())) { Before = (scene, incident) => scene.Bot.DoAsync("nora", "out-of-band --silent", incident), Ended = ["already", "already", "merged"] },
        [typeof(StartPage)] = new(TeamAndLegal, Plain(new StartPage("legal"))) { Ended = Over },
        [typeof(AcknowledgePage)] = new(Answer, Plain(new AcknowledgePage())) { By = "sam", Ended = NoPage },
        [typeof(DeclinePage)] = new(Answer, Plain(new DeclinePage())) { By = "sam", Ended = NoPage },
        [typeof(EscalatePage)] = new(Answer, Plain(new EscalatePage())) { By = "sam", Ended = NoPage },
        [typeof(HandOverPage)] = new(TeamAndLegal, Plain(new HandOverPage("legal"))) { Before = (scene, incident) => scene.Bot.DoAsync("nora", "ack", incident), Ended = Over },
        [typeof(CallInPartner)] = new(TeamAndLegal, Plain(new CallInPartner())) { Ended = Over },
        [typeof(AddNote)] = new("-YYYYYY", Plain(new AddNote("the CFO called"))),
        [typeof(PinMessage)] = new(TeamAndLegal, async (scene, incident) => new PinMessage(await scene.MessageAsync(incident))),
        [typeof(PostUpdate)] = new(TeamAndLegal, Plain(new PostUpdate("FS01 is isolated", To: UpdateAudience.Executives))) { Ended = Over },
        [typeof(SendInvitation)] = new(Team, Plain(new SendInvitation("tailspin-forensics"))) { Ended = Over },
        [typeof(RevokeInvitation)] = new(Team, Plain(new RevokeInvitation(1))) { Ended = ["no-such-invitation", "no-such-invitation", null], Before = (scene, incident) => scene.Bot.DoAsync("nora", "invitation send tailspin-forensics", incident) },
        [typeof(ListInvitations)] = new(Team, Plain(new ListInvitations())),
        [typeof(EraseEntry)] = new(LegalOnly, Plain(new EraseEntry(1, "it names a patient"))) { By = "lena" },
        [typeof(AddTask)] = new(Work, Plain(new AddTask("pull FS03 off the network"))) { Ended = Over },
        [typeof(AssignTask)] = new(Work, async (scene, _) => new AssignTask(1, await scene.PersonAsync("ravi"))) { Ended = Over },
        [typeof(FinishTask)] = new(Work, Plain(new FinishTask(1))) { Ended = Over },
        [typeof(WaiveTask)] = new(Work, Plain(new WaiveTask(1, "there is no such server"))) { Ended = Over },
        [typeof(ListTasks)] = new(Everyone, Plain(new ListTasks())),
        [typeof(ShowClocks)] = new(Everyone, Plain(new ShowClocks())),
        [typeof(RecordLawEvent)] = new("-YY-Y--", Plain(new RecordLawEvent("discovered", "2026-11-23"))) { By = "lena", Ended = [null, null, "over"] },
        [typeof(RecordFiling)] = new(LegalOnly, async (scene, incident) => new RecordFiling(await scene.ClockAsync(incident), "OCR-77")) { By = "lena", Ended = [null, null, "over"] },
        [typeof(ClockNotRequired)] = new(LegalOnly, async (scene, incident) => new ClockNotRequired(await scene.ClockAsync(incident), "nobody there is affected")) { By = "lena", Ended = [null, null, "over"] },
        [typeof(HoldClock)] = new(LegalOnly, async (scene, incident) => new HoldClock(await scene.ClockAsync(incident), "2026-12-10", "the FBI asked to wait")) { By = "lena", Ended = [null, null, "over"] },
        [typeof(ReopenClock)] = new(LegalOnly, async (scene, incident) => new ReopenClock(await scene.DecidedAsync(incident), "it was the wrong row")) { By = "lena", Ended = [null, null, "over"] },
        [typeof(HandOverClock)] = new(LegalOnly, async (scene, incident) => new HandOverClock(await scene.ClockAsync(incident), await scene.PersonAsync("milo"))) { By = "lena", Ended = [null, null, "over"] },
        [typeof(AcknowledgeReminder)] = new("-YY-Y--", Plain(new AcknowledgeReminder())) { By = "lena", Before = RemindAsync, Ended = ["nothing-to-acknowledge", "nothing-to-acknowledge", "over"] },
        [typeof(ShowReview)] = new(Everyone, Plain(new ShowReview())),
        [typeof(PostReview)] = new("-Y--Y--", Plain(new PostReview())) { State = IncidentState.Review, Ended = ["not-in-review", "not-in-review", "not-in-review"] },
        [typeof(RecordLesson)] = new(TeamAndLegal, Plain(new RecordLesson(LessonKind.Worked, "the backups were immutable"))) { Ended = Over },
        [typeof(SettleGap)] = new(Manager, Plain(new SettleGap(1, "it is a contact now"))) { Ended = [null, null, "no-such-gap"] },
        [typeof(AddFollowUp)] = new(TeamAndLegal, async (scene, _) => new AddFollowUp("enforce MFA", await scene.PersonAsync("ravi"), "2026-12-15")),
        [typeof(AssignFollowUp)] = new(TeamAndLegal, async (scene, _) => new AssignFollowUp(1, await scene.PersonAsync("ravi"))),
        [typeof(FinishFollowUp)] = new(TeamAndLegal, Plain(new FinishFollowUp(1))),
        [typeof(ListFollowUps)] = new(Everyone, Plain(new ListFollowUps())),
        [typeof(ShowPlan)] = new(Declarers, Plain(new ShowPlan())),
        [typeof(CheckPlan)] = new(Declarers, Plain(new CheckPlan())),
        [typeof(ShowPlanHistory)] = new(Declarers, Plain(new ShowPlanHistory())),
        [typeof(ComparePlans)] = new(Declarers, Plain(new ComparePlans())),
        [typeof(ExportPlan)] = new(Declarers, Plain(new ExportPlan())),
        [typeof(ListContacts)] = new(Declarers, Plain(new ListContacts())),
        [typeof(VerifyContacts)] = new(Manager, Plain(new VerifyContacts(null, "contoso-dental"))) { Quiet = true },
        [typeof(SaveSection)] = new(Manager, Plain(new SaveSection("reviewed", "reviewed: {on: 2026-10-12, by: nora}", null, "contoso-dental"))) { Quiet = true },
        [typeof(SaveContact)] = new(Manager, Plain(new SaveContact("lena", Name: "Lena Park, general counsel", Client: "contoso-dental"))) { Quiet = true },
        [typeof(RemoveContact)] = new(Manager, async (scene, _) =>
        {
            // Nothing counts on it.
            await scene.Bot.DoAsync("nora", "contact save spare --name Spare --kind vendor --methods \"voice +15125550100\" --client contoso-dental");
            return new RemoveContact("spare", null, "contoso-dental");
        }),
        [typeof(ImportPlan)] = new(Manager, async (scene, _) => new ImportPlan(await File.ReadAllTextAsync(Path.Combine(scene.Bot.Folder, "plans", "contoso-dental.yaml")))) { Quiet = true },
        [typeof(RetryEffects)] = new("YYYY---", Plain(new RetryEffects())) { Quiet = true },
        [typeof(RunDoctor)] = new("Y------", Plain(new RunDoctor())) { By = "olga" },
    };

    public static VerbSample Of(VerbEntry entry) => All.TryGetValue(entry.VerbType, out var sample) ? sample
        : throw new InvalidOperationException($"`{entry.Name}` is in the catalogue and no test knows it. Add [typeof({entry.VerbType.Name})] to VerbSamples.All: who may (from the design's table), the verb ready to be used, and what it is answered on a closed, a dismissed and a merged incident.");

    private static Func<VerbScene, string, Task<IVerb>> Plain(IVerb verb) => (_, _) => Task.FromResult(verb);

    private static Dictionary<string, string> Words(string name, string value) => new() { [name] = value };

    private static IncidentReference Reference(string text) => IncidentReference.TryParse(text, out var reference) ? reference : throw new ArgumentException(text);

    /// <summary>An event of long ago: its clocks are past and their reminders go out at once.</summary>
    private static async Task RemindAsync(VerbScene scene, string incident)
    {
        await scene.Bot.DoAsync("lena", "clock event discovered 2026-01-05", incident);
        await scene.Bot.SettleAsync();
    }
}
