using System.Globalization;
using IncidentBot.Core.Checklists;
using IncidentBot.Core.Data;
using IncidentBot.Core.Incidents;
using IncidentBot.Core.Obligations;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Paging;
using IncidentBot.Core.Plans;
using IncidentBot.Core.PostMortems;
using IncidentBot.Core.Verbs;
using Microsoft.EntityFrameworkCore;

namespace IncidentBot.Core.Chat;

/// <summary>Looks up what can be chosen in a form, by the rights of who reads it.</summary>
public sealed class FormChoices(IncidentDb db, Standings standings, PeopleDirectory people, PlanBook plans, GapBook gaps, DeclarePlaces places, IncidentTime time)
{
    /// <summary>What the form is about, when that is settled already: which clock, task or page. Null when the verb's own line says it.</summary>
    public async Task<string?> AboutAsync(string settled, Grammar grammar, Incident? incident, CancellationToken cancel)
    {
        if (incident is null)
        {
            return null;
        }

        foreach (var parameter in grammar.Parameters)
        {
            if (FormSketch.Carried(grammar, settled).GetValueOrDefault(parameter.JsonName)?.ToString() is { } value
                && await AboutAsync(FormWords.Of(grammar, parameter).From, value, incident, cancel) is { } about)
            {
                return about.Markup;
            }
        }

        return null;
    }

