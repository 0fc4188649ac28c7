using System.Net;
using System.Net.Http.Headers;
using Support;

namespace Gateway.Tests;

public sealed class LimitTests(Doorway doorway) : IClassFixture<Doorway>, IAsyncLifetime
{
    const int mebibyte = 1 << 20;

    TestStore store = null!;
    Backend backend = null!;

    public async Task InitializeAsync()
    {
        store = await TestStore.MakeAsync("sqlite");
        backend = await Backend.StartAsync("members");
    }

    public async Task DisposeAsync()
    {
        await backend.DisposeAsync();
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData("application/json", mebibyte, false, 200)]
    [InlineData("application/json", mebibyte + 1, false, 413)]
    [InlineData("application/json", 2 * mebibyte, true, 413)]
    [InlineData("text/csv", 3 * mebibyte, false, 200)]
    [InlineData("text/csv; charset=utf-8", 3 * mebibyte, true, 200)]
    [InlineData("application/json-seq", 3 * mebibyte, false, 413)]
    [InlineData("text/csv", 5 * mebibyte, false, 413)]
    [InlineData("text/csv", 5 * mebibyte, true, 413)]
    public async Task A_body_is_limited_by_its_kind(string kind, int length, bool chunked, int expected)
    {
        using var http = doorway.Door.As(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/households/upload") { Content = new ByteArrayContent(new byte[length]) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(kind);
        if (chunked) request.Headers.TransferEncodingChunked = true;
        else request.Headers.ExpectContinue = true;
        using var answer = await http.SendAsync(request);
        if (expected == 413) await answer.IsProblemAsync(413, "body-within-limit");
        else Assert.Equal($"{length}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_upload_flows_through_and_is_kept_nowhere()
    {
        await using var door = await StartAsync();
        using var http = door.As(null);
        using var content = new GatedContent(backend.UploadBegan.Task, 4 * mebibyte);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/members/upload") { Content = content };
        request.Headers.Add("Idempotency-Key", "an import");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await http.SendAsync(request, limit.Token);
        Assert.Equal($"{4 * mebibyte}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_caller_who_asks_too_much_waits_and_no_other_caller_does()
    {
        await using var door = await StartAsync(("Limits:Burst", "20"), ("Limits:RequestsPerSecond", "1"));
        var committee = await door.PersonAsync("committee", ["work-committee"], "320102");
        var office = await door.PersonAsync("office", ["civilization-office"], "320102");
        using var busy = door.As(committee);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => busy.GetAsync("/api/v1/members/echo/x")));
        Assert.InRange(answers.Count(it => it.StatusCode == HttpStatusCode.OK), 20, 30);
        await answers.First(it => it.StatusCode != HttpStatusCode.OK).IsProblemAsync(429, "requests-are-few");
        using var quiet = door.As(office);
        using var other = await quiet.GetAsync("/api/v1/members/echo/x");
        Assert.Equal(200, (int)other.StatusCode);
        foreach (var path in new[] { "/livez", "/readyz", "/startupz" })
        {
            for (var i = 0; i < 30; i++)
            {
                using var health = await quiet.GetAsync(path);
                Assert.Equal(200, (int)health.StatusCode);
            }
        }
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task By_gRPC_too_many_calls_are_RESOURCE_EXHAUSTED()
    {
        await using var door = await StartAsync(("Limits:Burst", "5"), ("Limits:RequestsPerSecond", "1"));
        using var channel = door.Channel();
        var client = new Contracts.Organizations.V1.OrganizationDirectory.OrganizationDirectoryClient(channel);
        var calls = Enumerable.Range(0, 20).Select(_ => client.FindAsync(new()).ResponseAsync).ToArray();
        await Task.WhenAny(Task.WhenAll(calls));
        var refused = calls.Select(it => it.Exception!.InnerException as Grpc.Core.RpcException).ToArray();
        Assert.Contains(refused, it => it!.StatusCode == Grpc.Core.StatusCode.ResourceExhausted);
    }

    [Theory, InlineData("/sign-in"), InlineData("/connect/token")]
    public async Task Whoever_fails_too_often_waits_and_others_do_not(string path)
    {
        await using var door = await StartAsync(("Limits:FailuresPerMinute", "3"));
        async Task<HttpResponseMessage> TryAsync(string user)
        {
            using var http = door.As(null);
            using HttpContent content = path == "/sign-in"
                ? System.Net.Http.Json.JsonContent.Create(new { user, password = "wrong" })
                : new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", user), new("client_secret", "wrong")]);
            return await http.PostAsync(path, content);
        }
        for (var i = 0; i < 3; i++)
        {
            using var failed = await TryAsync("somebody");
            Assert.Equal(401, (int)failed.StatusCode);
        }
        using var waits = await TryAsync("somebody");
        await waits.IsProblemAsync(429, "failures-are-few");
        using var another = await TryAsync("another");
        Assert.Equal(401, (int)another.StatusCode);
    }

    Task<FrontDoor> StartAsync(params (string Key, string Value)[] limits)
    {
        var settings = backend.Settings("members");
        foreach (var (key, value) in limits) settings[key] = value;
        return FrontDoor.StartAsync(store, settings);
    }

    /// <summary>Sends its first part, and the rest only when that has arrived.</summary>
    sealed class GatedContent(Task arrived, int length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[length / 2]);
            await stream.FlushAsync();
            await arrived;
            await stream.WriteAsync(new byte[length / 2]);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
