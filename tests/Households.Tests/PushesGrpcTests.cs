using Contracts.Households.V1;
using Defaults;
using Google.Protobuf;
using Grpc.Core;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>Pushes as streams of messages.</summary>
public sealed class PushesGrpcTests
{
    const int Streams = 250;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static PushMessage Start(string number, string mode = "changes", string asOf = "2026-03-10") =>
        new() { Start = new PushStart { Source = "welfare", Number = number, Mode = mode, AsOf = asOf } };

    static PushMessage Household(string id, Action<PushedHousehold>? change = null)
    {
        var household = new PushedHousehold
        {
            Id = id, Area = Bureau.First, AsOf = "2026-03-01", Address = "梅园新村7号", Longitude = 118.8, Latitude = 32.05, Needs = { "medical" },
            Persons = { new PushedPerson { Role = "head", Name = "王秀英", IdNumber = "11010519491231002X", Phone = "13812345678" }, new PushedPerson { Role = "child", Name = "李建国", Birth = "1980-05-06" } },
        };
        change?.Invoke(household);
        return new PushMessage { Household = household };
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_stream_is_a_push_and_the_same_again_changes_nothing(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var end = new PushedEnd { Reason = "out-of-need", On = "2026-03-05" };
        PushMessage[] stream = [Start("1"), Household("h1"), Household("h2", it => it.Persons[0].IdNumber = "1"), Household("h3", it => it.Persons[0].ClearIdNumber())];
        var id = await PushAsync(bureau, stream);
        var ended = await EndedAsync(bureau, id);
        Assert.Equal(("done", 3, 2, 1), (ended.State, ended.Rows, ended.Added, ended.Rejected));
        Assert.Equal(["2 h2 rejected persons[0].idNumber id-number-form"], await ReportAsync(bureau, id));
        var shown = await bureau.GetAsync("/api/v1/households/register/h1");
        Assert.Equal("王** 110***********002X 138****5678", $"{shown["persons"]![0]!["name"]} {shown["persons"]![0]!["idNumber"]} {shown["persons"]![0]!["phone"]}");
        Assert.Equal(id, await PushAsync(bureau, stream));
        Assert.Equal(ended, await EndedAsync(bureau, id));
        var later = await PushAsync(bureau, Start("2"), Household("h3", it => (it.AsOf, it.End) = ("2026-03-06", end)));
        Assert.Equal(1, (await EndedAsync(bureau, later)).Changed);
        Assert.Equal("out-of-need 2026-03-05", $"{(await bureau.GetAsync("/api/v1/households/register/h3"))["endReason"]} {(await bureau.GetAsync("/api/v1/households/register/h3"))["endedOn"]}");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_can_be_sent_again_and_another_content_is_refused()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        using var channel = bureau.Service.Channel();
        var (pushes, headers) = (new HouseholdPushes.HouseholdPushesClient(channel), InItsName(bureau));
        using (var broken = pushes.Push(headers))
        {
            await broken.RequestStream.WriteAsync(Start("1"));
            await broken.RequestStream.WriteAsync(Household("h1"));
        }
        var id = await PushAsync(bureau, Start("1"), Household("h1"), Household("h2", it => it.Persons[0].ClearIdNumber()));
        Assert.Equal(2, (await EndedAsync(bureau, id)).Added);
        Assert.Equal("part-means-one-content", await RuleAsync(bureau, Start("1"), Household("h1")));
        Assert.Equal("batch-number-means-one-push", await RuleAsync(bureau, Start("1", mode: "full"), Household("h1")));
    }

    [Fact]
    public async Task What_is_no_push_is_refused_by_name_and_a_bad_household_is_a_bad_row()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        Assert.Equal("is-given", await RuleAsync(bureau));
        Assert.Equal("is-given", await RuleAsync(bureau, Household("h1")));
        Assert.Equal("is-given", await RuleAsync(bureau, Start("1")));
        Assert.Equal("is-given", await RuleAsync(bureau, Start("2"), Household("h1"), Start("2")));
        Assert.Equal("is-given", await RuleAsync(bureau, Start("3"), new PushMessage()));
        Assert.Equal("code-is-known", await RuleAsync(bureau, Start("4", mode: "some"), Household("h1")));
        Assert.Equal("date-form", await RuleAsync(bureau, Start("5", asOf: "10.3.2026"), Household("h1")));
        var id = await PushAsync(bureau, Start("6"), Household("h1", it => it.AsOf = "yesterday"), Household("h2", it => it.Longitude = double.NaN),
            Household("h3", it => it.Persons.Clear()), Household("h\u0000"), Household("h5", it => it.Area = "nowhere"));
        Assert.Equal((5, 5), ((await EndedAsync(bureau, id)).Rows, (await EndedAsync(bureau, id)).Rejected));
        Assert.Equal(
            ["1  rejected $.asOf row-is-json-object", "2  rejected $.longitude row-is-json-object", "3 h3 rejected persons one-head", "4  rejected id id-form", "5 h5 rejected area area-in-scope"],
            await ReportAsync(bureau, id));
    }

