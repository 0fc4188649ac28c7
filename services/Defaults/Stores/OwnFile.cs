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

    /// <summary>
    /// What is in a file of a known length; made, where there is none, by one of the processes that ask at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">when it has another length, or another process keeps it</exception>
    public static byte[] ReadOrMake(string path, int length, Func<byte[]> make)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        byte[]? content = null;
        if (SpinWait.SpinUntil(() => (content = TryReadOrMake(path, length, make)) is not null, TimeSpan.FromSeconds(10))) return content!;
        throw new InvalidOperationException($"{path} holds no key of {length} bytes, or another process keeps it");
    }

    /// <summary>
    /// Several processes may start at once, and one may die while it makes the key. Whoever has the file to itself decides
    /// what is in it, and an unfinished key is no key. A file that is there is only read: it may be mounted to be.
    /// </summary>
    static byte[]? TryReadOrMake(string path, int length, Func<byte[]> make)
    {
        try
        {
            if (File.Exists(path) && File.ReadAllBytes(path) is { } known && known.Length == length) return known;
            using var stream = OpenAlone(path);
            if (stream.Length == length) return null; // made meanwhile: read it
            var made = make();
            stream.SetLength(0);
            stream.Write(made);
            stream.Flush(flushToDisk: true);
            return made;
        }
        catch (IOException error) when (File.Exists(path) && !Problems.IsFull(error))
        {
            return null; // somebody else has it to itself just now
        }
    }

    static FileStream Open(string path, FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
