using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Core.Chat;
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
using IncidentBot.Core.WarRooms;

namespace IncidentBot.Core.Verbs;

/// <summary>Every verb there is. A verb that is not listed here does not exist: parity, help, tests and manifests are made from this list.</summary>
public sealed class VerbCatalogue
{
    private readonly Dictionary<Type, VerbEntry> byType;

    public VerbCatalogue()
    {
        byType = All.ToDictionary(entry => entry.VerbType);
        Grammars = new GrammarSet(All.Select(entry => entry.Grammar));
    }

    public IReadOnlyList<VerbEntry> All { get; } =
    [
        VerbEntry.Anywhere<ShowHelp, ShowHelpHandler>(),
        VerbEntry.Anywhere<ListIncidents, ListIncidentsHandler>(),
        VerbEntry.On<ShowStatus, ShowStatusHandler>(),
        VerbEntry.On<ShowTimeline, ShowTimelineHandler>(),
        VerbEntry.On<ShowPeople, ShowPeopleHandler>(),
        VerbEntry.Anywhere<ShowMyself, ShowMyselfHandler>(),
        VerbEntry.Anywhere<LinkIdentity, LinkIdentityHandler>(),
        VerbEntry.In<DeclareIncident, DeclareIncidentHandler>(),
        VerbEntry.On<ConfirmIncident, ConfirmIncidentHandler>(),
        VerbEntry.On<EndContainment, EndContainmentHandler>(),
        VerbEntry.On<EndEradication, EndEradicationHandler>(),
        VerbEntry.On<EndRecovery, EndRecoveryHandler>(),
        VerbEntry.On<EndValidation, EndValidationHandler>(),
        VerbEntry.On<CloseIncident, CloseIncidentHandler>(),
        VerbEntry.On<NextStage, NextStageHandler>(),
        VerbEntry.On<StepBack, StepBackHandler>(),
        VerbEntry.On<DismissIncident, DismissIncidentHandler>(),
        VerbEntry.On<MergeIncident, MergeIncidentHandler>(),
        VerbEntry.On<ReopenIncident, ReopenIncidentHandler>(),
        VerbEntry.On<ChangeSeverity, ChangeSeverityHandler>(),
        VerbEntry.On<ChangeType, ChangeTypeHandler>(),
        VerbEntry.On<ChangeTitle, ChangeTitleHandler>(),
        VerbEntry.On<ChangeSummary, ChangeSummaryHandler>(),
        VerbEntry.On<RecordScope, RecordScopeHandler>(),
        VerbEntry.On<RecordFacts, RecordFactsHandler>(),
        VerbEntry.On<AssignRole, AssignRoleHandler>(),
        VerbEntry.On<TakeCommand, TakeCommandHandler>(),
        VerbEntry.On<InvitePerson, InvitePersonHandler>(),
        VerbEntry.On<SendInvitation, SendInvitationHandler>(),
        VerbEntry.On<RevokeInvitation, RevokeInvitationHandler>(),
        VerbEntry.On<ListInvitations, ListInvitationsHandler>(),
        VerbEntry.On<GoOutOfBand, GoOutOfBandHandler>(),
        VerbEntry.On<ComeBackInBand, ComeBackInBandHandler>(),
        VerbEntry.On<StartPage, StartPageHandler>(),
        VerbEntry.On<AcknowledgePage, AcknowledgePageHandler>(),
        VerbEntry.On<DeclinePage, DeclinePageHandler>(),
        VerbEntry.On<EscalatePage, EscalatePageHandler>(),
        VerbEntry.On<HandOverPage, HandOverPageHandler>(),
        VerbEntry.On<CallInPartner, CallInPartnerHandler>(),
        VerbEntry.On<AddNote, AddNoteHandler>(),
        VerbEntry.On<PinMessage, PinMessageHandler>(),
        VerbEntry.On<PostUpdate, PostUpdateHandler>(),
        VerbEntry.On<EraseEntry, EraseEntryHandler>(),
        VerbEntry.On<AddTask, AddTaskHandler>(),
        VerbEntry.On<AssignTask, AssignTaskHandler>(),
        VerbEntry.On<FinishTask, FinishTaskHandler>(),
        VerbEntry.On<WaiveTask, WaiveTaskHandler>(),
        VerbEntry.On<ListTasks, ListTasksHandler>(),
        VerbEntry.On<ShowClocks, ShowClocksHandler>(),
        VerbEntry.On<RecordLawEvent, RecordLawEventHandler>(),
        VerbEntry.On<RecordFiling, RecordFilingHandler>(),
        VerbEntry.On<ClockNotRequired, ClockNotRequiredHandler>(),
        VerbEntry.On<HoldClock, HoldClockHandler>(),
        VerbEntry.On<ReopenClock, ReopenClockHandler>(),
        VerbEntry.On<HandOverClock, HandOverClockHandler>(),
        VerbEntry.On<AcknowledgeReminder, AcknowledgeReminderHandler>(),
        VerbEntry.On<ShowReview, ShowReviewHandler>(),
        VerbEntry.On<PostReview, PostReviewHandler>(),
        VerbEntry.On<RecordLesson, RecordLessonHandler>(),
        VerbEntry.On<SettleGap, SettleGapHandler>(),
        VerbEntry.On<AddFollowUp, AddFollowUpHandler>(),
        VerbEntry.On<AssignFollowUp, AssignFollowUpHandler>(),
        VerbEntry.On<FinishFollowUp, FinishFollowUpHandler>(),
        VerbEntry.On<ListFollowUps, ListFollowUpsHandler>(),
        VerbEntry.For<ShowPlan, ShowPlanHandler>(),
        VerbEntry.For<CheckPlan, CheckPlanHandler>(),
        VerbEntry.For<ShowPlanHistory, ShowPlanHistoryHandler>(),
        VerbEntry.For<ComparePlans, ComparePlansHandler>(),
        VerbEntry.For<ExportPlan, ExportPlanHandler>(),
        VerbEntry.Anywhere<ImportPlan, ImportPlanHandler>(),
        VerbEntry.In<SaveSection, SaveSectionHandler>(),
        VerbEntry.In<SaveContact, SaveContactHandler>(),
        VerbEntry.In<RemoveContact, RemoveContactHandler>(),
        VerbEntry.In<VerifyContacts, VerifyContactsHandler>(),
        VerbEntry.For<ListContacts, ListContactsHandler>(),
        VerbEntry.On<RetryEffects, RetryEffectsHandler>(),
        VerbEntry.Anywhere<RunDoctor, RunDoctorHandler>(),
    ];

