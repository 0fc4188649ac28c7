using System.Text.Json;
using Npgsql;
using Support;

namespace Interop.Tests;

/// <summary>A department's program in another language, with another implementation of gRPC, calls services through the gateway.</summary>
[Collection(SharedWorld.Name)]
public sealed class CallerTests(SharedWorld shared) : IDisposable
{
    const string Find = "/pairing.organizations.v1.OrganizationDirectory/Find";
    const string List = "/pairing.organizations.v1.OrganizationDirectory/List";

    readonly World world = shared.World;
    readonly Python caller = new("caller.py");

    [Fact]
    public async Task It_signs_in_by_itself_and_reads_one_answer()
    {
        var answer = await CallAsync(Find, new { id = "O1" }, await TokenAsync());
        Assert.Equal("OK", answer.Code);
        var organ = Assert.Single(answer.Messages);
        Assert.Equal(("O1", "第一机关党支部", "organ", "320102000000"), (Text(organ, "id"), Text(organ, "name"), Text(organ, "kind"), Text(organ, "area")));
        Assert.Equal((1, 118.79, 32.05, "1"), (organ.GetProperty("seats").GetInt32(), organ.GetProperty("longitude").GetDouble(), organ.GetProperty("latitude").GetDouble(), Text(organ, "version")));
    }

    [Fact]
    public async Task It_reads_a_stream_of_answers_in_their_order()
    {
        var all = await CallAsync(List, new { }, await TokenAsync());
        Assert.Equal("OK C1 O1 O2", $"{all.Code} {string.Join(' ', all.Messages.Select(it => Text(it, "id")))}");
        Assert.False(all.Messages[2].TryGetProperty("longitude", out _)); // absent, which is not zero
        var organs = await CallAsync(List, new { area = Town.District, kind = "organ" }, await TokenAsync());
        Assert.Equal(["O1", "O2"], organs.Messages.Select(it => Text(it, "id")));
        var members = await CallAsync("/pairing.members.v1.MemberRegister/List", new { organization = "O1" }, await TokenAsync());
        Assert.Equal("M1 [\"legal\",\"errands\"]", $"{Text(Assert.Single(members.Messages), "id")} {members.Messages[0].GetProperty("skills").GetRawText().Replace(" ", "", StringComparison.Ordinal)}");
        Assert.Equal("OK", (await CallAsync(List, new { area = "320104" }, await TokenAsync())).Code);
    }

    [Fact]
    public async Task Without_a_token_or_with_one_that_is_none_it_is_not_let_in()
    {
        foreach (var token in (string[])["", "nobody's", (await TokenAsync())[..^4] + "AAAA"])
        {
            Assert.Equal("UNAUTHENTICATED", (await CallAsync(Find, new { id = "O1" }, token)).Code);
            var list = await CallAsync(List, new { }, token);
            Assert.Equal(("UNAUTHENTICATED", 0), (list.Code, list.Messages.Count));
        }
    }

    [Fact]
    public async Task What_its_role_may_not_do_is_denied()
    {
        Assert.Equal("PERMISSION_DENIED", (await CallAsync("/pairing.households.v1.HouseholdRegister/Find", new { id = "H1" }, await TokenAsync())).Code);
        Assert.Equal("PERMISSION_DENIED", (await CallAsync("/pairing.households.v1.HouseholdPositions/Read", new { area = Town.District }, await TokenAsync())).Code);
    }

    [Fact]
    public async Task A_refusal_comes_with_the_name_of_its_rule()
    {
        var missing = await CallAsync(Find, new { id = "O9" }, await TokenAsync());
        Assert.Equal(("NOT_FOUND", "organization-is-known"), (missing.Code, missing.Trailers.GetProperty("rule").GetString()));
        var invalid = await CallAsync(List, new { kind = "nonsense" }, await TokenAsync());
        Assert.Equal(("INVALID_ARGUMENT", "code-is-known"), (invalid.Code, invalid.Details.Split(' ')[^1]));
        Assert.Equal("NOT_FOUND", (await CallAsync("/pairing.assessment.v1.Coverage/Read", new { campaign = "none" }, await TokenAsync("members", World.ServiceSecret))).Code);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides_of_the_gateway()
    {
        var token = await TokenAsync();
        await using var connection = new NpgsqlConnection(world.StoreOf("organizations"));
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // As a migration might: until it is over, nobody reads.
            await using var hold = new NpgsqlCommand("LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE", connection, transaction);
            await hold.ExecuteNonQueryAsync();
            foreach (var (method, request) in new[] { (Find, (object)new { id = "O1" }), (List, new { }) })
            {
                var late = await CallAsync(method, request, token, seconds: 1);
                Assert.Equal("DEADLINE_EXCEEDED", late.Code);
                Assert.InRange(late.Seconds, 0.9, 5);
            }
            await using var waiting = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", connection, transaction);
            await Eventually.HoldsAsync(async () => (long)(await waiting.ExecuteScalarAsync())! == 0);
        }
        Assert.Equal("OK", (await CallAsync(Find, new { id = "O1" }, token)).Code);
        Assert.Empty(world.Log.Errors);
    }

    async Task<Answer> CallAsync(string method, object request, string token, double seconds = 30)
    {
        var answer = await caller.AskAsync(new { ask = "call", target = world.Grpc.Authority, method, request, token, timeout = seconds });
        return answer.Deserialize<Answer>(JsonSerializerOptions.Web)!;
    }

    async Task<string> TokenAsync(string id = "registry", string? secret = null) => (await caller.AskAsync(
        new { ask = "token", endpoint = new Uri(world.Http, "/connect/token"), id, secret = secret ?? world.Town.RegistrySecret })).GetProperty("token").GetString()!;

    static string Text(JsonElement message, string name) => message.GetProperty(name).GetString()!;

    public void Dispose() => caller.Dispose();

    sealed record Answer(string Code, string Details, JsonElement Trailers, IReadOnlyList<JsonElement> Messages, double Seconds);
}
