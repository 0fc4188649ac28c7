using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class BulkRowsTests
{
    static readonly DateTime at = new(2026, 3, 10, 1, 2, 3, DateTimeKind.Utc);

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    /// <summary>Each provider with few rows more, and with many: on PostgreSQL they go different ways.</summary>
    public static IEnumerable<object[]> Numbers => from provider in TestStore.Providers from more in new[] { 0, 150 } select new object[] { provider[0], more };

    [Theory, MemberData(nameof(Numbers))]
    public async Task Rows_added_at_once_are_the_same_as_rows_added_one_by_one(string provider, int more)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.Add(Crate("one", "王秀英")));
        await shop.InAsync(Caller.System, db => db.InOneAsync(async () =>
        {
            await db.AddManyAsync([Crate("many", "王秀英"), .. More(more)], CancellationToken.None);
            return 0;
        }, CancellationToken.None));
        var crates = await shop.InAsync(Caller.System, db => db.Crates.OrderBy(it => it.Id).ToListAsync());
        Assert.Equal(["many", "one", .. More(more).Select(it => it.Id)], crates.Select(it => it.Id));
        foreach (var crate in crates)
            Assert.Equal(("王秀英", at, DateTimeKind.Utc, "a b", 1L), (crate.Note, crate.At, crate.At.Kind, string.Join(' ', crate.Tags), crate.Version));
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task Rows_put_at_once_take_the_place_of_those_they_were_read_from(string provider, int more)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.AddRange(Crate("a", "old"), Crate("b", "old")));
        await PutAsync(shop, it => it.Note = "new", [Crate("c", "new"), .. More(more)]);
        var crates = await shop.InAsync(Caller.System, db => db.Crates.OrderBy(it => it.Id).Select(it => new { it.Id, it.Note, it.Version }).ToListAsync());
        Assert.Equal(["a new 2", "b new 2", "c new 1"], crates.Take(3).Select(it => $"{it.Id} {it.Note} {it.Version}"));
        Assert.Equal(3 + more, crates.Count);
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task When_one_row_was_changed_meanwhile_none_is_put(string provider, int more)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.AddRange(Crate("a", "old"), Crate("b", "old")));
        var read = await shop.InAsync(Caller.System, db => db.Crates.AsNoTracking().ToListAsync());
        await shop.InAsync(Caller.System, async db =>
        {
            (await db.Crates.SingleAsync(it => it.Id == "b")).Note = "meanwhile";
            return await db.SaveChangesAsync();
        });
        await Assert.ThrowsAsync<StaleException>(() => shop.InAsync(Caller.System, db => db.InOneAsync(async () =>
        {
            await db.PutManyAsync([.. read, .. More(more)], CancellationToken.None);
            return 0;
        }, CancellationToken.None)));
        Assert.Equal(["old", "meanwhile"], await shop.InAsync(Caller.System, db => db.Crates.OrderBy(it => it.Id).Select(it => it.Note).ToListAsync()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Outside_a_transaction_nothing_is_written(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.InAsync(Caller.System, async db =>
        {
            await db.AddManyAsync([Crate("a", "")], CancellationToken.None);
            return 0;
        }));
    }

    [Theory, MemberData(nameof(Numbers))]
    public async Task Of_what_is_told_the_newest_is_kept_and_given_back(string provider, int more)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.AddRange(Sign("a", "old", 5), Sign("b", "old", 5), Sign("c", "old", 5)));
        var signs = (Sign[])[Sign("a", "newer", 6), Sign("a", "between", 5), Sign("b", "same", 5), Sign("c", "older", 4), Sign("d", "first", 1), .. Enumerable.Range(0, more).Select(at => Sign($"z{at:000}", "first", 1))];
        var put = await shop.InAsync(Caller.System, db => db.InOneAsync(() => db.KeepNewestAsync(signs, CancellationToken.None), CancellationToken.None));
        Assert.Equal(["a", "d", .. signs[5..].Select(it => it.Id)], put.Select(it => it.Id));
        var stand = await shop.InAsync(Caller.System, db => db.Signs.OrderBy(it => it.Id).Take(4).ToListAsync());
        Assert.Equal(["a newer 6", "b old 5", "c old 5", "d first 1"], stand.Select(it => $"{it.Id} {it.Text} {it.Version}"));
    }

    static Task<int> PutAsync(Shop shop, Action<Crate> change, Crate[] more) => shop.InAsync(Caller.System, async db =>
    {
        var crates = await db.Crates.AsNoTracking().ToListAsync();
        crates.ForEach(change);
        return await db.InOneAsync(async () =>
        {
            await db.PutManyAsync([.. crates, .. more], CancellationToken.None);
            return await db.SaveChangesAsync();
        }, CancellationToken.None);
    });

    static Crate[] More(int count) => [.. Enumerable.Range(0, count).Select(at => Crate($"z{at:000}", "王秀英"))];

    static Sign Sign(string id, string text, long version) => new() { Id = id, Text = text, Version = version };

    static Crate Crate(string id, string note) => new() { Id = id, Area = "320102001001", Note = note, At = at, Tags = ["a", "b"] };
}
