namespace Defaults;

/// <summary>Files that hold keys and passwords: made anew, readable by their owner only.</summary>
public static class OwnFile
{
    public static FileStream Create(string path) =>
        Open(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });

    /// <summary>Opens a file, made where there is none, for this process alone.</summary>
    /// <exception cref="IOException">while another process has it open</exception>
    public static FileStream OpenAlone(string path) =>
        Open(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None });

    static FileStream Open(string path, FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
