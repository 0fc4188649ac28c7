using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Defaults.Tests;

/// <summary>A fact that one or two hear.</summary>
public sealed record CrateMoved(string Crate);

/// <summary>A fact that nobody hears well.</summary>
public sealed record CrateLost(string Crate);

/// <summary>What the hearers of this test do with a fact: count it, and fail where they are told to.</summary>
sealed class Ears
{
    readonly Channel<string> heard = Channel.CreateUnbounded<string>();

    /// <summary>Names of hearers that throw after they have acted, and how many times more.</summary>
    public ConcurrentDictionary<string, int> Failing { get; } = new();

    public void Hear(string hearer)
    {
        heard.Writer.TryWrite(hearer);
        if (Failing.GetValueOrDefault(hearer) <= 0) return;
        Failing[hearer]--;
        throw new InvalidOperationException("the hearer fails");
    }

    /// <summary>Waits until a hearer was told.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await heard.Reader.ReadAsync(patience.Token);
    }
}

sealed class WhenCrateMoved(ShopStore db, Ears ears) : IWhen<CrateMoved>
{
    public async Task HearAsync(CrateMoved fact, CancellationToken stop)
    {
        await Count.OneAsync(db, "first-" + fact.Crate, stop);
        ears.Hear("first");
    }
}

sealed class WhenCrateMovedToo(ShopStore db, Ears ears) : IWhen<CrateMoved>
{
    public async Task HearAsync(CrateMoved fact, CancellationToken stop)
    {
        await Count.OneAsync(db, "second-" + fact.Crate, stop);
        ears.Hear("second");
    }
}

sealed class WhenCrateLost(ShopStore db, Ears ears) : IWhen<CrateLost>
{
    public async Task HearAsync(CrateLost fact, CancellationToken stop)
    {
        await Count.OneAsync(db, "lost-" + fact.Crate, stop);
        ears.Hear("lost");
    }
}

static class Count
{
    /// <summary>Adds one in a way that would count a repeated delivery twice, and writes it at once: only the transaction takes it back.</summary>
    public static async Task OneAsync(ShopStore db, string id, CancellationToken stop)
    {
        if (await db.Tallies.SingleOrDefaultAsync(it => it.Id == id, stop) is { } tally) tally.Count++;
        else db.Add(new Tally { Id = id, Count = 1 });
        await db.SaveChangesAsync(stop);
    }
}
