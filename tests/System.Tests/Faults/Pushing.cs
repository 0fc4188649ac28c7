using Support;

namespace SystemTests;

/// <summary>
/// Callers pushing side by side, in as many stages as there are faults: what belongs to a stage is pushed when it is
/// opened, so that each fault meets requests under way.
/// </summary>
sealed class Pushing
{
    readonly List<Pusher> pushers;
    readonly TaskCompletionSource[] gates;
    int idle;
    readonly CancellationTokenSource stop = new(TimeSpan.FromMinutes(30));

    /// <param name="callers">signed in, one each</param>
    /// <param name="name">what the ids of its households begin with</param>
    /// <param name="changes">acknowledged rows, at least</param>
    public Pushing(IReadOnlyList<HttpClient> callers, string name, int changes, int stages, int seed)
    {
        var random = new Random(seed);
        var sizes = new List<int>();
        while (sizes.Sum() < changes || sizes.Count % callers.Count != 0) sizes.Add(random.Next(1, 21));
        pushers = [.. callers.Select((http, at) => new Pusher(http, $"{name}-{at:00}", 40, random.Next()))];
        gates = [.. Enumerable.Range(0, stages).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        var each = sizes.Chunk(sizes.Count / callers.Count).ToArray();
        All = Task.WhenAll(pushers.Select((pusher, at) => RunAsync(pusher, each[at])));
    }

    /// <summary>Done when everything is acknowledged; fails with whoever was refused.</summary>
    public Task All { get; }

    public int Accepted => pushers.Sum(pusher => pusher.Accepted);
    public int Repeated => pushers.Sum(pusher => pusher.Repeated);

    /// <summary>Nobody has anything left to push before the next stage.</summary>
    public bool IsIdle => Volatile.Read(ref idle) == pushers.Count;

    /// <summary>The version of each household, by what was acknowledged.</summary>
    public Dictionary<string, int> Acknowledged => pushers.SelectMany(pusher => pusher.Owned).ToDictionary(it => it.Id, it => it.Version, StringComparer.Ordinal);

    public void Open(int stage) => gates[stage].TrySetResult();

    /// <summary>Waits until so many more rows are acknowledged, or until what was opened is done.</summary>
    public Task MovesByAsync(int rows)
    {
        var before = Accepted;
        return Eventually.HoldsAsync(() => All.IsFaulted ? throw All.Exception : Task.FromResult(Accepted >= before + rows), TimeSpan.FromMinutes(2));
    }

    async Task RunAsync(Pusher pusher, int[] sizes)
    {
        for (var at = 0; at < sizes.Length; at++)
        {
            Interlocked.Increment(ref idle);
            await gates[at * gates.Length / sizes.Length].Task.WaitAsync(stop.Token);
            Interlocked.Decrement(ref idle);
            await pusher.PushAsync(sizes[at], stop.Token);
        }
        Interlocked.Increment(ref idle);
    }
}
