using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class NulTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task No_text_with_U0000_is_asked_of_a_store_or_written_to_it(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var nul = "a\0b";
        string[] several = ["a", nul];
        await RefusedAsync(() => shop.InAsync(Caller.System, db => db.Crates.Where(it => it.Id == nul).CountAsync()));
        await RefusedAsync(() => shop.InAsync(Caller.System, db => db.Crates.ExecuteUpdateAsync(set => set.SetProperty(it => it.Area, nul))));
        await RefusedAsync(() => shop.SaveAsync(db => db.Add(new Crate { Id = nul, Area = "320102001001" })));
        await RefusedAsync(() => shop.InAsync(Caller.System, db => db.InOneAsync(
            () => db.KeepNewestAsync([new Sign { Id = nul, Version = 1 }], CancellationToken.None), CancellationToken.None)));
        // Several travel to SQLite as JSON, in which it is escaped; nobody has such an id there.
        if (provider == "sqlite") Assert.Empty(await SeveralAsync());
        else await RefusedAsync(SeveralAsync);
        Assert.Equal(0, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));

        Task<List<Crate>> SeveralAsync() => shop.InAsync(Caller.System, db => db.Crates.Where(it => several.Contains(it.Id)).ToListAsync());
    }

    static async Task RefusedAsync<T>(Func<Task<T>> act)
    {
        var problem = Problems.Of((await Record.ExceptionAsync(act))!);
        Assert.Equal((400, "no-control-characters"), (problem.Status, problem.Extensions["rule"]));
    }
}
