using System.Data.Common;
using Defaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

/// <summary>A store of an older version that cannot be brought to the newest is left as it was, and goes on once it can.</summary>
public sealed class MigrationTests
{
    [Theory]
    [MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task A_migration_that_fails_half_way_leaves_the_store_as_it_was(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var app = Build(store);
        await WithAsync(app, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("First");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO households VALUES ('H1', '320102002001', 1, '[]', {0}, 7)", true);
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE parked (\"Id\" integer)"); // the second migration makes one, after it rebuilt others
        });

        await Assert.ThrowsAnyAsync<DbException>(() => MembersService.MigrateAsync(app.Services));
        await WithAsync(app, async db =>
        {
            Assert.Single(await db.Database.GetAppliedMigrationsAsync());
            await db.Database.ExecuteSqlRawAsync("DROP TABLE parked");
        });
        await MembersService.MigrateAsync(app.Services);

        await WithAsync(app, async db =>
        {
            Assert.Empty(await db.Database.GetPendingMigrationsAsync());
            Assert.Equal(7, (await db.Households.IgnoreQueryFilters().SingleAsync()).Version);
        });
        Assert.DoesNotContain(Directory.GetFiles(store.Folder), it => it.Contains(".migrating", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Runs_that_were_adopted_before_it_was_counted_are_counted_by_the_clock(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var app = Build(store);
        await WithAsync(app, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync("LooksKept");
            var at = new DateTime(2030, 3, 1, 0, 0, 0, DateTimeKind.Utc);
            foreach (var (id, campaign, parent, adopted) in ((string, string, string, int)[])
                [("r1", "a", "", 9), ("r2", "a", "", 5), ("r3", "a", "", 0), ("r4", "b", "", 1), ("r5", "a", "", 9), ("r1-320102", "a", "r1", 9)])
                await db.Database.ExecuteSqlRawAsync(
                    """
                    INSERT INTO runs ("Id", "Campaign", "Parent", "AdoptedAt", "QueuedAt", "Area", "State", "Progress", "Attempts", "Unreachable", "MayPart", "Replacement", "ByDistrict")
                    VALUES ({0}, {1}, NULLIF({2}, ''), {3}, {4}, '', 'Adopted', 0, 0, 0, {5}, {5}, {5})
                    """, id, campaign, parent, at.AddDays(adopted), at, false);
            await db.Database.ExecuteSqlRawAsync("""UPDATE runs SET "AdoptedAt" = NULL WHERE "Id" = 'r3'""");
        });
        await MembersService.MigrateAsync(app.Services);
        await WithAsync(app, async db => Assert.Equal(
            ["r1 2", "r1-320102 ", "r2 1", "r3 ", "r4 1", "r5 3"],
            (await db.Runs.IgnoreQueryFilters().OrderBy(it => it.Id).ToListAsync()).Select(it => $"{it.Id} {it.AdoptedAs}")));
    }

    static WebApplication Build(TestStore store)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(store.Settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Access:Metadata"] = "http://127.0.0.1:9/metadata",
            ["Access:TokenEndpoint"] = "http://127.0.0.1:9/token",
            ["Access:ClientId"] = "test",
            ["Access:ClientSecret"] = "test",
            ["Neighbours:households"] = "http://127.0.0.1:9",
            ["Sealing:KeyFile"] = Path.Combine(store.Folder, "sealing.key"),
        });
        builder.AddMembers();
        return builder.Build();
    }

    static async Task WithAsync(WebApplication app, Func<MembersStore, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<MembersStore>());
    }
}
