using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Support;

namespace Gateway.Tests;

public sealed class SignInTests(Doorway doorway) : IClassFixture<Doorway>
{
    static readonly DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task A_token_says_who_in_which_roles_and_where_and_nothing_more(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var door = await FrontDoor.StartAsync(store);
        var token = await door.PersonAsync("organ-7", ["organ", "civilization-office"], "320102000000", "o7");
        var claims = Tokens.Claims(token);
        Assert.Equal(
            ["area", "aud", "epoch", "exp", "iat", "iss", "nbf", "organization", "role", "sub"],
            claims.EnumerateObject().Select(it => it.Name).Order(StringComparer.Ordinal));
        Assert.Equal("organ-7", claims.GetProperty("sub").GetString());
        Assert.Equal(["civilization-office", "organ"], claims.GetProperty("role").EnumerateArray().Select(it => it.GetString()));
        Assert.Equal(("320102", "o7"), (claims.GetProperty("area").GetString(), claims.GetProperty("organization").GetString()));
        Assert.Equal(("pairing", "pairing"), (claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("ES256", Tokens.Header(token).GetProperty("alg").GetString());

        var member = Tokens.Claims(await door.PersonAsync("m-1", ["member"], null, null, "m1"));
        Assert.Equal(("m1", JsonValueKind.Array, ""), (member.GetProperty("member").GetString(), member.GetProperty("role").ValueKind, member.GetProperty("area").GetString()));
        Assert.False(member.TryGetProperty("organization", out _));
    }

    [Fact]
    public async Task The_answer_tells_the_account_and_the_cookie_is_for_no_script_and_no_other_site()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store, new() { ["Access:Issuer"] = "elsewhere" });
        using var answer = await door.SignInAsync("administrator", door.AdministratorPassword);
        var body = await answer.JsonAsync();
        Assert.Equal(["token", "expiresIn", "roles", "area", "organization", "member"], body.EnumerateObject().Select(it => it.Name));
        Assert.Equal((3600, ""), (body.GetProperty("expiresIn").GetInt32(), body.GetProperty("area").GetString()));
        var token = body.GetProperty("token").GetString()!;
        Assert.Equal("elsewhere", Tokens.Claims(token).GetProperty("iss").GetString());
        Assert.Equal($"{SessionCookie.Name}={token}; max-age=3600; path=/; samesite=strict; httponly", answer.Headers.GetValues("Set-Cookie").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);

        using var http = door.As(null);
        using var left = await http.PostAsync("/sign-out", null);
        Assert.Equal(204, (int)left.StatusCode);
        Assert.StartsWith($"{SessionCookie.Name}=; expires=Thu, 01 Jan 1970", left.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_wrong_and_disabled_are_one_answer_and_no_log_holds_what_was_sent()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        var token = await door.PersonAsync("street-1", ["street"], "320102001");
        using var administrator = door.As(await door.AdministratorAsync());
        await administrator.PostAsync("/api/v1/accounts/street-1/disable", null);
        var texts = new HashSet<string>();
        foreach (var (user, password) in new[] { ("nobody", "a planted wrong password"), ("administrator", "a planted wrong password"), ("street-1", FrontDoor.PasswordOf("street-1")) })
        {
            using var answer = await door.SignInAsync(user, password);
            var problem = await answer.IsProblemAsync(401, "sign-in-is-right");
            texts.Add(problem.GetProperty("title").GetString()!);
        }
        Assert.Single(texts);
        Assert.DoesNotContain("planted", door.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, door.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(door.AdministratorPassword, door.Log.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task Ten_failures_lock_an_account_for_a_while_and_the_right_password_opens_it_after_that(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        var time = new FakeTime(now);
        await using var door = await FrontDoor.StartAsync(store, new() { ["Limits:FailuresPerMinute"] = "1000" }, time);
        for (var i = 0; i < Account.FailuresAllowed; i++)
        {
            using var failed = await door.SignInAsync("administrator", "wrong");
            Assert.Equal(401, (int)failed.StatusCode);
        }
        using (var locked = await door.SignInAsync("administrator", door.AdministratorPassword)) await locked.IsProblemAsync(401, "sign-in-is-right");
        time.Pass(TimeSpan.FromSeconds(61));
        using (var failed = await door.SignInAsync("administrator", "wrong")) Assert.Equal(401, (int)failed.StatusCode);
        time.Pass(TimeSpan.FromSeconds(61));
        using (var longer = await door.SignInAsync("administrator", door.AdministratorPassword)) Assert.Equal(401, (int)longer.StatusCode);
        time.Pass(TimeSpan.FromSeconds(60));
        using (var open = await door.SignInAsync("administrator", door.AdministratorPassword)) Assert.Equal(200, (int)open.StatusCode);
    }

    [Theory]
    [InlineData(9, 0), InlineData(10, 1), InlineData(11, 2), InlineData(13, 8), InlineData(14, 15), InlineData(1_000_000, 15)]
    public void The_lock_doubles_up_to_a_quarter_of_an_hour(int failures, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), Account.LockAfter(failures));
    }

    [Fact]
    public async Task A_token_that_has_expired_or_is_anothers_opens_nothing()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        string old;
        await using (var before = await FrontDoor.StartAsync(store, time: new FakeTime(now.AddHours(-2)))) old = await before.AdministratorAsync();
        await using var door = await FrontDoor.StartAsync(store);
        await using var issuer = await TestIssuer.StartAsync();
        var live = await door.AdministratorAsync();
        var unsigned = $"eyJhbGciOiJub25lIn0.{live.Split('.')[1]}.";
        foreach (var (token, expected) in new[] { (live, 200), (old, 401), (issuer.Token("administrator"), 401), (unsigned, 401), (live[..^4] + "AAAA", 401) })
        {
            using var http = door.As(token);
            using var answer = await http.GetAsync("/api/v1/accounts");
            Assert.Equal(expected, (int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("{}"), InlineData("{\"user\":\"a\"}"), InlineData("{\"user\":\"a\",\"password\":null}"), InlineData("[]"), InlineData("nonsense")]
    [InlineData("{\"user\":\"a\",\"password\":\"b\",\"user\":\"c\"}"), InlineData("{\"user\":\"a\",\"password\":\"b\",\"more\":1}")]
    public async Task A_sign_in_of_the_wrong_form_is_bad_input(string body)
    {
        using var http = doorway.Door.As(null);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/sign-in", content);
        await answer.IsProblemAsync(400, "request-is-readable");
    }

    [Fact]
    public void Unless_configured_otherwise_a_password_is_hashed_slowly()
    {
        var hash = Convert.FromBase64String(new Passwords(new ConfigurationBuilder().Build()).Hash("a password"));
        // ASP.NET Core's format: version 1, HMAC-SHA-512 (2), then the count.
        Assert.Equal([1, 0, 0, 0, 2], hash[..5]);
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }

    [Theory, InlineData("a\0b"), InlineData("administrator "), InlineData("张三"), InlineData("")]
    public async Task What_is_no_user_name_is_nobodys(string user)
    {
        using var answer = await doorway.Door.SignInAsync(user, "x\0y");
        await answer.IsProblemAsync(401, "sign-in-is-right");
    }
}
