using IncidentBot.Core.Chat;
using IncidentBot.Core.Data;
using IncidentBot.Core.Effects;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Outside;

/// <summary>Tells contacts of the plan outside what waits for them in the bot, by each of their methods that is set up here. The notice in the bot goes its own way.</summary>
public sealed class OutsideNotices(IncidentDb db, PlanBook plans, Outbox outbox, IEnumerable<IOutsideChannel> channels)
{
    /// <summary>Tells those of the people who are contacts of the plan.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(Incident incident, IReadOnlyList<Person> people, NoticeKind kind, string key, string about, CancellationToken cancel) =>
        await TellAsync(incident, people, [], kind, key, about, cancel);

    /// <summary>Tells the people, and a role of the plan with its deputies, whether they have an account or not. Answers who is told by what.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(Incident incident, IReadOnlyList<Person> people, IReadOnlyList<string> contacts, NoticeKind kind, string key, string about, CancellationToken cancel)
    {
        if (!channels.Any() || await plans.OfAsync(incident, cancel) is not { } plan)
        {
            return [];
        }

        var told = new List<string>();
        foreach (var contact in plan.Contacts.Where(one => contacts.Contains(one.Key) || people.Any(person => person.Handle == one.Person)))
        {
            var person = contact.Person is null ? null : people.FirstOrDefault(one => one.Handle == contact.Person) ?? await db.People.AsNoTracking().SingleOrDefaultAsync(one => one.Handle == contact.Person, cancel);
            foreach (var (place, method) in contact.Methods.Distinct().Index().Where(one => one.Item.Address is not null && channels.Any(channel => channel.Method == one.Item.Kind)))
            {
                outbox.Queue(incident, $"{OutsideMessages.Lanes}notice:{incident.Id}:{contact.Key}:{place}-{method.Kind}", TellOutsideEffect.Name,
                    new TellOutsideArguments(contact.Name, person?.Id, method.Kind, method.Address!, kind, key, about));
                told.Add($"{contact.Name} by {method.Kind}");
            }
        }

        return told;
    }
}
