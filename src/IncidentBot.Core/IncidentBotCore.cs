using IncidentBot.Core.Chat;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Find;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Invitations;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Operations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Outside;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Paging.Checks;
using IncidentBot.Core.Plans;
using IncidentBot.Core.Plans.Editing;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.SignIn;
using IncidentBot.Core.Telemetry;
using IncidentBot.Core.Timeline;
using IncidentBot.Core.Verbs;
using IncidentBot.Core.WarRooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Core;

/// <summary>Registers the core. The host adds a database context as <see cref="Data.IncidentDb"/> and Hangfire.</summary>
public static class IncidentBotCore
{
    public static IServiceCollection AddIncidentBotCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        var verbs = new VerbCatalogue();
        services.AddSingleton(verbs).AddSingleton<VerbRouter>().AddSingleton<LostCommits>().AddSingleton<VerbText>().AddSingleton<ActionPress>().AddSingleton<Signals>().AddSingleton<CardShelf>().AddSingleton<OwnWork>().AddSingleton<LostRooms>().AddSingleton<Outage>().AddSingleton<DutyRoster>().AddSingleton<PlanCache>();
        services.AddScoped<IncidentTime>().AddSingleton<RightOfWay>().AddSingleton<LaneLeases>().AddSingleton<EffectEnds>().AddSingleton<Relay>().AddSingleton<PageEscalator>().AddSingleton<ReminderClerk>().AddSingleton<Sweep>();
        services.AddScoped<Standings>().AddScoped<Admission>().AddScoped<Outbox>().AddScoped<UnitClose>().AddScoped<PeopleDirectory>().AddScoped<ContactPeople>().AddScoped<ChatPeople>().AddScoped<DeclarePlaces>().AddScoped<PlanBook>().AddScoped<PlanImporter>().AddScoped<PlanPublisher>().AddScoped<PlanEditor>().AddScoped<PlanChecker>();
        services.AddScoped<LifecycleReader>().AddScoped<LifecycleStep>().AddScoped<IncidentCard>().AddScoped<FactBook>().AddScoped<RoleBook>().AddScoped<MergeCarryOver>();
        services.AddScoped<TaskBook>().AddScoped<StageTasks>().AddScoped<Pager>().AddScoped<PageCaller>().AddScoped<PageBook>().AddScoped<PageCards>().AddScoped<PageReplies>().AddSingleton<Tickets>().AddSingleton<ShortCodes>().AddSingleton<PageReports>().AddScoped<CheckReplies>().AddScoped<CheckPlanner>().AddSingleton<ContactChecker>().AddSingleton<BrokenInstalls>();
        services.AddScoped<LawCases>().AddScoped<ClockBook>().AddScoped<ReminderDesk>().AddScoped<ClockText>().AddScoped<PostMortemWriter>().AddScoped<FollowUpBook>().AddScoped<GapBook>();
        services.AddScoped<FormChoices>().AddScoped<FormBook>().AddScoped<HomeBook>().AddScoped<DigestLine>().AddScoped<IncidentList>().AddScoped<TimelineText>().AddScoped<ErasedCopies>().AddScoped<PeopleText>().AddScoped<RoomReader>().AddScoped<RoomTalk>().AddScoped<RoomPeople>().AddScoped<SaidMessages>().AddScoped<ActionShelf>().AddScoped<Postings>().AddScoped<Alarms>().AddScoped<WakeUp>();
        services.AddSingleton<Vitals>().AddScoped<VitalsReader>().AddSingleton<IExaminer, WorkExaminer>();
        services.AddScoped<Audit>().AddScoped<SessionBook>().AddScoped<Arrivals>().AddScoped<CodeDesk>().AddScoped<InvitationDesk>().AddScoped<InvitationCourier>().AddScoped<Inviter>().AddScoped<OutOfBandGuests>();
        services.AddScoped<WebRooms>().AddScoped<IChatPlatform>(scope => scope.GetRequiredService<WebRooms>());
        services.AddScoped<IEffectHandler, OpenRoomEffect>().AddScoped<IEffectHandler, CardEffect>().AddScoped<IEffectHandler, TellEffect>()
            .AddScoped<IEffectHandler, PostCardEffect>().AddScoped<IEffectHandler, ArchiveRoomEffect>().AddScoped<IEffectHandler, FurnishRoomEffect>().AddScoped<IEffectHandler, ShowNoticeEffect>().AddScoped<IEffectHandler, ListIncidentEffect>().AddScoped<IEffectHandler, SendPageEffect>().AddScoped<IEffectHandler, NotifyEffect>().AddScoped<IEffectHandler, QuietPageEffect>();
        services.TryAddSingleton(new PublicLinks(null));
        services.AddScoped<OutsideMessages>().AddScoped<OutsideNotices>().AddScoped<IBlindHandler, CallPageEffect>().AddScoped<IBlindHandler, TellOutsideEffect>().AddScoped<IBlindHandler, DeliverInvitationEffect>();
        foreach (var entry in verbs.All)
        {
            services.AddScoped(entry.HandlerType);
        }

        return services;
    }
}
