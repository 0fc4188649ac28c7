using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>One push can be followed from the front door to everybody who hears of it, and nothing of anybody's life is in what leaves.</summary>
[Collection(OnServers.Name)]
public sealed class TracesTests(ITestOutputHelper output)
{
    static readonly string[] all = [.. SixProcesses.Services, "gateway"];

    [Fact]
    public async Task A_push_is_one_trace_through_six_processes_the_broker_and_their_stores()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var six = SixProcesses.OnGivenServers(Telemetry("PAIRING_TELEMETRY", sink));
        await six.MustAsync("create");
        await six.MustAsync("migrate");
        await six.MustAsync("start");
        var served = new Served(six.Data, six.Port);
        using var administrator = await served.AsAsync("administrator");
        var quiet = new Quiet(administrator, Broker.Given(six.Prefix));
        await administrator.SendAsync("/api/v1/organizations/areas/import", "code,name,level,parent\n" + string.Join('\n', new SmallLists().Areas));
        await quiet.WaitAsync();
        using var bureau = await served.NewAsync(administrator, "traced-bureau", "civil-affairs", "320102000000");

        var (trace, asker) = await PushAsync(bureau);
        var spans = await HeardAsync(sink, trace, asker, hearers: 2);
        Write(spans, asker, "");
        foreach (var hearer in (string[])["members", "assessment"])
            Assert.Equal(
                [
                    $"{hearer} Pairing Consumer", "households Pairing Producer", "households Microsoft.AspNetCore Server",
                    "gateway System.Net.Http Client", "gateway Yarp.ReverseProxy Server", "gateway Microsoft.AspNetCore Server",
                ],
                ChainOf(spans, spans.Single(span => span.Step == $"{hearer} Pairing Consumer"), asker).Select(span => span.Step));
        Assert.Equal(
            ["POST /api/v1/households/register/import 200", "POST /api/v1/households/{**rest} 200"],
            spans.Where(span => span.Scope == "Microsoft.AspNetCore").Select(span => $"{span.Name} {span.Tags["http.response.status_code"]}").Order(StringComparer.Ordinal));
        SaysWhereMessagesGo(spans, "rabbitmq", $"{six.Prefix}.facts", [$"{six.Prefix}.members", $"{six.Prefix}.assessment"]);
        // The store too, by its statements and never by their values.
        foreach (var step in (string[])["households Microsoft.AspNetCore Server", "members Pairing Consumer", "assessment Pairing Consumer"])
            Assert.Contains(spans, span => span.Scope == "Npgsql" && spans.Any(it => it.Id == span.Parent && it.Step == step));

