using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Support;

namespace Defaults.Tests;

/// <summary>A fact's way as a trace shows it, whoever carries it: each in its own, also where many travel as one batch.</summary>
public sealed class FactSpansTests : IDisposable
{
    public static IEnumerable<object[]> Ways => TestBus.Ways;

    readonly ConcurrentQueue<Activity> ended = [];
    readonly ActivityListener listener;

    public FactSpansTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Pairing",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Theory, MemberData(nameof(Ways))]
    public async Task Each_fact_of_a_batch_is_told_and_heard_in_the_trace_of_what_announced_it(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false, bus: bus);
        var askers = new List<string>();
        for (var number = 0; number < 3; number++) askers.Add(await AnnounceAsync(shop, new CrateMoved($"c{number}")));
        Assert.True(await shop.Relay.RelayBatchAsync(CancellationToken.None));
        await shop.HoldsAsync([.. Enumerable.Range(0, 3).SelectMany(number => new[] { ($"first-c{number}", 1), ($"second-c{number}", 1) })]);
        var messages = new HashSet<object?>();
        foreach (var asker in askers)
        {
            var heard = await EndedAsync(asker, "hear Defaults.Tests.CrateMoved", ActivityKind.Consumer);
            var told = await EndedAsync(asker, "relay Defaults.Tests.CrateMoved", ActivityKind.Producer);
            Assert.Equal((asker, told.Id), (told.ParentId, heard.ParentId));
            Assert.Equal(told.GetTagItem("messaging.message.id"), heard.GetTagItem("messaging.message.id"));
            Assert.All([told, heard], span => Assert.Equal((bus ? "rabbitmq" : "in-process", ActivityStatusCode.Unset), (span.GetTagItem("messaging.system"), span.Status)));
            Assert.Equal(("send", "process"), (told.GetTagItem("messaging.operation.type"), heard.GetTagItem("messaging.operation.type")));
            messages.Add(told.GetTagItem("messaging.message.id"));
        }
        Assert.Equal(3, messages.Count);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_fact_that_is_not_taken_says_so_at_each_attempt_and_never_in_words_of_its_own(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: bus);
        shop.Ears.Failing["lost"] = int.MaxValue;
        var asker = await AnnounceAsync(shop, new CrateLost("bad"));
        await Eventually.HoldsAsync(async () => (await shop.OutboxAsync()).Parked == 1);
        var parked = await EndedAsync(asker, "park", ActivityKind.Consumer);
        Assert.Equal((ActivityStatusCode.Error, "hearer-takes-it: InvalidOperationException"), (parked.Status, parked.GetTagItem("error.type")));
        var attempts = ended.Where(span => span.TraceId == parked.TraceId && span.DisplayName == "hear Defaults.Tests.CrateLost").ToList();
        Assert.Equal(5, attempts.Count);
        Assert.All(attempts, span => Assert.Equal((ActivityStatusCode.Error, "System.InvalidOperationException"), (span.Status, span.GetTagItem("error.type"))));
        Assert.DoesNotContain(ended, span => span.TagObjects.Any(tag => tag.Value?.ToString() == "the hearer fails") || span.StatusDescription is not null || span.Events.Any());
    }

    [Fact]
    public async Task A_batch_that_cannot_be_told_is_an_error_of_each_of_its_facts()
    {
        var end = new RefusingEnd { Refusing = true };
        await using var shop = await Shop.OpenAsync("sqlite", relaying: false, builder => builder.Services.AddSingleton<IRelayEnd>(end));
        string[] askers = [await AnnounceAsync(shop, new CrateMoved("c1")), await AnnounceAsync(shop, new CrateMoved("c2"))];
        await Assert.ThrowsAsync<IOException>(() => shop.Relay.RelayBatchAsync(CancellationToken.None));
        foreach (var asker in askers)
        {
            var told = await EndedAsync(asker, "relay Defaults.Tests.CrateMoved", ActivityKind.Producer);
            Assert.Equal((asker, ActivityStatusCode.Error, "System.IO.IOException"), (told.ParentId, told.Status, told.GetTagItem("error.type")));
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData(null)]
    public async Task A_message_of_no_trace_begins_one(string? trace)
    {
        await using var shop = await Shop.OpenAsync("sqlite", relaying: false);
        var message = new Guid(9, 9, 9, new byte[8]);
        await shop.End.HandOverAsync([Delivery.Of(message, new CrateMoved("c1")) with { Trace = trace }], CancellationToken.None);
        var heard = Assert.Single(ended, span => Equals(span.GetTagItem("messaging.message.id"), message.ToString("N")));
        Assert.Null(heard.ParentId);
    }

    [Fact]
    public async Task Where_nobody_collects_nothing_is_collected()
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        var services = shop.Service.Services;
        Assert.Equal((null, null, null), (services.GetService<TracerProvider>(), services.GetService<MeterProvider>(), services.GetService<LoggerProvider>()));
    }

    /// <returns>the <c>traceparent</c> of who announced it, in a trace of its own</returns>
    static async Task<string> AnnounceAsync(Shop shop, object fact)
    {
        using var asker = new Activity("asker").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        await shop.SaveAsync(db =>
        {
            if (fact is CrateMoved moved) db.Announce(moved);
            else db.Announce((CrateLost)fact);
        });
        return asker.Id!;
    }

    async Task<Activity> EndedAsync(string asker, string name, ActivityKind kind)
    {
        var trace = ActivityContext.Parse(asker, null).TraceId;
        Activity? found = null;
        await Eventually.HoldsAsync(() => Task.FromResult((found = ended.FirstOrDefault(span => span.TraceId == trace && span.DisplayName == name)) is not null));
        Assert.Equal(kind, found!.Kind);
        return found;
    }
}
