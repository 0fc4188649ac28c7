using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Support;

namespace Households.Tests;

/// <summary>Lists mutated at random, from a seed: whatever is wrong with them, the answer is a refusal and never an error inside.</summary>
public sealed class MutationTests(OpenBureau open) : IClassFixture<OpenBureau>
{
    /// <summary>How often as many are tried: 500 lists and pushes, in the long run 20,000.</summary>
    public static int Rounds { get; } = Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1" ? 40 : 1;

    const int Lists = 500;
    const int Pushes = 250;

    static readonly byte[][] dangerous =
    [
        [0], [0xFF], [0xFE, 0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80], "\""u8.ToArray(), "\"\""u8.ToArray(), ","u8.ToArray(), "\n"u8.ToArray(),
        "\r"u8.ToArray(), "\r\n"u8.ToArray(), ";"u8.ToArray(), "\u202E"u8.ToArray(), "\uFEFF"u8.ToArray(), "𠮷"u8.ToArray(), "-1"u8.ToArray(), "1e308"u8.ToArray(),
        "0000-00-00"u8.ToArray(), "9999-12-31"u8.ToArray(), "99999999999999999999"u8.ToArray(), "NaN"u8.ToArray(), "'; DROP TABLE households; --"u8.ToArray(),
        "%00"u8.ToArray(), "\\u0000"u8.ToArray(), "=1+1"u8.ToArray(), [.. Enumerable.Repeat((byte)'9', 1_001)],
    ];

    [Theory]
    [InlineData("")]
    [InlineData("?partial=true")]
    public async Task A_mutated_list_is_taken_or_refused_and_never_an_error_inside(string query)
    {
        var random = new Random(20_260_310);
        var good = Encoding.UTF8.GetBytes(Bureau.Header + "\n" + string.Join('\n', Sample.Rows(12, seed: 7)) + "\n");
        var (taken, refused, wrong) = (0, 0, new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            using var http = open.Bureau.CivilAffairs; // a token lapses sooner than the long run ends
            for (var number = 0; number < Lists; number++)
            {
                var mutated = Mutate(good, random);
                using var content = new ByteArrayContent(mutated);
                content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
                using var answer = await http.PostAsync("/api/v1/households/register/import" + query, content);
                if ((int)answer.StatusCode == 200) taken++;
                else if ((int)answer.StatusCode == 400) refused++;
                else wrong.Add($"list {number} of round {round}: {(int)answer.StatusCode} for {Convert.ToBase64String(mutated)}");
            }
        }
        Assert.Empty(wrong);
        Assert.True(refused > (query.Length == 0 ? 200 : 10) && taken > 5, $"{taken} taken, {refused} refused: the mutations test nothing");
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/x-ndjson")]
    public async Task A_mutated_push_ends_with_a_report_and_never_an_error_inside(string type)
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        var random = new Random(20_260_311);
        var good = Encoding.UTF8.GetBytes(type == "text/csv" ? Pushing.Csv(Sample.Rows(12, seed: 7)) : Sample.Lines(12, seed: 7));
        var (rejected, unchanged) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var http = bureau.System(); // a token lapses sooner than the long run ends
            for (var number = 0; number < Pushes; number++)
            {
                using var content = new ByteArrayContent(Mutate(good, random)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
                using var answer = await http.PostAsync($"{Pushing.Root}/whole?source=s{round}&number={number}&asOf=2026-03-10", content);
                Assert.Equal(202, (int)answer.StatusCode);
            }
            IReadOnlyList<JsonNode> ended = [];
            await Eventually.HoldsAsync(async () => (ended = await AllAsync(http, $"s{round}")).All(it => (string)it["state"]! is not ("queued" or "running")),
                most: TimeSpan.FromMinutes(2), pace: TimeSpan.FromMilliseconds(500));
            Assert.Equal(Pushes, ended.Count);
            Assert.All(ended, batch => Assert.True((string)batch["state"]! == "done" || (string)batch["state"]! == "failed" && (string)batch["fault"]! != "internal-error", batch.ToJsonString()));
            (rejected, unchanged) = (rejected + ended.Sum(it => (int)it["rejected"]!), unchanged + ended.Sum(it => (int)it["unchanged"]!));
        }
        Assert.Empty(bureau.Log.Errors.Where(line => line.Contains("internal-error", StringComparison.Ordinal)).ToList());
        Assert.True(rejected > 100 * Rounds && unchanged > 500 * Rounds, "the mutations test nothing");
    }

    static async Task<IReadOnlyList<JsonNode>> AllAsync(HttpClient http, string source)
    {
        var all = new List<JsonNode>();
        for (JsonNode? next = ""; next is not null;)
        {
            var page = JsonNode.Parse(await http.GetStringAsync($"{Pushing.Root}?source={source}&limit=500{(all.Count == 0 ? "" : "&after=" + next)}"))!;
            all.AddRange(page["items"]!.AsArray().Select(it => it!));
            next = page["next"];
        }
        return all;
    }

    public static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, dangerous[random.Next(dangerous.Length)]); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                case 4: (bytes[at], bytes[^1]) = (bytes[^1], bytes[at]); break;
                default: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            }
        }
        return [.. bytes];
    }
}
