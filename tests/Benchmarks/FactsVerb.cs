using System.CommandLine;
using System.Diagnostics;
using Contracts.Households;
using Defaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks;

/// <summary>
/// The verb <c>facts</c>: facts from the relay's end over the broker to the one who hears and reads them, one change a
/// fact and 500, in alternation with RabbitMQ.Client alone. No store takes part. Medians of five after a warm-up.
/// </summary>
static class FactsVerb
{
    const int Times = 5;
    const int Batch = 200;
    const int Packet = 500;

    public static Command Create()
    {
        var verb = new Command("facts", "how fast facts travel over the broker");
        verb.SetAction(async (_, _) =>
        {
            if (Environment.GetEnvironmentVariable("PAIRING_TEST_RABBITMQ") is not { } address) return await OwnServers.RunAsync();
            Figures.Load();
            await SinglesAsync(address, 20_000);
            await PacketsAsync(address, 1_000_000);
            Figures.Load();
            return 0;
        });
        return verb;
    }

    static async Task SinglesAsync(string address, int count)
    {
        var facts = Enumerable.Range(0, count).Select(at => Fact(at, 1)).ToList();
        List<double> ours = [], bare = [];
        for (var time = 0; time <= Times; time++)
        {
            ours.Add(count / await RunAsync(address, facts, count));
            bare.Add(count / await BareClient.RunAsync(address, "pairing.benchmark.bare", count, facts[0].Body));
        }
        Figures.AtLeast("facts-single-per-s", Figures.Median(ours[1..]), 0);
        Figures.AtLeast("facts-bare-client-per-s", Figures.Median(bare[1..]), 0);
        Figures.AtLeast("facts-single-to-bare-client", Figures.Median(ours[1..]) / Figures.Median(bare[1..]), 0.45);
    }

    static async Task PacketsAsync(string address, int changes)
    {
        var facts = Enumerable.Range(0, changes / Packet).Select(at => Fact(at * Packet, Packet)).ToList();
        List<double> rates = [];
        for (var time = 0; time <= Times; time++) rates.Add(changes / await RunAsync(address, facts, changes));
        Figures.AtLeast("facts-packet-changes-per-s", Figures.Median(rates[1..]), 1_000_000);
    }

    /// <summary>Seconds from the first batch handed over to the last change heard.</summary>
    static async Task<double> RunAsync(string address, List<Delivery> facts, int changes)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:Address"] = address,
            ["Bus:Prefix"] = "pairing.benchmark",
        }).Build();
        var hearing = new CountingHearing(changes);
        await using var provider = new ServiceCollection().AddSingleton<IHearing>(hearing).BuildServiceProvider();
        var bus = new Bus(configuration, "hearer");
        await using var end = new BusEnd(bus);
        using var ear = new BusEar(bus, provider, NullLogger<BusEar>.Instance);
        await bus.DeclareAsync(hearing.Types);
        await ear.StartAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        foreach (var batch in facts.Chunk(Batch)) await end.HandOverAsync(batch, CancellationToken.None);
        await hearing.All;
        var seconds = clock.Elapsed.TotalSeconds;
        await ear.StopAsync(CancellationToken.None);
        return seconds;
    }

    static Delivery Fact(int from, int count) => Delivery.Of(new Guid(from, 0, 0, new byte[8]), new HouseholdsChanged(
        [.. Enumerable.Range(from, count).Select(at => new HouseholdChange($"H{at:000000}", $"320102{at % 7 + 1:000}{at % 60 + 1:000}", at % 101, at % 3 == 0 ? ["legal", "medical"] : [], true, at))]));
}
