using System.Text.Json;
using Defaults;
using Support;

namespace Assessment.Tests;

/// <summary>An assessment equals its recomputation from the facts, whatever the order of their arrival.</summary>
public sealed class RecountTests
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260302;

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Coverage_equals_its_recount_from_the_ledger_under_shuffled_and_repeated_delivery(string provider)
    {
        await using var province = await Province.OpenAsync(provider);
        var chance = new Random(seed);
        var facts = new History(chance).Facts.Select((fact, number) => (Message: new Guid(number, 0, 0, new byte[8]), Fact: fact)).ToArray();
        (Guid Message, object Fact)[] deliveries = [.. facts, .. facts.Where(_ => chance.Next(2) == 0), .. facts.Where(_ => chance.Next(3) == 0)];
        chance.Shuffle(deliveries);

        foreach (var together in deliveries.Chunk(6))
            await Task.WhenAll(together.Select(it => province.Service.TellAsync(it.Fact, it.Message)));

        var recount = await RecountAsync(province);
        foreach (var (campaign, area) in ((string, string)[])[("k", "320102"), ("l", "3201")])
        {
            var coverage = await province.GetAsync<JsonElement>($"/campaigns/{campaign}/coverage", area: area);
            var (expected, actual) = (recount.Lines(campaign), Recount.Lines(coverage));
            Assert.True(expected.Count > 10, $"seed {seed}: too little happened");
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}: {string.Join("; ", expected.Except(actual))} | {string.Join("; ", actual.Except(expected))}");
        }
    }

    [Fact]
    public async Task The_recount_notices_a_ledger_that_lost_a_fact()
    {
        await using var province = await Province.OpenAsync("sqlite");
        foreach (var fact in new History(new Random(seed)).Facts) await province.TellAsync(fact);
        var whole = await RecountAsync(province);

        var robbed = await RecountAsync(province, without: "HouseholdsChanged");

        Assert.Equal(Recount.Lines(await province.GetAsync<JsonElement>("/campaigns/k/coverage")), whole.Lines("k"));
        Assert.NotEqual(whole.Lines("k"), robbed.Lines("k"));
    }

    /// <summary>Reads the ledger as an auditor of the whole province would.</summary>
    static async Task<Recount> RecountAsync(Province province, string? without = null)
    {
        var recount = new Recount();
        long? after = 0;
        var sequence = 0L;
        while (after is not null)
        {
            var page = await province.GetAsync<JsonElement>($"/ledger?limit=50&after={after}", Role.Auditor, "32");
            foreach (var line in page.GetProperty("items").EnumerateArray())
            {
                Assert.Equal(++sequence, line.GetProperty("sequence").GetInt64());
                var type = line.GetProperty("type").GetString()!;
                if (type != without) recount.Read(type, line.GetProperty("fact"));
            }
            after = page.GetProperty("next").GetString() is { } next ? long.Parse(next) : null;
        }
        return recount;
    }
}
