using Defaults;
using Gateway;
using Microsoft.Data.Sqlite;

namespace Local;

/// <summary>
/// The one folder that holds everything this process keeps, and nothing else; one process at a time. The file
/// <c>lock</c> marks a folder as the platform's.
/// </summary>
sealed class DataFolder : IDisposable
{
    const string LockFile = "lock";

    static readonly string[] stores = [.. GatewayService.Services.Append(GatewayService.Name).Select(service => service + ".db")];

    // A pattern beside each name, for what a crash left half written.
    static readonly string[] made =
        [.. stores.Select(store => store + "*"), "beginning.txt*", "refused.txt", "sign-in.json*", GatewayService.FirstAdministratorFile + "*", "sealing.key*", "audit.key*", "audit-anchors.ndjson*", "log.txt"];

    readonly FileStream held;

    DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <summary>Whether anything was ever stored here.</summary>
    public bool HasStores => stores.Any(store => File.Exists(At(store)));

    /// <exception cref="CannotStart">rules <c>data-folder-is-its-own</c>, <c>data-folder-is-free</c>, <c>data-folder-is-writable</c></exception>
    public static DataFolder Take(string path)
    {
        var whole = System.IO.Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(whole)) RefuseOthers(whole);
            else if (OperatingSystem.IsWindows()) Directory.CreateDirectory(whole);
            else Directory.CreateDirectory(whole, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !Problems.IsFull(error))
        {
            throw new CannotStart("data-folder-is-writable", whole, error);
        }
        try
        {
            return new DataFolder(whole, new FileStream(System.IO.Path.Combine(whole, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (!Problems.IsFull(error))
        {
            throw new CannotStart("data-folder-is-free", whole, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CannotStart("data-folder-is-writable", whole, error);
        }
    }

    /// <summary>Somebody's own files stay what and where they are: the platform neither moves in beside them nor shuts them away.</summary>
    static void RefuseOthers(string whole)
    {
        if (!File.Exists(System.IO.Path.Combine(whole, LockFile)) && Directory.EnumerateFileSystemEntries(whole).Any())
            throw new CannotStart("data-folder-is-its-own", whole);
    }

    /// <summary>Throws away what the platform has made here, and nothing else.</summary>
    public void Empty()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in made.SelectMany(pattern => Directory.EnumerateFiles(Path, pattern)).ToArray()) File.Delete(file);
        if (Directory.Exists(At(Demonstration.Folder))) Directory.Delete(At(Demonstration.Folder), recursive: true);
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => held.Dispose();
}

/// <summary>Why nothing was started, as a rule with words in both languages and the place that it is about.</summary>
sealed class CannotStart(string rule, string place, Exception? inner = null) : Exception(rule, inner)
{
    public string Rule { get; } = rule;
    public string Place { get; } = place;

    public override string ToString() => $"{Place}: {Texts.Of(Rule)}";
}