    [Fact]
    public async Task A_mutated_stream_is_taken_or_refused_and_never_an_error_inside()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        var random = new Random(20_260_312);
        using var channel = bureau.Service.Channel();
        var whole = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);
        var push = new Method<byte[], byte[]>(MethodType.ClientStreaming, "pairing.households.v1.HouseholdPushes", "Push", whole, whole);
        var (taken, refused, ids) = (0, 0, new List<string>());
        for (var number = 0; number < Streams * MutationTests.Rounds; number++)
        {
            PushMessage[] stream = [Start($"{number}"), .. Enumerable.Range(0, 3).Select(it => Household($"h{it}", household => household.Persons[0].ClearIdNumber()))];
            using var call = channel.CreateCallInvoker().AsyncClientStreamingCall(push, null, new CallOptions(InItsName(bureau)));
            var error = await Record.ExceptionAsync(async () =>
            {
                foreach (var message in stream) await call.RequestStream.WriteAsync(random.Next(3) == 0 ? MutationTests.Mutate(message.ToByteArray(), random) : message.ToByteArray());
                await call.RequestStream.CompleteAsync();
            });
            var status = await StatusAsync(async () => ids.Add(PushReply.Parser.ParseFrom(await call.ResponseAsync).Id));
            if (status == StatusCode.OK) taken++;
            else if (status is StatusCode.InvalidArgument or StatusCode.FailedPrecondition) refused++;
            else Assert.Fail($"stream {number}: {status}, {error?.GetType().Name}");
            if (number % Streams < Streams - 1) continue;
            foreach (var id in ids) Assert.NotEqual("internal-error", (await EndedAsync(bureau, id)).Fault);
            ids.Clear();
        }
        Assert.True(taken > Streams / 10 && refused > Streams / 10, $"{taken} taken, {refused} refused: the mutations test nothing");
        Assert.Empty(bureau.Log.Errors.Where(line => line.Contains("internal-error", StringComparison.Ordinal)).ToList());
    }

    /// <summary>In whose name the report is asked for too.</summary>
    static Metadata InItsName(Bureau bureau) => bureau.Service.Headers(Role.DepartmentSystem, "320102", subject: "welfare-system");

    static async Task<string> PushAsync(Bureau bureau, params PushMessage[] stream)
    {
        using var channel = bureau.Service.Channel();
        using var call = new HouseholdPushes.HouseholdPushesClient(channel).Push(InItsName(bureau));
        foreach (var message in stream) await call.RequestStream.WriteAsync(message);
        await call.RequestStream.CompleteAsync();
        return (await call).Id;
    }

    static async Task<string?> RuleAsync(Bureau bureau, params PushMessage[] stream)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => PushAsync(bureau, stream));
        Assert.True(refused.StatusCode is StatusCode.InvalidArgument or StatusCode.FailedPrecondition, refused.Status.ToString());
        return refused.Trailers.GetValue("rule");
    }

    static async Task<PushReply> EndedAsync(Bureau bureau, string id)
    {
        using var channel = bureau.Service.Channel();
        var (pushes, headers) = (new HouseholdPushes.HouseholdPushesClient(channel), bureau.Service.Headers(Role.CivilAffairs, "320102"));
        PushReply? reply = null;
        await Eventually.HoldsAsync(async () => (reply = await pushes.FindAsync(new FindPush { Id = id }, headers)).State is not ("queued" or "running"),
            most: TimeSpan.FromMinutes(2)); // on a busy machine a store may be away, and a lease has to end
        return reply!;
    }

    static async Task<string[]> ReportAsync(Bureau bureau, string id)
    {
        using var http = bureau.CivilAffairs;
        return await bureau.ReportAsync(System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync($"{Root}/{id}"))!);
    }

    static async Task<StatusCode> StatusAsync(Func<Task> ask)
    {
        var error = await Record.ExceptionAsync(ask);
        return error is null ? StatusCode.OK : Assert.IsType<RpcException>(error).StatusCode;
    }
}
