namespace IncidentBot.Tests.Support;

/// <summary>Where the checkout is, for tests that hold documents against the code.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string File(string path) => Path.Combine(Root, path);

    /// <summary>Compares a generated document with the one in the checkout; with UPDATE_DOCS=1 writes it instead.</summary>
    public static void Current(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File(path), text);
        }

        Assert.True(System.IO.File.Exists(File(path)) && System.IO.File.ReadAllText(File(path)) == text, $"{path} is stale. Write it again: UPDATE_DOCS=1 bash tests/run.sh --no-browser");
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside a checkout.");
    }
}
