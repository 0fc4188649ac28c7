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
        await using var app = builder.Build();
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

    static async Task WithAsync(WebApplication app, Func<MembersStore, Task> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<MembersStore>());
    }
}
