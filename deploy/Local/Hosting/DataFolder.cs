namespace Local;

/// <summary>The one folder that holds everything this process keeps; one process at a time.</summary>
sealed class DataFolder : IDisposable
{
    readonly FileStream held;

    DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    public string Path { get; }

    /// <exception cref="CannotStart">rules <c>data-folder-is-free</c>, <c>data-folder-is-writable</c></exception>
    public static DataFolder Take(string path)
    {
        var whole = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(whole);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(whole, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart("data-folder-is-writable", whole, error);
        }
        try
        {
            return new DataFolder(whole, new FileStream(System.IO.Path.Combine(whole, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (!IsFull(error))
        {
            throw new CannotStart("data-folder-is-free", whole, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new CannotStart("data-folder-is-writable", whole, error);
        }
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => held.Dispose();

    /// <summary>ENOSPC on Unix, ERROR_DISK_FULL on Windows.</summary>
    internal static bool IsFull(IOException error) => (error.HResult & 0xFFFF) is 28 or 112;
}

/// <summary>Why nothing was started, as a rule with words in both languages and the place that it is about.</summary>
sealed class CannotStart(string rule, string place, Exception? inner = null) : Exception(rule, inner)
{
    public string Rule { get; } = rule;
    public string Place { get; } = place;

    public override string ToString() => $"{Place}: {Defaults.Texts.Of(Rule)}";
}
