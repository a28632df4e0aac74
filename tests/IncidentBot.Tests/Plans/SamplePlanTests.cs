using IncidentBot.Core.Organisations;
using IncidentBot.Core.Plans;

namespace IncidentBot.Tests.Plans;

public sealed class SamplePlanTests
{
    private static readonly PlanParse Parse = PlanFile.Parse(SamplePlan.Path, File.ReadAllBytes(SamplePlan.Path));

    private static Plan Plan => Parse.Plan!;

    [Fact]
    public void The_sample_has_no_problem() => Assert.Empty(Parse.Problems);

    [Fact]
    public void It_says_whose_it_is_and_what_it_was_read_from()
    {
        Assert.Equal(("contoso-dental", "Contoso Dental", "America/Chicago"), (Plan.Slug, Plan.Name, Plan.Zone));
        Assert.Equal(new PlanProvider("northwind", "Northwind Managed Security"), Plan.Provider);
        Assert.Equal(SamplePlan.Path, Plan.Source);
        Assert.Equal(SamplePlan.Text, Plan.Text);
        Assert.Matches("^[0-9a-f]{64}$", Plan.Hash);
    }

    [Fact]
    public void A_stored_text_parses_to_the_same_plan_with_or_without_a_byte_order_mark()
    {
        var again = PlanFile.Parse("stored plan", "\uFEFF" + Plan.Text).Plan;
        Assert.Equal(Plan.Hash, again!.Hash);
        Assert.Equal(Plan.Text, again.Text);
    }

    [Fact]
    public void People_bring_their_grants()
    {
        var nora = Plan.People.Single(person => person.Handle == "nora");
        Assert.Equal((PlanEmployer.Provider, GrantRole.IncidentManager), (nora.Employer, Assert.Single(nora.Grants)));
        Assert.Equal(["lena", "milo"], Plan.People.Where(person => person.Grants.Contains(GrantRole.Legal)).Select(person => person.Handle));
    }

    [Fact]
    public void Every_severity_pages_somebody()
    {
        Assert.Equal([1, 2, 3, 4, 5], Plan.Escalation.SelectMany(rule => rule.Severities).Order());
        Assert.Equal(TimeSpan.FromMinutes(5), Plan.Escalation[0].Levels[0].Wait);
        Assert.Equal("legal", Plan.Escalation[0].Levels[0].Page[^1]);
    }

    [Fact]
    public void Outsiders_have_no_account_and_take_the_clients_zone_where_they_name_none()
    {
        Assert.Null(Plan.FindContact("fabrikam-claims")!.Person);
        Assert.Equal("America/Chicago", Plan.FindContact("northwind-soc")!.Zone);
        Assert.Equal("litware-response", Plan.FindRole("partner")!.Contact);
    }

    [Fact]
    public void Legal_facts_are_typed()
    {
        Assert.Equal("lena", Plan.LegalStatus.SetBy);
        Assert.Equal(new NodaTime.LocalDate(2026, 9, 14), Plan.LegalStatus.SetOn);
        Assert.Equal(true, Plan.LegalStatus.Facts["gdpr_in_scope"]);
        Assert.Equal("controller", Plan.LegalStatus.Facts["client_role"]);
        Assert.Equal(["hipaa-covered-entity"], Assert.IsType<IReadOnlyList<string>>(Plan.LegalStatus.Facts["regulated_as"], exactMatch: false));
    }

    [Fact]
    public void A_stage_without_a_protocol_of_its_own_takes_what_other_says()
    {
        Assert.Equal(Plan.TasksFor("other", "recovery"), Plan.TasksFor("data-exfiltration", "recovery"));
        Assert.Equal(Plan.TasksFor("other", "containment"), Plan.TasksFor("insider", "containment"));
        Assert.NotEqual(Plan.TasksFor("other", "containment"), Plan.TasksFor("ransomware", "containment"));
        Assert.Empty(Plan.TasksFor("ransomware", "review"));
    }

    [Fact]
    public void Ransomware_contains_first_and_hardens_later()
    {
        var tasks = Plan.TasksFor("ransomware", "containment");
        Assert.Equal(["isolate", "disable-account", "revoke-sessions", "block-ip", "block-domain", "preserve-evidence"], tasks.Where(task => task.Horizon == "short").Select(task => task.Action).Distinct());
        Assert.Equal(["firewall", "patch", "reset-credentials"], tasks.Where(task => task.Horizon == "long").Select(task => task.Action));
    }

    [Fact]
    public void What_matters_and_what_the_press_is_told_and_who_reviewed_it_is_there()
    {
        Assert.Equal(new PlanAsset("Active Directory", "identity", "technical-lead", "high", null), Plan.Assets.Single(asset => asset.Kind == "identity"));
        Assert.Contains("({reference})", Plan.Communication.Single(rule => rule.Template is not null).Template, StringComparison.Ordinal);
        Assert.Equal(new PlanReview(new NodaTime.LocalDate(2026, 10, 12), "nora"), Plan.Reviewed);
    }

    [Fact]
    public void The_words_of_a_plan_and_the_grants_are_the_same() =>
        Assert.Equal(Enum.GetValues<GrantRole>().Length, PlanWords.Grants.Count);

    [Fact]
    public void The_smallest_plan_of_the_reference_parses()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "IncidentBot.sln")))
        {
            root = root.Parent;
        }

        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "plan-files.md"));
        var example = page.Split("```yaml\n")[1].Split("```")[0];
        Assert.Empty(PlanFile.Parse("docs/plan-files.md", example).Problems);
        Assert.All(PlanWords.Actions.Concat(PlanWords.Grants).Concat(PlanWords.ContactKinds).Concat(PlanWords.IncidentTypes).Concat(PlanWords.AssetKinds).Concat(PlanWords.Placeholders), word => Assert.Contains(word, page, StringComparison.Ordinal));
    }
}
