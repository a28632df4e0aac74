namespace IncidentBot.BrowserTests.Support;

/// <summary>Where the tests leave pictures and logs: the folder that the runner names, else artifacts in the checkout.</summary>
public static class Artifacts
{
    public static string Root { get; } = Find();

    public static string Folder { get; } = Directory.CreateDirectory(Environment.GetEnvironmentVariable("INCIDENTBOT_ARTIFACTS") ?? Path.Combine(Root, "artifacts")).FullName;

    public static string Screens { get; } = Directory.CreateDirectory(Path.Combine(Folder, "screens")).FullName;

    /// <summary>True when the pictures of the documents are to be taken anew.</summary>
    public static bool UpdateDocs => Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IncidentBot.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside a checkout.");
        }

        return folder.FullName;
    }
}
