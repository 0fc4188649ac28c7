using System.Net.Http.Json;
using System.Text.Json;
using Support;

namespace Gateway.Tests;

public sealed class AccountTests(Doorway doorway) : IClassFixture<Doorway>
{
    const string path = "/api/v1/accounts";

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task An_account_is_opened_once_with_a_password_that_is_told_once(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var door = await FrontDoor.StartAsync(store);
        using var administrator = door.As(await door.AdministratorAsync());
        var asked = new { user = "street-1", roles = new[] { "street" }, area = "320102001000" };
        using var made = await PostAsync(administrator, path, asked, "key-1");
        Assert.Equal((201, "/api/v1/accounts/street-1"), ((int)made.StatusCode, made.Headers.Location?.ToString()));
        var password = (await made.JsonAsync()).GetProperty("password").GetString()!;
        Assert.Equal(20, password.Length);
        using var again = await PostAsync(administrator, path, asked, "key-1");
        Assert.Equal((201, password), ((int)again.StatusCode, (await again.JsonAsync()).GetProperty("password").GetString()));
        using var other = await PostAsync(administrator, path, asked, "key-2");
        await other.IsProblemAsync(409, "user-is-new");

        using var shown = await administrator.GetAsync($"{path}/street-1");
        Assert.Equal("\"1\"", shown.Headers.ETag!.Tag);
        Assert.DoesNotContain("password", await shown.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(await door.TokenAsync("street-1", password));
    }

    [Fact]
    public async Task Of_many_who_open_the_same_account_at_once_one_does()
    {
        await using var store = await TestStore.MakeAsync("postgres");
        await using var door = await FrontDoor.StartAsync(store);
        using var administrator = door.As(await door.AdministratorAsync());
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            administrator.PostAsJsonAsync(path, new { user = "street-1", roles = new[] { "street" }, area = "320102001" })));
        Assert.Equal([201, 409, 409, 409, 409, 409], answers.Select(it => (int)it.StatusCode).Order());
        foreach (var answer in answers) answer.Dispose();
    }

    [Theory]
    [InlineData("""{"user":"A","roles":["street"],"area":"320102"}""", 400, "user-form")]
    [InlineData("""{"user":"张三","roles":["street"],"area":"320102"}""", 400, "user-form")]
    [InlineData("""{"user":"clients","roles":["street"],"area":"320102"}""", 400, "user-form")]
    [InlineData("""{"user":"client:x","roles":["street"],"area":"320102"}""", 400, "user-form")]
    [InlineData("""{"user":"s1\n","roles":["street"],"area":"320102"}""", 400, "user-form")]
    [InlineData("""{"user":"s1","roles":["street"],"area":"320102","password":"elevenchars"}""", 400, "password-is-long")]
    [InlineData("""{"user":"s1","roles":["street"],"area":"3201x2"}""", 400, "area-form")]
    [InlineData("""{"user":"s1","roles":["mayor"],"area":"320102"}""", 400, "code-is-known")]
    [InlineData("""{"user":"s1","roles":[null],"area":"320102"}""", 400, "request-is-readable")]
    [InlineData("""{"user":"s1","roles":[],"area":"320102"}""", 409, "role-is-given")]
    [InlineData("""{"user":"s1","roles":["service"],"area":"320102"}""", 409, "role-is-grantable")]
    [InlineData("""{"user":"s1","roles":["administrator","street"],"area":"320102"}""", 409, "roles-are-compatible")]
    [InlineData("""{"user":"s1","roles":["organ"],"area":"320102"}""", 409, "role-has-its-claim")]
    [InlineData("""{"user":"s1","area":"320102"}""", 400, "request-is-readable")]
    public async Task What_breaks_a_rule_is_refused_by_its_name(string body, int status, string rule)
    {
        using var administrator = doorway.Door.As(await doorway.Door.AdministratorAsync());
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await administrator.PostAsync(path, content);
        var problem = await answer.IsProblemAsync(status, rule);
        Assert.Contains(" / ", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Providers), MemberType = typeof(TestStore))]
    public async Task An_administrator_of_an_area_sees_and_changes_nothing_outside_it(string provider)
    {
        await using var store = await TestStore.MakeAsync(provider);
        await using var door = await FrontDoor.StartAsync(store);
        await door.PersonAsync("inside", ["street"], "320102001");
        await door.PersonAsync("outside", ["street"], "320104001");
        using var district = door.As(await door.PersonAsync("district", ["administrator"], "320102000000"));

        var page = await district.GetFromJsonAsync<JsonElement>(path);
        Assert.Equal(["district", "inside"], page.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("user").GetString()));
        foreach (var user in new[] { "outside", "administrator", "nobody" })
        {
            using var shown = await district.GetAsync($"{path}/{user}");
            await shown.IsProblemAsync(404, "account-is-there");
            using var changed = await PutAsync(district, user, 1, new { roles = new[] { "street" }, area = "320102001" });
            await changed.IsProblemAsync(404, "account-is-there");
            foreach (var verb in new[] { "disable", "enable", "password" })
            {
                using var answer = await PostAsync(district, $"{path}/{user}/{verb}", new { });
                await answer.IsProblemAsync(404, "account-is-there");
            }
        }
        foreach (var area in new[] { "320104001", "3201", "" })
        {
            using var made = await PostAsync(district, path, new { user = "new", roles = new[] { area == "" ? "administrator" : "street" }, area });
            await made.IsProblemAsync(409, "area-in-scope");
            using var widened = await PutAsync(district, "inside", 1, new { roles = new[] { area == "" ? "administrator" : "street" }, area });
            await widened.IsProblemAsync(409, "area-in-scope");
        }
        using var client = await PostAsync(district, $"{path}/clients", new { id = "system", area = "320104" });
        await client.IsProblemAsync(409, "area-in-scope");
        using var own = await PostAsync(district, path, new { user = "new", roles = new[] { "street" }, area = "320102002" });
        Assert.Equal(201, (int)own.StatusCode);
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_ends_the_tokens_issued_before()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        using var street = door.As(await door.PersonAsync("street-1", ["street"], "320102001"));
        using var administrator = door.As(await door.AdministratorAsync());
        var grant = new { roles = new[] { "street" }, area = "320102002" };
        using (var without = await administrator.PutAsJsonAsync($"{path}/street-1", grant)) await without.IsProblemAsync(400, "if-match-is-given");
        using (var stale = await PutAsync(administrator, "street-1", 7, grant)) await stale.IsProblemAsync(412, "stale-version");
        using (var still = await street.GetAsync(path)) Assert.Equal(403, (int)still.StatusCode);

        using var changed = await PutAsync(administrator, "street-1", 1, grant);
        Assert.Equal((200, "\"2\""), ((int)changed.StatusCode, changed.Headers.ETag!.Tag));
        using (var ended = await street.GetAsync(path)) Assert.Equal(401, (int)ended.StatusCode);
        var claims = Tokens.Claims(await door.TokenAsync("street-1", FrontDoor.PasswordOf("street-1")));
        Assert.Equal("320102002", claims.GetProperty("area").GetString());
    }

    [Fact]
    public async Task Somebody_changes_the_own_password_only_and_by_knowing_it()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        await door.PersonAsync("street-2", ["street"], "320102001");
        using var street = door.As(await door.PersonAsync("street-1", ["street"], "320102001"));
        using (var others = await PostAsync(street, $"{path}/street-2/password", new { password = "a new long password" }))
            await others.IsProblemAsync(404, "account-is-there");
        using (var unknown = await PostAsync(street, $"{path}/street-1/password", new { password = "a new long password", current = "wrong" }))
            await unknown.IsProblemAsync(409, "current-password-is-right");
        using (var brief = await PostAsync(street, $"{path}/street-1/password", new { password = "short", current = FrontDoor.PasswordOf("street-1") }))
            await brief.IsProblemAsync(400, "password-is-long");
        using (var changed = await PostAsync(street, $"{path}/street-1/password", new { password = "a new long password", current = FrontDoor.PasswordOf("street-1") }))
            Assert.Equal(JsonValueKind.Null, (await changed.JsonAsync()).GetProperty("password").ValueKind);
        using (var ended = await street.GetAsync(path)) Assert.Equal(401, (int)ended.StatusCode);
        Assert.NotEmpty(await door.TokenAsync("street-1", "a new long password"));

        using var administrator = door.As(await door.AdministratorAsync());
        using var reset = await PostAsync(administrator, $"{path}/street-1/password", new { });
        Assert.NotEmpty(await door.TokenAsync("street-1", (await reset.JsonAsync()).GetProperty("password").GetString()!));
        using var own = await PostAsync(administrator, $"{path}/administrator/password", new { password = "a new long password" });
        await own.IsProblemAsync(409, "current-password-is-right");
    }

    [Fact]
    public async Task Who_guesses_at_the_own_current_password_locks_the_account()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        using var street = door.As(await door.PersonAsync("street-1", ["street"], "320102001"));
        for (var i = 0; i <= Account.FailuresAllowed; i++)
        {
            var current = i < Account.FailuresAllowed ? "wrong" : FrontDoor.PasswordOf("street-1");
            using var refused = await PostAsync(street, $"{path}/street-1/password", new { password = "a new long password", current });
            await refused.IsProblemAsync(409, "current-password-is-right");
        }
        using var locked = await door.SignInAsync("street-1", FrontDoor.PasswordOf("street-1"));
        Assert.Equal(401, (int)locked.StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_once_and_some_administrator_always_remains()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        using var second = door.As(await door.PersonAsync("second", ["administrator"]));
        using var administrator = door.As(await door.AdministratorAsync());
        using (var disabled = await administrator.PostAsync($"{path}/second/disable", null)) Assert.Equal(200, (int)disabled.StatusCode);
        using (var ended = await second.GetAsync(path)) Assert.Equal(401, (int)ended.StatusCode);
        using (var last = await administrator.PostAsync($"{path}/administrator/disable", null)) await last.IsProblemAsync(409, "administrator-remains");
        using (var narrowed = await PutAsync(administrator, "administrator", 1, new { roles = new[] { "administrator" }, area = "320102" }))
            await narrowed.IsProblemAsync(409, "administrator-remains");
        using (var enabled = await administrator.PostAsync($"{path}/second/enable", null)) Assert.Equal(200, (int)enabled.StatusCode);
        Assert.NotEmpty(await door.TokenAsync("second", FrontDoor.PasswordOf("second")));
        using var now = await administrator.PostAsync($"{path}/administrator/disable", null);
        Assert.Equal(200, (int)now.StatusCode);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using var store = await TestStore.MakeAsync("sqlite");
        await using var door = await FrontDoor.StartAsync(store);
        foreach (var user in new[] { "b1", "b2", "b3" }) await door.PersonAsync(user, ["street"], "320102001");
        using var administrator = door.As(await door.AdministratorAsync());
        var first = await administrator.GetFromJsonAsync<JsonElement>($"{path}?limit=2");
        Assert.Equal("b1", first.GetProperty("next").GetString());
        var second = await administrator.GetFromJsonAsync<JsonElement>($"{path}?limit=2&after=b1");
        Assert.Equal(["b2", "b3"], second.GetProperty("items").EnumerateArray().Select(it => it.GetProperty("user").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        using var tooMany = await administrator.GetAsync($"{path}?limit=501");
        await tooMany.IsProblemAsync(400, "page-limit");
    }

    static async Task<HttpResponseMessage> PostAsync(HttpClient http, string to, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request);
    }

    static async Task<HttpResponseMessage> PutAsync(HttpClient http, string user, int version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{path}/{user}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await http.SendAsync(request);
    }
}