        var refused = await RefuseAllAsync(administrator, bureau);
        await ReportsAsync(sink, refused, named: all);
        await six.MustAsync("stop");
        Assert.Contains(sink.Spans, span => span.Name == "GET /api/v1/households/register/{id}" && span.Tags["http.response.status_code"] == "404");
        NothingPersonal(sink, SixProcesses.Services.Select(service => File.ReadAllText(Path.Combine(six.Data, service, "connection")).Split("Password=")[1].Split(';')[0]));
        Assert.DoesNotContain(sink.Spans, span => span.Tags.Any(tag => tag.Value.Contains("readyz", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_push_is_one_trace_within_the_one_process_too()
    {
        await using var sink = await OtlpSink.StartAsync();
        using var folder = new Folder();
        var data = folder.Sub("data");
        using var local = LocalProcess.Start(
            ["--data", data, "--port", "0", "--lists", new SmallLists().Member("M1").Household("H1").WriteTo(folder.Sub("lists"))], Telemetry("Telemetry__Endpoint", sink));
        local.Says("Ctrl-C");
        var served = new Served(data, local.Port);
        using var administrator = await served.AsAsync("administrator");
        using var bureau = await served.AsAsync("civil-affairs");

        var (trace, asker) = await PushAsync(bureau);
        var spans = await HeardAsync(sink, trace, asker, hearers: 2);
        Write(spans, asker, "");
        foreach (var hearer in spans.Where(span => span.Name.StartsWith("hear ", StringComparison.Ordinal)))
            Assert.Equal(
                [
                    "pairing Pairing Consumer", "pairing Pairing Producer", "pairing Microsoft.AspNetCore Server",
                    "pairing System.Net.Http Client", "pairing Yarp.ReverseProxy Server", "pairing Microsoft.AspNetCore Server",
                ],
                ChainOf(spans, hearer, asker).Select(span => span.Step));
        SaysWhereMessagesGo(spans, "in-process", "services", ["members", "assessment"]);

        var refused = await RefuseAllAsync(administrator, bureau);
        await ReportsAsync(sink, refused, named: [.. SixProcesses.Services, "pairing"]);
        Assert.True(local.Interrupt());
        Assert.Equal(0, await local.EndAsync());
        NothingPersonal(sink, []);
    }

    /// <summary>Everything leaves soon: a test has no minute to wait for the next report.</summary>
    static (string, string?)[] Telemetry(string name, OtlpSink sink) =>
        [(name, sink.Address), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "1000")];

    /// <summary>Pushes households with planted values, as a step of a trace of the caller's own.</summary>
    static async Task<(string Trace, string Asker)> PushAsync(HttpClient bureau)
    {
        var (trace, asker) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        var list = "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of\n"
            + $"HT1,{Planted.Head},{Planted.IdNumber},{Planted.Phone},{SmallLists.One},{Planted.Address},118.79,32.05,,minimum-living,legal,2026-01-01\n"
            + $"HT2,户主二,,,{SmallLists.Two},门牌二号,118.80,32.06,,disability,medical,2026-01-01\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/households/register/import") { Content = new StringContent(list, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")) };
        request.Headers.Add("traceparent", $"00-{trace}-{asker}-01");
        using var answer = await bureau.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (trace, asker);
    }

    /// <summary>The trace, once all that hear of the push have told, and all before them.</summary>
    static async Task<List<SinkSpan>> HeardAsync(OtlpSink sink, string trace, string asker, int hearers)
    {
        List<SinkSpan> spans = [];
        await Eventually.NothingMissesAsync(() =>
        {
            spans = [.. sink.Spans.Where(span => span.Trace == trace)];
            var known = spans.Select(span => span.Id).Append(asker).ToHashSet(StringComparer.Ordinal);
            var missing = spans.Where(span => !known.Contains(span.Parent)).Select(span => $"the parent of {span.Step} {span.Name}");
            return spans.Count(span => span.Kind == Otlp.Span.Types.Kind.Consumer) < hearers ? missing.Append("a hearer") : missing;
        });
        return spans;
    }

    /// <summary>The trace as a person would read it.</summary>
    void Write(List<SinkSpan> spans, string parent, string indent)
    {
        foreach (var span in spans.Where(span => span.Parent == parent))
        {
            output.WriteLine($"{indent}{span.Step}: {span.Name} ({string.Join(", ", span.Tags.Keys)})");
            Write(spans, span.Id, indent + "  ");
        }
    }

    static List<SinkSpan> ChainOf(List<SinkSpan> spans, SinkSpan last, string asker)
    {
        var chain = new List<SinkSpan> { last };
        while (chain[^1].Parent != asker) chain.Add(spans.Single(span => span.Id == chain[^1].Parent));
        return chain;
    }

    static void SaysWhereMessagesGo(List<SinkSpan> spans, string system, string told, string[] heard)
    {
        var (relay, hears) = (spans.Single(span => span.Kind == Otlp.Span.Types.Kind.Producer), spans.Where(span => span.Kind == Otlp.Span.Types.Kind.Consumer).ToList());
        Assert.Equal("relay Contracts.Households.HouseholdsChanged", relay.Name);
        Assert.All(hears, span => Assert.Equal("hear Contracts.Households.HouseholdsChanged", span.Name));
        Assert.All([relay, .. hears], span => Assert.Equal(system, span.Tags["messaging.system"]));
        Assert.All(hears, span => Assert.Equal(relay.Tags["messaging.message.id"], span.Tags["messaging.message.id"]));
        Assert.Equal(told, relay.Tags["messaging.destination.name"]);
        Assert.Equal(heard.Order(StringComparer.Ordinal), hears.Select(span => span.Tags["messaging.destination.name"]).Order(StringComparer.Ordinal));
    }

    /// <summary>Has every service refuse something, and one of them something that must not be repeated.</summary>
    /// <returns>the trace in which they did</returns>
    static async Task<string> RefuseAllAsync(HttpClient administrator, HttpClient bureau)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        await RefusedAsync(bureau, HttpMethod.Get, $"/api/v1/households/register/{Planted.IdNumber}?name={Uri.EscapeDataString(Planted.Head)}");
        await RefusedAsync(administrator, HttpMethod.Get, "/api/v1/accounts/nobody-at-all");
        await RefusedAsync(administrator, HttpMethod.Get, "/api/v1/organizations/units/nobody");
        foreach (var service in SixProcesses.Services[1..]) await RefusedAsync(administrator, HttpMethod.Post, $"/api/v1/{service}/parked/{Guid.Empty}/replay");
        return trace;

        async Task RefusedAsync(HttpClient http, HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
            using var answer = await http.SendAsync(request);
            Assert.Equal(404, (int)answer.StatusCode);
        }
    }

    /// <summary>Each service has logged its refusal in the trace of who asked, and has told how it is.</summary>
    static Task ReportsAsync(OtlpSink sink, string refused, string[] named) => Eventually.NothingMissesAsync(() =>
    [
        .. named.Where(service => !sink.Logs.Any(line => line.Service == service && line.Trace == refused && line.Words.StartsWith("Refused", StringComparison.Ordinal)))
            .Select(service => $"log of {service}"),
        .. all.Select(service => (service, "pairing.outbox.oldest"))
            .Concat(named.Intersect(sink.Spans.Select(span => span.Service)).Select(service => (service, "http.server.request.duration")))
            .Except(sink.Metrics).Select(it => $"{it}"),
    ]);

    static void NothingPersonal(OtlpSink sink, IEnumerable<string> secrets)
    {
        Assert.NotEmpty(sink.Requests);
        foreach (var bytes in sink.Requests)
            foreach (var value in Planted.All.Concat(secrets))
                Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)) >= 0, $"a planted value or a secret ({value.Length} characters) has left");
    }
}
