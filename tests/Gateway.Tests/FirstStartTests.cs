using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Gateway.Tests;

public sealed class FirstStartTests
{
    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task The_first_start_makes_an_administrator_of_everywhere_and_later_ones_make_nothing(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        var file = Path.Combine(store.Folder, GatewayService.FirstAdministratorFile);
        await using (var door = await FrontDoor.StartAsync(store))
        {
            Assert.True(IsItsOwnersAlone(file));
            Assert.Equal("administrator", File.ReadAllLines(file)[0]);
            var claims = Tokens.Claims(await door.AdministratorAsync());
            Assert.Equal(["administrator"], claims.GetProperty("role").EnumerateArray().Select(it => it.GetString()));
            Assert.Equal("", claims.GetProperty("area").GetString());
            Assert.DoesNotContain(door.AdministratorPassword, door.Log.Text, StringComparison.Ordinal);
        }
        var password = File.ReadAllText(file);
        await using (var again = await FrontDoor.StartAsync(store))
        {
            Assert.Equal(password, File.ReadAllText(file));
            Assert.NotEmpty(await again.AdministratorAsync());
        }
    }

    [Fact]
    public async Task A_file_left_by_a_start_that_crashed_before_its_commit_is_replaced()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        var file = Path.Combine(store.Folder, GatewayService.FirstAdministratorFile);
        File.WriteAllText(file, "administrator\na password that opens nothing\n");
        File.WriteAllText($"{file}.{Environment.ProcessId}", "half written");
        await using var door = await FrontDoor.StartAsync(store);
        Assert.NotEmpty(await door.AdministratorAsync());
        Assert.True(IsItsOwnersAlone(file));
        Assert.Equal([file], Directory.GetFiles(store.Folder, GatewayService.FirstAdministratorFile + "*"));
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Gateways_that_start_at_once_make_one_administrator_and_one_key(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        var doors = await Task.WhenAll(FrontDoor.StartAsync(store), FrontDoor.StartAsync(store), FrontDoor.StartAsync(store));
        foreach (var door in doors) Assert.NotEmpty(await door.AdministratorAsync());
        await using (var scope = doors[0].Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<GatewayStore>();
            Assert.Equal((1, 1), (await db.Accounts.IgnoreQueryFilters().CountAsync(), await db.Keys.IgnoreQueryFilters().CountAsync()));
        }
        foreach (var door in doors) await door.DisposeAsync();
    }

    static bool IsItsOwnersAlone(string file) =>
        OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);
}
