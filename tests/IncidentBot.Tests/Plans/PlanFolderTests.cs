using IncidentBot.Core.Plans;

namespace IncidentBot.Tests.Plans;

public sealed class PlanFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plans-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_yaml_file_is_a_client()
    {
        Write("contoso.yaml", SamplePlan.Text);
        Write("fabrikam.yml", Fabrikam);
        Write("readme.md", "not a plan");
        Write(".contoso.yaml", "an editor's own file");
        var snapshot = new PlanFolder(folder).Load();
        Assert.Empty(snapshot.Problems);
        Assert.Equal(["contoso-dental", "fabrikam-clinic"], snapshot.Plans.Select(plan => plan.Slug));
    }

    [Fact]
    public void A_bad_file_does_not_replace_the_last_good_plan()
    {
        Write("contoso.yaml", SamplePlan.Text);
        var plans = new PlanFolder(folder);
        var good = Assert.Single(plans.Load().Plans);

        Write("contoso.yaml", SamplePlan.With("kind: pr\n", "kind: press\n"));
        var bad = plans.Load();
        Assert.Same(good, Assert.Single(bad.Plans));
        Assert.Contains("'press' is no kind of contact", Assert.Single(bad.Problems).Sentence, StringComparison.Ordinal);
        Assert.Same(bad, plans.Current);

        Write("contoso.yaml", SamplePlan.With("name: Contoso Dental\n", "name: Contoso Dental Group\n"));
        var mended = plans.Load();
        Assert.Equal("Contoso Dental Group", Assert.Single(mended.Plans).Name);
        Assert.Empty(mended.Problems);
    }

    [Fact]
    public void A_bad_file_does_not_hold_up_the_others()
    {
        Write("a.yaml", "people: [");
        Write("contoso.yaml", SamplePlan.Text);
        var snapshot = new PlanFolder(folder).Load();
        Assert.Equal("contoso-dental", Assert.Single(snapshot.Plans).Slug);
        Assert.EndsWith("a.yaml", Assert.Single(snapshot.Problems).File, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_with_one_slug_are_named_and_the_one_in_use_stays()
    {
        Write("contoso.yaml", SamplePlan.Text);
        var plans = new PlanFolder(folder);
        plans.Load();

        Write("a-copy.yaml", SamplePlan.Text);
        var snapshot = plans.Load();
        var problem = Assert.Single(snapshot.Problems);
        Assert.EndsWith("contoso.yaml", Assert.Single(snapshot.Plans).Source, StringComparison.Ordinal);
        Assert.Contains("used by contoso.yaml and by a-copy.yaml", problem.Sentence, StringComparison.Ordinal);
        Assert.Equal(SamplePlan.LineOf(SamplePlan.Text, "slug: contoso-dental"), problem.Line);
    }

    [Fact]
    public void A_file_that_takes_anothers_slug_keeps_its_own_last_good_plan()
    {
        Write("contoso.yaml", SamplePlan.Text);
        Write("fabrikam.yaml", Fabrikam);
        var plans = new PlanFolder(folder);
        plans.Load();

        Write("fabrikam.yaml", SamplePlan.Text);
        var snapshot = plans.Load();
        Assert.Equal(["contoso-dental", "fabrikam-clinic"], snapshot.Plans.Select(plan => plan.Slug));
        Assert.Single(snapshot.Problems);
    }

    [Fact]
    public void One_handle_is_one_person_in_every_plan()
    {
        Write("contoso.yaml", SamplePlan.Text);
        Write("fabrikam.yaml", Fabrikam.Replace("handle: dana-f", "handle: dana", StringComparison.Ordinal).Replace("person: dana-f", "person: dana", StringComparison.Ordinal));
        var snapshot = new PlanFolder(folder).Load();
        Assert.Equal("contoso-dental", Assert.Single(snapshot.Plans).Slug);
        Assert.Contains("The handle 'dana' is", Assert.Single(snapshot.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_takes_its_plan_with_it()
    {
        Write("contoso.yaml", SamplePlan.Text);
        var plans = new PlanFolder(folder);
        plans.Load();
        File.Delete(Path.Combine(folder, "contoso.yaml"));
        Assert.Empty(plans.Load().Plans);
    }

    [Fact]
    public void A_folder_that_cannot_be_read_keeps_what_was_read_before()
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, "inner")).FullName;
        File.WriteAllText(Path.Combine(inner, "contoso.yaml"), SamplePlan.Text);
        var plans = new PlanFolder(inner);
        plans.Load();
        Directory.Delete(inner, recursive: true);
        var snapshot = plans.Load();
        Assert.Equal("contoso-dental", Assert.Single(snapshot.Plans).Slug);
        Assert.Contains("The folder of plans cannot be read (it is not there)", Assert.Single(snapshot.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem()
    {
        // A link to nothing cannot be read by anybody, the superuser included.
        File.CreateSymbolicLink(Path.Combine(folder, "contoso.yaml"), Path.Combine(folder, "nowhere"));
        var snapshot = new PlanFolder(folder).Load();
        Assert.Empty(snapshot.Plans);
        Assert.Contains("The file cannot be read", Assert.Single(snapshot.Problems).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_not_changed_is_not_parsed_again()
    {
        Write("contoso.yaml", SamplePlan.Text);
        var plans = new PlanFolder(folder);
        Assert.Same(plans.Load().Plans[0], plans.Load().Plans[0]);
    }

    private static string Fabrikam
    {
        get
        {
            var text = SamplePlan.Text.Replace("slug: contoso-dental", "slug: fabrikam-clinic", StringComparison.Ordinal);
            foreach (var handle in new[] { "lena", "milo", "evan", "dana" })
            {
                text = text.Replace($"handle: {handle}\n", $"handle: {handle}-f\n", StringComparison.Ordinal)
                    .Replace($"person: {handle}\n", $"person: {handle}-f\n", StringComparison.Ordinal)
                    .Replace($"set_by: {handle}\n", $"set_by: {handle}-f\n", StringComparison.Ordinal);
            }

            return text;
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
