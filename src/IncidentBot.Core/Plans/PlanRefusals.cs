using IncidentBot.Core.Chat;
using IncidentBot.Core.Organisations;

namespace IncidentBot.Core.Plans;

/// <summary>What the verbs about plans refuse, in the sentences people see.</summary>
public static class PlanRefusals
{
    private const int MostProblems = 25;

    public static RefusalException NoPlan(Organisation client) => new(new Refusal("no-plan",
        $"{client.Name} has no response plan that can be read. Ask the operator to put its file into the folder of plans; the log says what is wrong with one that is there."));

    public static RefusalException NothingCalled(string what, Plan plan) =>
        new(new Refusal("no-such-contact", $"The plan knows no role, contact or kind \"{what}\". Roles: {string.Join(", ", plan.Roles.Select(role => role.Name))}. Kinds: {string.Join(", ", plan.Contacts.Select(contact => contact.Kind).Distinct())}. `plan show` alone shows all of it.") { Field = "what" });

    public static RefusalException NoVersion(Organisation client, int number, int latest, string field) =>
        new(new Refusal("no-such-version", $"The plan of {client.Name} has no version {number}; its versions are 1 to {latest}. `plan history` lists them.") { Field = field });

    public static RefusalException Unreadable(int number) => new(new Refusal("unreadable-version",
        $"Version {number} cannot be read by today's rules of plan files, so it cannot be compared. `plan export --version {number}` gives it as it was written."));

    public static RefusalException Problems(IReadOnlyList<PlanProblem> problems) =>
        new(new Refusal("plan-problems", $"Nothing was changed: the plan has {(problems.Count == 1 ? "a mistake" : $"{problems.Count} mistakes")}.\n{Prose.Join("\n", problems.Take(MostProblems).Select(Line))}{(problems.Count > MostProblems ? $"\nMend these first; {problems.Count - MostProblems} more follow." : "")}") { Field = "text" });

    /// <summary>One answer for a client that is not there, one that is somebody else's, and one whose plan somebody may only read.</summary>
    public static RefusalException NotYours(string slug) =>
        new(new Refusal("no-such-client", $"There is no client \"{slug}\" whose plan you may change. Only its incident manager may; the plan of a new client is put into the folder of plans by the operator. `whoami` shows where you have a part.") { Field = "text" });

    public static RefusalException OutOfBounds(IEnumerable<Prose> crossed) =>
        new(new Refusal("out-of-bounds", $"Nothing was changed, because not everything in this plan may be changed from here.\n{Prose.Join("\n", crossed.Select(one => (Prose)$"- {one}"))}") { Field = "text" });

    public static RefusalException NoFile(string slug) => new(new Refusal("no-plan-file",
        $"Nothing was changed: no file of the folder of plans holds {slug} now, so there is none to write over. Ask the operator to put its file back, then import again."));

    public static RefusalException ChangedByHand(string file, int version) => new(new Refusal("plan-file-changed",
        $"Nothing was changed: {file} was changed by hand and does not say what version {version} says. `plan check` shows what is wrong with it; once it is taken over, `plan export` it, change that, and import it again."));

    public static RefusalException NotWritten(string file, string reason) => new(new Refusal("plan-not-written",
        $"Nothing was changed: {file} cannot be written ({reason}). Ask the operator to let the account that runs the bot write in the folder of plans, or to save this text there by hand."));

    public static RefusalException ChangedMeanwhile(string what, int version) => new(new Refusal("plan-changed-meanwhile",
        $"Nothing was changed: {what} was changed since you opened it, and the plan is version {version} now. Open it again to see what it says, and change that. `plan history` says who changed the plan."));

    /// <summary>The file is written in a way that the splice does not know.</summary>
    public static RefusalException NotPiecewise(string what) => new(new Refusal("not-piecewise",
        $"Nothing was changed: the file is written in a way in which {what} cannot be changed by itself. `plan export` it, change the file, and `plan import` it."));

    public static RefusalException ContactTaken(string key, string name) => new(new Refusal("contact-taken",
        $"Nothing was changed: there is a contact \"{key}\" already, {name}. Take another short name, or change that one: `contact save {key}` without `--new`.")
    { Field = "contact" });

    public static RefusalException NoContact(string key, Organisation client) => new(new Refusal("no-such-contact",
        $"The plan of {client.Name} has no contact \"{key}\", so nothing was changed. `plan show` lists them; `contact save` adds one.")
    { Field = "contact" });

    public static RefusalException NoSection(string name) => new(new Refusal("no-such-section",
        $"A plan has no part called \"{name}\" that can be changed by itself. Parts: {string.Join(", ", Editing.PlanSections.All.Select(one => one.Name))}. `help plan section` says how.")
    { Field = "section" });

    public static RefusalException OtherSection(string name) => new(new Refusal("other-section",
        $"Nothing was changed: begin with `{name}:` in the first column, and write only that part. `none` alone takes it out.")
    { Field = "text" });

    private static Prose Line(PlanProblem problem) => $"- line {problem.Line}: {problem.Sentence}";
}
