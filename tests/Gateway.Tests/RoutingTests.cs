using System.Net.Http.Json;
using System.Text;
using Contracts.Organizations.V1;
using Grpc.Core;
using Support;

namespace Gateway.Tests;

public sealed class RoutingTests(Doorway doorway) : IClassFixture<Doorway>
{
    readonly FrontDoor door = doorway.Door;

    public static TheoryData<string> Services => [.. GatewayService.Services];

    [Theory, MemberData(nameof(Services))]
    public async Task A_path_below_a_service_reaches_that_service_as_it_was_asked(string service)
    {
        using var http = door.As(null);
        using var body = new StringContent("{\"a\":\"结对\"}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/{service}/echo/a/b%20c?after=x%26y&limit=3") { Content = body };
        request.Headers.Add("Idempotency-Key", "k1");
        request.Headers.TryAddWithoutValidation("If-Match", "\"7\"");
        using var answer = await http.SendAsync(request);
        var echo = (await answer.Content.ReadFromJsonAsync<Echo>())!;
        Assert.Equal((service, "PUT", $"/api/v1/{service}/echo/a/b%20c?after=x%26y&limit=3"), (echo.Service, echo.Method, echo.Path.Replace("b c", "b%20c", StringComparison.Ordinal)));
        Assert.Equal("{\"a\":\"结对\"}", echo.Body);
        Assert.Equal(("k1", "\"7\""), (echo.Headers["Idempotency-Key"], echo.Headers["If-Match"]));
    }

    [Theory, MemberData(nameof(Services))]
    public async Task The_document_of_each_service_is_had_through_the_gateway(string service)
    {
        using var http = door.As(null);
        var document = await http.GetFromJsonAsync<System.Text.Json.JsonElement>($"/openapi/{service}.json");
        Assert.Equal(service, document.GetProperty("info").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_refusal_of_a_service_comes_back_as_it_is()
    {
        using var http = door.As(null);
        using var answer = await http.GetAsync("/api/v1/members/refused");
        Assert.Equal(409, (int)answer.StatusCode);
        Assert.Equal("refused by the service", (await answer.JsonAsync()).GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_call_by_package_name_reaches_the_service_with_the_callers_token()
    {
        var token = await door.PersonAsync("committee", ["work-committee"], "320102");
        using var channel = door.Channel();
        var reply = await new OrganizationDirectory.OrganizationDirectoryClient(channel)
            .FindAsync(new FindOrganization { Id = "o1" }, new Metadata { { "authorization", "Bearer " + token } });
        Assert.Equal(("o1", "Bearer " + token), (reply.Id, reply.Name));
    }

    [Fact]
    public async Task A_stream_and_a_refusal_by_gRPC_come_back_as_they_are()
    {
        using var channel = door.Channel();
        var client = new OrganizationDirectory.OrganizationDirectoryClient(channel);
        using var call = client.List(new ListOrganizations());
        var ids = new List<string>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) ids.Add(reply.Id);
        Assert.Equal(["o0", "o1", "o2"], ids);

        var refused = await Assert.ThrowsAsync<RpcException>(() => client.FindAsync(new FindOrganization { Id = "refused" }).ResponseAsync);
        Assert.Equal((StatusCode.FailedPrecondition, "refused by the service"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task What_nobody_answers_is_not_found()
    {
        using var http = door.As(null);
        using var answer = await http.GetAsync("/api/v1/nobody/here");
        await answer.IsProblemAsync(404, "path-is-known");
        using var noCall = await http.PostAsJsonAsync("/pairing.members.v1.MemberDirectory/Find", new { });
        await noCall.IsProblemAsync(404, "path-is-known");
        using var wrongMethod = await http.GetAsync("/sign-in");
        await wrongMethod.IsProblemAsync(405, "method-is-known");
        Assert.Equal(["POST"], wrongMethod.Content.Headers.Allow);
        using var content = new StringContent("user=a", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var wrongType = await http.PostAsync("/sign-in", content);
        await wrongType.IsProblemAsync(415, "content-type-is-known");
        using var channel = door.Channel();
        var unknown = new Method<FindOrganization, OrganizationReply>(
            MethodType.Unary, "pairing.nobody.v1.Nobody", "Find",
            Marshallers.Create(_ => [], _ => new FindOrganization()), Marshallers.Create(_ => [], _ => new OrganizationReply()));
        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            channel.CreateCallInvoker().AsyncUnaryCall(unknown, null, default, new FindOrganization()).ResponseAsync);
        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
    }

    [Fact]
    public async Task An_address_that_changes_is_followed_when_the_configuration_is_reloaded()
    {
        await using var other = await Backend.StartAsync("members");
        var before = doorway.Behind("members").Settings("members");
        using var http = door.As(null);
        foreach (var (key, value) in other.Settings("members")) door.Configuration[key] = value;
        door.Configuration.Reload();
        await Eventually.HoldsAsync(async () => await HostAsync(http) == new Uri(other.Http).Authority);
        foreach (var (key, value) in before) door.Configuration[key] = value;
        door.Configuration.Reload();
        await Eventually.HoldsAsync(async () => await HostAsync(http) == new Uri(before["Backends:members:Http"]!).Authority);
    }

    static async Task<string> HostAsync(HttpClient http) =>
        (await http.GetFromJsonAsync<Echo>("/api/v1/members/echo/x"))!.Headers["Host"];
}
