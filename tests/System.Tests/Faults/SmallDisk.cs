namespace SystemTests;

/// <summary>A file system in memory over a folder, which can be made full to its last page and given room again. Needs root.</summary>
sealed class SmallDisk(string folder) : IAsyncDisposable
{
    /// <param name="folder">there, and empty</param>
    public static async Task<SmallDisk> OverAsync(string folder, int megabytes)
    {
        await BashAsync($"mount -t tmpfs -o size={megabytes}m,mode=755 tmpfs {folder}");
        return new SmallDisk(folder);
    }

    /// <summary>From now on there is room for what is there and for nothing more.</summary>
    // Somebody may write between the question and the answer: then it is asked again. Nothing at all would mean no limit.
    public Task FillAsync() => BashAsync(
        $"for try in {{1..50}}; do used=$(df --output=used -B1 {folder} | tail -n 1); mount -o remount,size=$((used > 4096 ? used : 4096)) {folder} && exit; done; exit 1");

    public Task FreeAsync(int megabytes) => BashAsync($"mount -o remount,size={megabytes}m {folder}");

    public async ValueTask DisposeAsync() => await BashAsync($"umount {folder}");

    static async Task BashAsync(string command)
    {
        var (code, _, errors) = await Tree.RunAsync(command);
        if (code != 0) throw new InvalidOperationException($"{command} ended with {code}: {errors}");
    }
}
