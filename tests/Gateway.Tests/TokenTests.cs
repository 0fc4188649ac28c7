using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Gateway.Tests;

public sealed class TokenTests(Doorway doorway) : IClassFixture<Doorway>, IAsyncLifetime
{
    readonly FrontDoor door = doorway.Door;
    readonly string id = "civil-system-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
    string secret = "";

    public async Task InitializeAsync()
    {
        using var administrator = door.As(await door.AdministratorAsync());
        using var made = await administrator.PostAsJsonAsync("/api/v1/accounts/clients", new { id, area = "320102000000", roles = new[] { "civil-affairs" } });
        Assert.Equal(201, (int)made.StatusCode);
        secret = (await made.JsonAsync()).GetProperty("secret").GetString()!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_departments_system_gets_a_token_by_its_secret(bool basic)
    {
        using var answer = await AskAsync(basic, id, secret);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var body = await answer.JsonAsync();
        Assert.Equal(["access_token", "token_type", "expires_in"], body.EnumerateObject().Select(it => it.Name));
        Assert.Equal(("Bearer", 3600), (body.GetProperty("token_type").GetString(), body.GetProperty("expires_in").GetInt32()));
        var claims = Tokens.Claims(body.GetProperty("access_token").GetString()!);
        Assert.Equal("client:" + id, claims.GetProperty("sub").GetString());
        Assert.Equal("320102", claims.GetProperty("area").GetString());
        Assert.Equal(["civil-affairs"], claims.GetProperty("role").EnumerateArray().Select(it => it.GetString()));
    }

    [Fact]
    public async Task A_service_gets_a_token_by_the_secret_that_is_configured_and_no_other_service_does()
    {
        using var answer = await AskAsync(false, "members", FrontDoor.ServiceSecret);
        var claims = Tokens.Claims((await answer.JsonAsync()).GetProperty("access_token").GetString()!);
        Assert.Equal("service:members", claims.GetProperty("sub").GetString());
        Assert.Equal(["service"], claims.GetProperty("role").EnumerateArray().Select(it => it.GetString()));
        foreach (var (name, given) in new[] { ("members", "wrong"), ("households", FrontDoor.ServiceSecret), ("households", ""), ("gateway", FrontDoor.ServiceSecret) })
        {
            using var refused = await AskAsync(true, name, given);
            Assert.True((int)refused.StatusCode is 401 or 400, name);
        }
    }

    [Theory]
    [InlineData("", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=civil-system", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials&client_id=civil-system&client_secret=x", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=civil-system&client_id=b&client_secret=x", 400, "invalid_request")]
    [InlineData("grant_type=password&client_id=civil-system&client_secret=x", 400, "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&client_id=civil-system&client_secret=x", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=x", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=administrator&client_secret=x", 401, "invalid_client")]
    [InlineData("grant_type=client_credentials&client_id=a%00b&client_secret=x", 401, "invalid_client")]
    public async Task What_is_wrong_is_said_as_RFC_6749_says_it(string form, int status, string error)
    {
        using var http = door.As(null);
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await http.PostAsync("/connect/token", content);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(error, (await answer.JsonAsync()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Credentials_come_one_way_only_and_a_wrong_one_by_Basic_is_asked_for_by_Basic()
    {
        using var wrong = await AskAsync(true, id, "x");
        Assert.Equal(401, (int)wrong.StatusCode);
        Assert.Equal("Basic", wrong.Headers.WwwAuthenticate.Single().Scheme);

        using var http = door.As(null);
        using var both = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]),
        };
        both.Headers.Authorization = Basic(id, secret);
        using var answer = await http.SendAsync(both);
        Assert.Equal("invalid_request", (await answer.JsonAsync()).GetProperty("error").GetString());
        using var json = await http.PostAsJsonAsync("/connect/token", new { grant_type = "client_credentials" });
        await json.IsProblemAsync(415, "content-type-is-known");
    }

    [Fact]
    public async Task A_system_that_is_shut_out_or_has_another_secret_loses_its_tokens_at_once()
    {
        var token = await TokenAsync(secret);
        using var system = door.As(token);
        async Task<int> AsksAsync()
        {
            using var answer = await system.GetAsync("/api/v1/accounts");
            return (int)answer.StatusCode;
        }
        Assert.Equal(403, await AsksAsync());

        using var administrator = door.As(await door.AdministratorAsync());
        using var changed = await administrator.PostAsync($"/api/v1/accounts/clients/{id}/secret", null);
        var another = (await changed.JsonAsync()).GetProperty("secret").GetString()!;
        Assert.Equal(401, await AsksAsync());
        using (var old = await AskAsync(false, id, secret)) Assert.Equal(401, (int)old.StatusCode);
        Assert.Equal(1, Tokens.Claims(await TokenAsync(another)).GetProperty("epoch").GetInt32());

        using var disabled = await administrator.PostAsync($"/api/v1/accounts/clients/{id}/disable", null);
        Assert.True((await disabled.JsonAsync()).GetProperty("disabled").GetBoolean());
        using var refused = await AskAsync(false, id, another);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    async Task<string> TokenAsync(string given)
    {
        using var answer = await AskAsync(false, id, given);
        return (await answer.JsonAsync()).GetProperty("access_token").GetString()!;
    }

    async Task<HttpResponseMessage> AskAsync(bool basic, string client, string given)
    {
        using var http = door.As(null);
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        if (!basic) (form["client_id"], form["client_secret"]) = (client, given);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) };
        if (basic) request.Headers.Authorization = Basic(client, given);
        return await http.SendAsync(request);
    }

    static AuthenticationHeaderValue Basic(string client, string given) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client)}:{Uri.EscapeDataString(given)}")));
}
