using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Outside;

/// <summary>Tells contacts of the plan outside what waits for them in the bot, by each of their methods that is set up here. The notice in the bot goes its own way.</summary>
public sealed class OutsideNotices(IncidentDb db, PlanBook plans, Outbox outbox, IEnumerable<IOutsideChannel> channels, IncidentTime time)
{
    /// <summary>Tells those of the people who are contacts of the plan.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(Incident incident, IReadOnlyList<Person> people, NoticeKind kind, string key, string about, CancellationToken cancel) =>
        await TellAsync(incident, people, [], kind, key, about, null, cancel);

    /// <summary>Tells the people, and a role of the plan with its deputies, whether they have an account or not. Answers who is told by what.</summary>
    /// <param name="latest">Until when it may wait for somebody's working hours; null where it may not.</param>
    public async Task<IReadOnlyList<string>> TellAsync(Incident incident, IReadOnlyList<Person> people, IReadOnlyList<string> contacts, NoticeKind kind, string key, string about, DateTimeOffset? latest, CancellationToken cancel)
    {
        if (!channels.Any() || await plans.OfAsync(incident, cancel) is not { } plan)
        {
            return [];
        }

        var told = new List<string>();
        foreach (var contact in plan.Contacts.Where(one => contacts.Contains(one.Key) || people.Any(person => person.Handle == one.Person)))
        {
            var person = contact.Person is null ? null : people.FirstOrDefault(one => one.Handle == contact.Person) ?? await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Handle == contact.Person, cancel);
            var begin = contact.Working?.NextFrom(time.Now, contact.Zone) is { } hours && hours > time.Now && hours <= latest ? hours : (DateTimeOffset?)null;
            foreach (var (place, method) in Methods(contact, kind))
            {
                outbox.Queue(incident, $"{OutsideMessages.Lanes}notice:{incident.Id}:{contact.Key}:{place}-{method.Kind}", TellOutsideEffect.Name,
                    new TellOutsideArguments(contact.Name, person?.Id, method.Kind, method.Address!, kind, key, about), begin);
                told.Add($"{contact.Name} by {method.Kind}{(begin is { } at ? $" when they work again ({at:yyyy-MM-dd HH:mm} UTC)" : "")}");
            }
        }

        return told;
    }

    /// <summary>Those that are set up here. A telephone rings for what is no page only where nothing else reaches them, and what is made to wake people not at all.</summary>
    private IReadOnlyList<(int Place, ContactMethod Method)> Methods(PlanContact contact, NoticeKind kind)
    {
        var reach = contact.Methods.Distinct().Index().Where(one => one.Item is { Address: not null, Kind: not PlanWords.PagerDutyMethod } && channels.Any(channel => channel.Method == one.Item.Kind)).ToList();
        if (kind is NoticeKind.Update && contact.Updates is { } wanted)
        {
            return [.. reach.Where(one => wanted.Contains(one.Item.Kind))];
        }

        var quiet = reach.Where(one => one.Item.Kind != PlanWords.VoiceMethod).ToList();
        return quiet.Count > 0 || kind is not NoticeKind.Reminder ? quiet : reach;
    }
}
