namespace IncidentBot.Host.Hosting;

/// <summary>The shipped sample, copied into the data folder at the first start where no folder of plans is named: whoever tries the bot changes their own copy, and an update takes nothing away.</summary>
internal static class SamplePlans
{
    /// <summary>All of it or nothing is there: a start that is cut off begins anew the next time.</summary>
    public static string In(string folder)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "plans");
        if (!Directory.Exists(folder) && Directory.Exists(shipped))
        {
            var beside = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
            foreach (var plan in Directory.EnumerateFiles(shipped))
            {
                File.Copy(plan, Path.Combine(beside, Path.GetFileName(plan)));
            }

            Directory.Move(beside, folder);
        }

        return folder;
    }
}
