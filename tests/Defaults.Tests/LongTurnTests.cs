using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Defaults.Tests;

public sealed class LongTurnTests
{
    [Fact]
    public async Task It_is_kept_until_somebody_waits_for_it_who_then_has_it_first()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        await using var scope = SystemScope(shop);
        await using (var turn = new LongTurn(scope.ServiceProvider.GetRequiredService<ShopStore>()))
        {
            Assert.False(await turn.TakeAsync(CancellationToken.None));
            Assert.True(turn.Holds);
            Assert.True(await turn.TakeAsync(CancellationToken.None));
            var other = SaveAsync(shop, "other");
            await Eventually.HoldsAsync(async () => await WaitingAsync(shop) == 1);
            Assert.False(other.IsCompleted);
            Assert.False(await turn.TakeAsync(CancellationToken.None));
            Assert.True(turn.WasAwaited);
            await other; // it had its turn: else this one would not be taken
            Assert.True(await turn.TakeAsync(CancellationToken.None));
        }
        await SaveAsync(shop, "after");
    }

    [Fact]
    public async Task Its_own_transactions_have_it_too()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        await using var scope = SystemScope(shop);
        var db = scope.ServiceProvider.GetRequiredService<ShopStore>();
        await using var turn = new LongTurn(db);
        await turn.TakeAsync(CancellationToken.None);
        for (var times = 0; times < 2; times++)
        {
            await using var own = await Turn.TakeAsync(db, CancellationToken.None);
            await own.CommitAsync(CancellationToken.None);
        }
        Assert.True(await turn.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Who_leaves_it_lets_others_have_it_and_has_to_take_it_anew()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        await using var scope = SystemScope(shop);
        await using var turn = new LongTurn(scope.ServiceProvider.GetRequiredService<ShopStore>());
        await turn.TakeAsync(CancellationToken.None);
        await turn.LeaveAsync();
        Assert.False(turn.Holds);
        await SaveAsync(shop, "other");
        Assert.False(await turn.TakeAsync(CancellationToken.None));
        Assert.False(turn.WasAwaited);
    }

    [Fact]
    public async Task It_is_lost_with_its_connection()
    {
        await using var shop = await Shop.OpenAsync("postgres");
        await using var scope = SystemScope(shop);
        var db = scope.ServiceProvider.GetRequiredService<ShopStore>();
        await using var turn = new LongTurn(db);
        await turn.TakeAsync(CancellationToken.None);
        await db.Database.CloseConnectionAsync(); // as when it is noticed that it has ended: the next to ask opens another
        Npgsql.NpgsqlConnection.ClearAllPools();
        await SaveAsync(shop, "other");
        Assert.False(await turn.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task On_sqlite_it_is_never_kept()
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        await using var scope = SystemScope(shop);
        await using var turn = new LongTurn(scope.ServiceProvider.GetRequiredService<ShopStore>());
        Assert.False(await turn.TakeAsync(CancellationToken.None));
        Assert.False(turn.Holds);
        Assert.False(await turn.TakeAsync(CancellationToken.None));
        await SaveAsync(shop, "other");
    }

    static AsyncServiceScope SystemScope(Shop shop)
    {
        var scope = shop.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return scope;
    }

    static Task<bool> SaveAsync(Shop shop, string tally) => shop.InAsync(Caller.System, async db =>
    {
        await using var turn = await Turn.TakeAsync(db, CancellationToken.None);
        db.Tallies.Add(new Tally { Id = tally, Count = 1 });
        await db.SaveChangesAsync();
        await turn.CommitAsync(CancellationToken.None);
        return true;
    });

    static async Task<long> WaitingAsync(Shop shop)
    {
        await using var connection = new Npgsql.NpgsqlConnection(shop.Store.Settings["Store:Connection"]);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