    public GrammarSet Grammars { get; }

    public VerbJson Json => Grammars.Json;

    public VerbEntry Of(IVerb verb) => byType[verb.GetType()];

    /// <summary>A button that carries a verb. Its once-key makes a second press on the same card answer as the first.</summary>
    public CardAction Action(string label, IVerb verb, Incident incident)
    {
        var (name, arguments) = Json.Serialize(verb);
        return new CardAction(label, name, arguments, incident.Reference.ToString(), null, Once(incident, name, arguments));
    }

    /// <summary>Whether a once-key is the one of this action, for whichever version of the incident it was offered.</summary>
    internal bool IsOnce(string key, IVerb verb, Incident incident)
    {
        var (name, arguments) = Json.Serialize(verb);
        var (start, end) = (Start(incident), End(name, arguments));
        return key.Length > start.Length + end.Length && key.StartsWith(start, StringComparison.Ordinal) && key.EndsWith(end, StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(start.Length, key.Length - start.Length - end.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private static string Once(Incident incident, string name, string arguments) => $"{Start(incident)}{incident.Version}{End(name, arguments)}";

    private static string Start(Incident incident) => $"{VerbRequest.Once}{incident.Id.Value:N}:";

    private static string End(string name, string arguments) => $":{name}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arguments)))[..12]}";

    /// <summary>Reads a verb that a button, a form or the API carries. What people typed into it is cleaned at the door.</summary>
    public IVerb Read(string name, string arguments) => Json.Deserialize(name, arguments);
}
