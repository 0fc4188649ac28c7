namespace Matching;

/// <summary>
/// Gives back what one step of a large run has left, before the next takes as much again. The runtime collects large arrays
/// only when it has to, by which time those that are dead take more room than the market itself.
/// </summary>
static class Leftovers
{
    // Below this the leftovers are small, and looking for them would be most of the work.
    const int WorthCollecting = 300_000;

    public static void Collect(int participants)
    {
        if (participants >= WorthCollecting) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
