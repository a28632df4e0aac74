using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;
using IncidentBot.Core.Verbs;

namespace IncidentBot.Core.Plans.Editing;

/// <summary>Changes one part of a client's newest plan and publishes it, checked as a whole file is.</summary>
public sealed class PlanEditor(PlanBook plans, PlanPublisher publisher)
{
    /// <summary>A contact of a version as it is written; null where there is none.</summary>
    public static ContactFields? ContactOf(PlanVersion version, string key) => PlanSource.Read(version.Text)?.Entry(PlanSections.Contacts, key) is { } entry ? ContactFields.Of(entry) : null;

    /// <summary>All contacts of a version as they are written, by their keys.</summary>
    public static IReadOnlyDictionary<string, ContactFields> ContactsOf(PlanVersion version) =>
        (PlanSource.Read(version.Text)?.Entries(PlanSections.Contacts) ?? []).Select(ContactFields.Of).DistinctBy(one => one.Key).ToDictionary(one => one.Key, StringComparer.Ordinal);

    /// <summary>A part of a version as it is written, from its key on; null where the plan has none.</summary>
    public static string? PartOf(PlanVersion version, string section) => PlanSource.Read(version.Text)?.Section(section);

    internal async Task<PlanDraft> OpenAsync(Organisation client, CancellationToken cancel)
    {
        var latest = await plans.LatestAsync(client.Id, cancel) ?? throw PlanRefusals.NoPlan(client);
        return new PlanDraft(client, latest, PlanSource.Read(latest.Text) ?? throw PlanRefusals.Unreadable(latest.Number));
    }

    /// <summary>The plan as somebody saw it who changes it now; null where they saw the newest, or do not say what they saw.</summary>
    /// <param name="what">They change.</param>
    internal async Task<PlanSource?> SeenAsync(PlanDraft draft, int? version, string what, CancellationToken cancel)
    {
        if (version is not { } number || number == draft.Latest.Number)
        {
            return null;
        }

        return await plans.VersionAsync(draft.Client.Id, number, cancel) is { } seen && PlanSource.Read(seen.Text) is { } source ? source : throw PlanRefusals.ChangedMeanwhile(what, draft.Latest.Number);
    }

    /// <summary>Refuses to change a contact that somebody else has changed since it was looked at.</summary>
    internal async Task RefuseChangedAsync(PlanDraft draft, int? version, string contact, CancellationToken cancel)
    {
        var what = $"contact {contact}";
        if (await SeenAsync(draft, version, what, cancel) is { } seen && !YamlNodes.Same(seen.Entry(PlanSections.Contacts, contact), draft.Source.Entry(PlanSections.Contacts, contact)))
        {
            throw PlanRefusals.ChangedMeanwhile(what, draft.Latest.Number);
        }
    }

    /// <summary>Publishes the draft with another text.</summary>
    /// <param name="place">Where a problem of the new text is, in words, and in which field of a form.</param>
    internal async Task PublishAsync(PlanDraft draft, string text, Func<PlanSource?, PlanProblem, (string? Where, string? Field)> place, Actor by, CancellationToken cancel)
    {
        var parse = PlanFile.Parse("the plan", text);
        if (parse.Plan is null)
        {
            throw Wrong(PlanSource.Read(text), parse.Problems, place);
        }

        await publisher.PublishAsync(parse, draft.Latest, by, by.Standing, cancel);
    }

    private static RefusalException Wrong(PlanSource? source, IReadOnlyList<PlanProblem> problems, Func<PlanSource?, PlanProblem, (string? Where, string? Field)> place)
    {
        var found = problems.Take(10).Select(problem => (problem.Sentence, Place: place(source, problem))).ToList();
        var sentences = Prose.Join("\n", found.Select(one => one.Place.Where is { } where ? (Prose)$"- {where}: {one.Sentence}" : $"- {one.Sentence}"));
        return new RefusalException(new Refusal("plan-problems", $"Nothing was changed, because the plan would not hold any more.\n{sentences}") { Field = found[0].Place.Field });
    }
}

/// <summary>The newest plan of a client, about to be changed.</summary>
internal sealed record PlanDraft(Organisation Client, PlanVersion Latest, PlanSource Source);