    private async Task<Prose?> AboutAsync(Lookup from, string value, Incident incident, CancellationToken cancel)
    {
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : (int?)null;
        return from switch
        {
            Lookup.Clock or Lookup.DecidedClock => (await ClocksAsync(incident, cancel)).FirstOrDefault(one => one.Number == number || string.Equals(one.RowId, value, StringComparison.OrdinalIgnoreCase)) is { } clock
                ? (Prose)$"**{ClockWords.Title(clock)}** ({ClockWords.Stands(clock)}). For counsel to confirm." : default(Prose?),
            Lookup.Task => await db.ChecklistItems.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Number == number, cancel) is { } task ? (Prose)$"Task {task.Number}: **{task.Title}**" : default(Prose?),
            Lookup.FollowUp => await db.FollowUps.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Number == number, cancel) is { } item ? (Prose)$"Follow-up {item.Number}: **{item.Title}**" : default(Prose?),
            Lookup.Page => await db.Pages.AsNoTracking().SingleOrDefaultAsync(one => one.IncidentId == incident.Id && one.Number == number, cancel) is { } page ? (Prose)$"Page {page.Number}: **{page.Asked}**" : default(Prose?),
            _ => null,
        };
    }

    /// <returns>Null where the field is not chosen from what is stored.</returns>
    internal async Task<IReadOnlyList<FormOption>?> OfAsync(Lookup from, VerbParameter parameter, Incident? incident, Actor by, CancellationToken cancel) => (from, incident) switch
    {
        (Lookup.Client, _) => Clients(await places.OfAsync(by.Person!.Value, cancel)) is { Count: > 0 } mine ? mine : throw VerbRefusals.WhichClient([]),
        (Lookup.OtherClient, { }) => [],
        (Lookup.AnyClient or Lookup.OtherClient, _) => Clients(await db.Organisations.AsNoTracking().Where(one => one.Kind == OrganisationKind.Client && db.Grants.Any(grant => grant.PersonId == by.Person && grant.OrganisationId == one.Id)).OrderBy(one => one.Name).ToListAsync(cancel)),
        (Lookup.ContactKind, _) => [.. PlanWords.ContactKinds.Select(kind => new FormOption(kind, kind.Replace('-', ' ')))],
        (Lookup.PlanPart, _) => [.. Plans.Editing.PlanSections.All.Select(one => new FormOption(one.Name, one.Name.Replace('_', ' ')))],
        (_, null) => null,
        (Lookup.Person, { } here) => People(await people.Joinable(here.OrganisationId).AsNoTracking().OrderBy(one => one.Name).ThenBy(one => one.Handle).ToListAsync(cancel)),
        (Lookup.Legal, { } here) => People(await people.HoldersAsync(here.OrganisationId, [GrantRole.Legal], cancel)),
        (Lookup.Pageable, { } here) => await plans.OfAsync(here, cancel) is { } plan ? Pageable(plan) : [],
        (Lookup.InPlan, { } here) => await plans.OfAsync(here, cancel) is { } plan ? [.. Pageable(plan).Concat(plan.Contacts.Select(one => one.Kind).Select(kind => new FormOption(kind, $"{kind} (kind)"))).DistinctBy(one => one.Value, StringComparer.OrdinalIgnoreCase)] : [],
        (Lookup.Contact, { } here) => await plans.OfAsync(here, cancel) is { } plan ? [.. Contacts(plan)] : [],
        (Lookup.Clock, { } here) => Clocks((await ClocksAsync(here, cancel)).Where(one => !one.Decided)),
        (Lookup.DecidedClock, { } here) => Clocks((await ClocksAsync(here, cancel)).Where(one => one.Decided || one.State is ClockState.Held)),
        (Lookup.Event, { } here) => await EventsAsync(here, cancel),
        (Lookup.Task, { } here) => await TasksAsync(here, by, parameter, cancel),
        (Lookup.FollowUp, { } here) => [.. (await db.FollowUps.AsNoTracking().Where(one => one.IncidentId == here.Id && one.DoneAt == null).OrderBy(one => one.Number).ToListAsync(cancel)).Select(one => new FormOption($"{one.Number}", $"{one.Number} {one.Title}"))],
        (Lookup.Gap, { } here) => [.. (await gaps.OpenAsync(here, cancel)).Select(one => new FormOption($"{one.Number}", $"{one.Number} {one.Text}"))],
        (Lookup.Page, { } here) => await PagesAsync(here, by, cancel),
        (Lookup.Invitation, { } here) => [.. (await db.Invitations.AsNoTracking().Where(one => one.IncidentId == here.Id && one.RevokedAt == null).OrderBy(one => one.Number).ToListAsync(cancel)).Select(one => new FormOption($"{one.Number}", $"{one.Number} {one.Contact}, {one.Words(time.Now)}"))],
        (Lookup.Incident, { } here) => await OthersAsync(here, by, cancel),
        (Lookup.EarlierState, { } here) => States(IncidentState.Triage, here.State - 1),
        (Lookup.Stage, _) => States(IncidentState.Triage, IncidentState.Review),
        _ => null,
    };

    private static List<FormOption> Clients(IEnumerable<Organisation> clients) => [.. clients.Select(one => new FormOption(one.Slug, one.Name))];

    private static List<FormOption> People(IEnumerable<Person> people) => [.. people.Select(one => new FormOption(one.Id.ToString(), $"{one.Name} (@{one.Handle})"))];

    private static List<FormOption> Pageable(Plan plan) => [.. plan.Roles.Select(one => new FormOption(one.Name, $"{one.Name} (role)")).Concat(Contacts(plan)).DistinctBy(one => one.Value, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<FormOption> Contacts(Plan plan) => plan.Contacts.Select(one => new FormOption(one.Key, one.Organisation is null ? one.Name : $"{one.Name}, {one.Organisation}"));

    private static List<FormOption> States(IncidentState first, IncidentState last) =>
        [.. Enum.GetValues<IncidentState>().Where(one => one >= first && one <= last && one <= IncidentState.Review).Reverse().Select(one => new FormOption(one.Kebab(), $"{char.ToUpperInvariant(one.Words()[0])}{one.Words()[1..]}"))];

    private static List<FormOption> Clocks(IEnumerable<Clock> clocks) => [.. clocks.Select(one => new FormOption($"{one.Number}", $"{one.Number} {ClockWords.Title(one)}"))];

    /// <summary>What runs first comes first, and then what is due first.</summary>
    private async Task<IReadOnlyList<Clock>> ClocksAsync(Incident incident, CancellationToken cancel) =>
        [.. (await db.Clocks.AsNoTracking().Where(one => one.IncidentId == incident.Id).ToListAsync(cancel)).Where(one => one.Shown).OrderByDescending(one => one.Runs).ThenBy(one => one.DueAt ?? DateTimeOffset.MaxValue).ThenBy(one => one.Number)];

    /// <summary>The events that start a clock which may apply here, those of clocks that surely do first; where there is none, all of the catalogue.</summary>
    private async Task<IReadOnlyList<FormOption>> EventsAsync(Incident incident, CancellationToken cancel)
    {
        var clocks = (await ClocksAsync(incident, cancel)).Where(one => !one.Decided).OrderBy(one => one.Reach);
        var names = clocks.Select(one => Catalogue.Shipped.Find(one.RowId)).OfType<ObligationRow>().SelectMany(row => Catalogue.EventsOf(row.Due)).Distinct(StringComparer.Ordinal).ToList();
        return [.. (names.Count > 0 ? names : Catalogue.Shipped.Events).Select(name => new FormOption(name, Catalogue.Shipped.WordsFor(name)))];
    }

    private async Task<IReadOnlyList<FormOption>> TasksAsync(Incident incident, Actor by, VerbParameter parameter, CancellationToken cancel)
    {
        var open = await db.ChecklistItems.AsNoTracking().Where(one => one.IncidentId == incident.Id && one.State == ChecklistState.Open).OrderBy(one => one.Number).ToListAsync(cancel);
        var mine = by.May(Permission.ManageWork) is Access.Own ? open.Where(one => one.AssigneeId == by.Person) : open;
        return [.. mine.OrderByDescending(one => one.Stage == incident.State).Select(one => new FormOption($"{one.Number}", $"{one.Number} {one.Title}"))];
    }

    private async Task<IReadOnlyList<FormOption>> PagesAsync(Incident incident, Actor by, CancellationToken cancel)
    {
        var open = await db.Pages.AsNoTracking().Where(one => one.IncidentId == incident.Id && one.State == PageState.Paging
            && (by.May(Permission.AnswerPage) == Access.Yes || db.PageAttempts.Any(attempt => attempt.PageId == one.Id && attempt.PersonId == by.Person))).OrderByDescending(one => one.Number).ToListAsync(cancel);
        return [.. open.Select(one => new FormOption($"{one.Number}", $"{one.Number} {one.Asked}"))];
    }

    private async Task<IReadOnlyList<FormOption>> OthersAsync(Incident incident, Actor by, CancellationToken cancel)
    {
        var others = await standings.Visible(by.Person!.Value).AsNoTracking()
            .Where(one => one.OrganisationId == incident.OrganisationId && one.Id != incident.Id && (!by.InChat || one.OutOfBandSince == null) && one.State != IncidentState.Closed && one.State != IncidentState.Dismissed && one.State != IncidentState.Merged)
            .OrderByDescending(one => one.Number).Take(FormField.MostOptions).ToListAsync(cancel);
        return [.. others.Select(one => new FormOption(one.Reference.ToString(), one.Confidential ? $"{one.Reference} {one.CodeName}" : one.PublicName))];
    }
}
