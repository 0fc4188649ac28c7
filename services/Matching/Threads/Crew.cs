using System.Runtime.ExceptionServices;

namespace Matching;

/// <summary>Threads that share work whose result does not depend on who does what.</summary>
/// <param name="hands">How many threads.</param>
/// <param name="smallestPart">Seats in the parts that threads begin with, at least.</param>
/// <param name="worthSharing">Less than this is done before another thread has begun.</param>
sealed class Crew(int hands, int smallestPart = 4_000, int worthSharing = 20_000)
{
    const int Growth = 8;

    public int Hands => hands;

    /// <summary>
    /// Sizes of the parts that a range is worked on in: first of those that fit into a processor's own memory, then each
    /// eight times as large, as long as there are several.
    /// </summary>
    /// <param name="largestFirst">how many fit at most</param>
    public IEnumerable<int> PartSizes(int count, int largestFirst)
    {
        for (long most = Math.Max(smallestPart, Math.Min(count / 16, largestFirst)); most < count; most *= Growth) yield return (int)most;
    }

    /// <summary>Cuts a range into one stretch a thread, in their order: the thread, the first, and the one after the last.</summary>
    /// <param name="work">how many times as much as to write a number down it is to do one</param>
    public void Split(int count, Action<int, int, int> stretch, int work = 1)
    {
        if (hands == 1 || (long)count * work < worthSharing) stretch(0, 0, count);
        else Together(hand => stretch(hand, Bound(count, hand), Bound(count, hand + 1)));
    }

    /// <summary>Makes an array, each item by its index.</summary>
    public T[] Make<T>(int count, Func<int, T> make)
    {
        var made = new T[count];
        Split(count, (_, from, to) =>
        {
            for (var at = from; at < to; at++) made[at] = make(at);
        });
        return made;
    }

    /// <summary>Sums up a range: each thread its stretch, then their sums in order.</summary>
    public T Sum<T>(int count, T nothing, Func<T, int, T> with, Func<T, T, T> join)
    {
        var sums = new T[hands];
        Array.Fill(sums, nothing);
        Split(count, (hand, from, to) =>
        {
            var sum = nothing;
            for (var at = from; at < to; at++) sum = with(sum, at);
            sums[hand] = sum;
        });
        return sums.Aggregate(join);
    }

    /// <summary>Hands out items one by one; each thread has a worker of its own.</summary>
    public void Share<TWorker>(int items, TWorker[] workers, Action<TWorker, int> work)
    {
        var next = -1;
        Together(Math.Min(items, workers.Length), hand =>
        {
            for (int item; (item = Interlocked.Increment(ref next)) < items;) work(workers[hand], item);
        });
    }

    /// <summary>Hands out items one by one, unless all of them together are little work.</summary>
    public void Share(int items, long work, Action<int> each)
    {
        var next = -1;
        Together(work < worthSharing ? 1 : Math.Min(items, hands), _ =>
        {
            for (int item; (item = Interlocked.Increment(ref next)) < items;) each(item);
        });
    }

    /// <summary>Runs the same once for each thread, and answers when all have ended.</summary>
    public void Together(Action<int> work) => Together(hands, work);

    int Bound(int count, int hand) => (int)((long)count * hand / hands);

    static void Together(int hands, Action<int> work)
    {
        if (hands <= 1)
        {
            if (hands == 1) work(0);
            return;
        }
        try
        {
            Parallel.For(0, hands, new ParallelOptions { MaxDegreeOfParallelism = hands }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Capture(several.InnerExceptions[0]).Throw();
            throw;
        }
    }
}
