using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Defaults.Tests;

public sealed class ResealTests : IDisposable
{
    // A key of its own: stores under one and the same key share a model, and with it who seals.
    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    string KeyFile => Path.Combine(folder, "sealing.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Providers))]
    public async Task What_is_sealed_under_an_older_key_is_sealed_anew_and_is_the_same(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, change: WithKey);
        await shop.SaveAsync(db => db.AddRange(Enumerable.Range(1, 1_203).Select(it => new Crate { Id = $"c{it:0000}", Area = "320102001001", Note = $"王秀英{it}" })));
        Assert.Empty(await InAsync(shop, reseal => reseal.SubjectsAsync(default)));
        AddKey();
        Assert.Equal(["Crates", "requests"], (await InAsync(shop, reseal => reseal.SubjectsAsync(default))).Order(StringComparer.Ordinal));
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c9999", Area = "320102001001", Note = "under the new key" }));
        var done = await InAsync(shop, reseal => reseal.RunAsync(default));
        Assert.Equal((2, 1_203, 0), (done.Key, done.Rows["Crates"], done.Rows["requests"]));
        Assert.Equal([new(2, 1_204)], done.Left);
        var crates = await shop.InAsync(Caller.System, db => db.Crates.Where(it => it.Id != "c9999").OrderBy(it => it.Id).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 1_203).Select(it => ($"王秀英{it}", 1L)), crates.Select(it => (it.Note, it.Version)));
        Assert.Equal(0, (await InAsync(shop, reseal => reseal.RunAsync(default))).Rows["Crates"]);
    }

    [Fact]
    public async Task What_somebody_else_is_changing_is_left_for_the_next_time()
    {
        await using var shop = await Shop.OpenAsync("postgres", change: WithKey);
        await shop.SaveAsync(db => db.AddRange(new Crate { Id = "c1", Area = "320102001001", Note = "old" }, new Crate { Id = "c2", Area = "320102001001", Note = "old" }));
        AddKey();
        await shop.InAsync(Caller.System, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await db.Crates.SingleAsync(it => it.Id == "c1")).Note = "new";
            await db.SaveChangesAsync();
            var meanwhile = await InAsync(shop, reseal => reseal.RunAsync(default));
            Assert.Equal(1, meanwhile.Rows["Crates"]);
            Assert.Equal([new(1, 1), new(2, 1)], meanwhile.Left);
            await transaction.CommitAsync();
            return 0;
        });
        Assert.Equal([new(2, 2)], (await InAsync(shop, reseal => reseal.RunAsync(default))).Left);
        Assert.Equal(["new", "old"], await shop.InAsync(Caller.System, db => db.Crates.OrderBy(it => it.Id).Select(it => it.Note).ToListAsync()));
    }

    void WithKey(WebApplicationBuilder builder) => builder.Configuration["Sealing:KeyFile"] = KeyFile;

    /// <summary>One that has rested.</summary>
    void AddKey() => File.SetLastWriteTimeUtc($"{KeyFile}.{KeyRing.Add(KeyFile)}", TimeProvider.System.GetUtcNow().UtcDateTime - KeyRing.Rest);

    static async Task<T> InAsync<T>(Shop shop, Func<Reseal, Task<T>> act)
    {
        await using var scope = shop.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await act(scope.ServiceProvider.GetRequiredService<Reseal>());
    }
}
