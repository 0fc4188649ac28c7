using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Gateway.Tests;

public sealed class KeyTests
{
    static readonly DateTime before = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-100);

    [Theory]
    [InlineData(null, "no-store")]
    [InlineData("https://pairing.example", "public, max-age=300")]
    public async Task What_is_told_of_addresses_is_kept_only_where_no_caller_chose_them(string? address, string kept)
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store, new() { ["Access:PublicAddress"] = address });
        using var http = door.As(null);
        using var answer = await http.GetAsync("/.well-known/openid-configuration");
        Assert.Equal(kept, answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task The_published_key_verifies_a_token_by_the_standards_alone()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        using var http = door.As(null);
        var keys = await Tokens.KeysAsync(http);
        var token = await door.AdministratorAsync();
        Assert.True(Tokens.Verify(token, keys));
        Assert.False(Tokens.Verify(token[..^6] + "AAAAAA", keys));
        var key = Assert.Single(keys);
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(it => it.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("EC", "P-256", "ES256", "sig"),
            (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("alg").GetString(), key.GetProperty("use").GetString()));
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task The_next_key_is_published_first_signs_later_and_older_tokens_stay_good_until_they_expire(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        var time = new FakeTime(before);
        await using var door = await FrontDoor.StartAsync(store, time: time);
        using var http = door.As(null);
        var first = await door.AdministratorAsync();
        // The token is read by the machine's own clock, so the rotation is ordered past the rim.
        string next;
        await using (var scope = door.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Defaults.CallerSlot>().Caller = Defaults.Caller.System;
            var verb = scope.ServiceProvider.GetRequiredService<RotateKey>();
            next = (await verb.RunAsync(CancellationToken.None)).Kid;
            var refused = await Assert.ThrowsAsync<Defaults.RefusedException>(() => verb.RunAsync(CancellationToken.None));
            Assert.Equal("next-key-is-not-waiting", refused.Rule);
        }
        Assert.Equal(2, (await Tokens.KeysAsync(http)).Length);
        Assert.NotEqual(next, Tokens.Header(await door.AdministratorAsync()).GetProperty("kid").GetString());

        time.Pass(TimeSpan.FromMinutes(10));
        var second = await door.AdministratorAsync();
        Assert.Equal(next, Tokens.Header(second).GetProperty("kid").GetString());
        var both = await Tokens.KeysAsync(http);
        Assert.True(Tokens.Verify(first, both) && Tokens.Verify(second, both));

        time.Pass(TimeSpan.FromMinutes(66));
        var left = await Tokens.KeysAsync(http);
        Assert.Equal(next, Assert.Single(left).GetProperty("kid").GetString());
    }

    [Fact]
    public async Task An_administrator_of_everywhere_rotates_and_the_older_token_still_opens_the_door()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store, new() { ["Keys:NoticeSeconds"] = "0" });
        var district = await door.PersonAsync("district", ["administrator"], "320102");
        using (var narrow = door.As(district))
        using (var answer = await narrow.PostAsync("/api/v1/accounts/keys", null)) await answer.IsProblemAsync(409, "keys-belong-to-everywhere");

        var older = await door.AdministratorAsync();
        using var administrator = door.As(older);
        using var rotated = await administrator.PostAsync("/api/v1/accounts/keys", null);
        Assert.Equal(201, (int)rotated.StatusCode);
        var newer = await door.AdministratorAsync();
        Assert.Equal((await rotated.JsonAsync()).GetProperty("kid").GetString(), Tokens.Header(newer).GetProperty("kid").GetString());
        foreach (var token in new[] { older, newer })
        {
            using var http = door.As(token);
            using var answer = await http.GetAsync("/api/v1/accounts");
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Keys_and_password_hashes_are_sealed_in_the_store()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        await using var scope = door.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayStore>();
        var key = await db.Keys.IgnoreQueryFilters().SingleAsync();
        var account = await db.Accounts.IgnoreQueryFilters().SingleAsync();
        var files = string.Concat(Directory.GetFiles(store.Folder, "gateway.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return reader.ReadToEnd();
        }));
        Assert.Contains(key.Id, files, StringComparison.Ordinal); // the file is looked at rightly
        Assert.DoesNotContain(key.PrivateKey[..24], files, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(Convert.FromBase64String(key.PrivateKey))[..24], files, StringComparison.Ordinal);
        Assert.DoesNotContain(account.PasswordHash[..24], files, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Two_gateways_on_one_store_know_each_others_keys_and_who_is_shut_out(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var one = await FrontDoor.StartAsync(store, new() { ["Keys:NoticeSeconds"] = "0" });
        await using var two = await FrontDoor.StartAsync(store);
        using var administrator = one.As(await one.AdministratorAsync());
        using (var rotated = await administrator.PostAsync("/api/v1/accounts/keys", null)) Assert.Equal(201, (int)rotated.StatusCode);
        var token = await one.PersonAsync("street-1", ["street"], "320102001");
        using var there = two.As(token);
        async Task<int> AsksAsync()
        {
            using var answer = await there.GetAsync("/api/v1/accounts");
            return (int)answer.StatusCode;
        }
        await Eventually.HoldsAsync(async () => await AsksAsync() == 403);
        using (var disabled = await administrator.PostAsync("/api/v1/accounts/street-1/disable", null)) Assert.Equal(200, (int)disabled.StatusCode);
        await Eventually.HoldsAsync(async () => await AsksAsync() == 401);
    }
}
