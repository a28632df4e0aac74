namespace IncidentBot.Host.Hosting;

/// <summary>The shipped sample, copied into the data folder at the first start where no folder of plans is named: whoever tries the bot changes their own copy, and an update takes nothing away.</summary>
internal static class SamplePlans
{
    public static string In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            foreach (var plan in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plans")))
            {
                File.Copy(plan, Path.Combine(folder, Path.GetFileName(plan)));
            }
        }

        return folder;
    }
}
