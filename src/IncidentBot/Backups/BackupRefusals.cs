using IncidentBot.Core;

namespace IncidentBot.Host.Backups;

/// <summary>What backup and restore refuse, in the sentences people see.</summary>
internal static class BackupRefusals
{
    public static Refusal NoBackup(string file) => new("no-backup", $"{file} is not a backup of IncidentBot, or only a part of one. Nothing was restored.");

    public static Refusal Altered(string part) => new("backup-altered", $"The backup is not what was written: {part} was altered, added or lost. Nothing was restored. Take another copy of it.");

    public static Refusal Newer(string what) => new("backup-newer", $"The backup comes from a newer version of IncidentBot ({what}). Nothing was restored. Restore it with that version.");

    public static Refusal OtherVersion() => new("other-version", "The database belongs to another version of IncidentBot than this program. Nothing was written. Make the backup with the program that serves.");

    public static Refusal FolderNotEmpty(string folder) => new("folder-not-empty", $"{folder} is not empty. Nothing was restored. Name a new folder: --DataFolder PATH.");

    public static Refusal DatabaseNotEmpty() => new("database-not-empty", "The PostgreSQL database is not empty. Nothing was restored. Make a new one and name it in ConnectionStrings__IncidentBot.");

    public static Refusal FileThere(string file) => new("file-there", $"{file} is there already. Nothing was written. Name another file, or a folder.");
}
