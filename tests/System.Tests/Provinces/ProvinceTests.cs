using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>A province paired by its districts over two replicas of one service, one of which is killed half-way.</summary>
[Collection(OnServers.Name)]
public sealed class ProvinceTests(ITestOutputHelper output)
{
    const int mostTries = 6;

    static readonly bool isLong = Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1";
    static readonly TimeSpan patience = isLong ? TimeSpan.FromMinutes(30) : TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Every_district_is_paired_once_though_a_replica_is_killed_half_way()
    {
        output.WriteLine($"seed {Seed.Value}");
        var province = new Province(isLong ? 50_000 : 200, Seed.Value);
        await using var six = SixProcesses.OnGivenServers();
        await six.MustAsync("create");
        await six.MustAsync("migrate");
        await six.MustAsync("start --replicas members=2");
        var served = new Served(six.Data, six.Port);
        using var administrator = await served.AsAsync("administrator");
        using var department = await served.NewAsync(administrator, "department", "organization-department", Province.Code);
        var quiet = new Quiet(administrator, Broker.Given(six.Prefix));
        await FillAsync(province, served, administrator, department, quiet);

        var (run, parts) = await KilledHalfWayAsync(six, department);
        await EachOnceAsync(province, department, run, parts);
        await EachProvenAsync(department, run, parts);
        await AdoptedAtOnceAsync(province, department, run);
        await quiet.WaitAsync(patience);
        var told = (await LedgerRecount.ReadAsync(department)).ToldBy("MemberRunFinished").Select(it => it.Text("run")).ToList();
        Assert.Equal(told.Distinct().Count(), told.Count);
        Assert.Contains(run, told);
    }

    async Task FillAsync(Province province, Served served, HttpClient administrator, HttpClient department, Quiet quiet)
    {
        var watch = Stopwatch.StartNew();
        using var bureau = await served.NewAsync(administrator, "bureau", "civil-affairs", Province.Code);
        await administrator.SendAsync("/api/v1/organizations/areas/import", Province.Areas);
        await department.SendAsync("/api/v1/organizations/units/import", Province.Units);
        await department.DoAsync("/api/v1/organizations/campaigns", new
        {
            id = Province.Campaign, name = "双结对、双提升", area = Province.Code, starts = "2026-01-01", dockingDeadline = "2026-12-31", memberRules = new { secondPlace = false },
        });
        await quiet.WaitAsync();
        foreach (var list in province.MemberLists()) await department.SendAsync("/api/v1/members/register/import", list);
        foreach (var list in province.HouseholdLists()) await bureau.SendAsync("/api/v1/households/register/import", list);
        await quiet.WaitAsync(patience);
        output.WriteLine($"{province.Members} members and {province.Households} households taken in within {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>Runs again until the kill met a replica at work: between two parts it has nothing that another could take.</summary>
    async Task<(string Run, List<JsonElement> Parts)> KilledHalfWayAsync(SixProcesses six, HttpClient department)
    {
        for (var attempt = 1; attempt <= mostTries; attempt++)
        {
            var watch = Stopwatch.StartNew();
            var run = (await department.DoAsync($"/api/v1/members/campaigns/{Province.Campaign}/runs", new { by = "district" })).Id();
            await Eventually.HoldsAsync(async () => (await PartsAsync(department, run)).Count(it => it.Text("state") == "done") >= Province.Districts.Length / 2, patience);
            using (var replica = Process.GetProcessById(six.Ids()["members-2"])) replica.Kill();
            await Eventually.HoldsAsync(async () => await StateAsync(department, run) is "done" or "failed", patience);
            var parts = await PartsAsync(department, run);
            var again = parts.Count(it => it.GetProperty("attempts").GetInt32() > 1);
            output.WriteLine($"{parts.Count} districts in {watch.Elapsed.TotalSeconds:0.0} s; {again} taken again after the kill");
            if (again > 0) return (run, parts);
            await six.MustAsync("start");
        }
        throw new InvalidOperationException($"in {mostTries} runs the replica was never killed at work");
    }

    /// <summary>None while the gateway finds out that a replica has gone.</summary>
    static async Task<List<JsonElement>> PartsAsync(HttpClient department, string run)
    {
        using var answer = await department.GetAsync($"/api/v1/members/runs/{run}/parts");
        return answer.IsSuccessStatusCode
            ? [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items").EnumerateArray()]
            : [];
    }

    static async Task<string> StateAsync(HttpClient department, string run)
    {
        using var answer = await department.GetAsync($"/api/v1/members/runs/{run}");
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Text("state") : "";
    }

    static async Task EachOnceAsync(Province province, HttpClient department, string run, List<JsonElement> parts)
    {
        Assert.Equal(Province.Districts, parts.Select(it => it.Text("area")));
        Assert.All(parts, it => Assert.Equal("done", it.Text("state")));
        Assert.All(parts, it => Assert.Equal(province.Households / Province.Districts.Length, it.GetProperty("figures").GetProperty("paired").GetInt32()));
        var whole = await department.SeeAsync($"/api/v1/members/runs/{run}");
        foreach (var figure in (string[])["households", "members", "paired", "leftOut", "idle"])
            Assert.Equal(parts.Sum(it => it.GetProperty("figures").GetProperty(figure).GetInt32()), whole.GetProperty("figures").GetProperty(figure).GetInt32());
        var pairs = Rows(await Served.CsvAsync(department, $"/api/v1/members/runs/{run}/pairs"));
        Assert.Equal(province.Households, pairs.Count);
        Assert.Equal(province.Households, pairs.Select(it => it[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(province.Households, pairs.Select(it => it[1]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(pairs, it => Assert.Equal(Province.DistrictOf(it[0]), Province.DistrictOf(it[1])));
    }

    static async Task EachProvenAsync(HttpClient department, string run, List<JsonElement> parts)
    {
        var whole = await department.SeeAsync($"/api/v1/members/runs/{run}/proof");
        Assert.True(whole.GetProperty("ok").GetBoolean());
        var said = whole.GetProperty("parts").EnumerateArray().ToDictionary(it => it.Text("run"), it => it.Text("sha256"), StringComparer.Ordinal);
        Assert.Equal(parts.Count, said.Count);
        foreach (var part in parts)
        {
            var proof = await department.GetStringAsync($"/api/v1/members/runs/{part.Id()}/proof");
            Assert.Equal(said[part.Id()], Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(proof))));
            var read = JsonDocument.Parse(proof).RootElement;
            Assert.True(read.GetProperty("ok").GetBoolean());
            Assert.Equal(0, read.GetProperty("blocking").GetInt32());
        }
    }

    async Task AdoptedAtOnceAsync(Province province, HttpClient department, string run)
    {
        var watch = Stopwatch.StartNew();
        var adoption = await department.AdoptAsync("members", run, patience);
        output.WriteLine($"adopted in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal((province.Households, 0), (adoption.GetProperty("proposed").GetInt32(), adoption.GetProperty("skipped").GetInt32()));
        var standing = Rows(await Served.CsvAsync(department, $"/api/v1/members/campaigns/{Province.Campaign}/pairings"));
        Assert.Equal(province.Households, standing.Select(it => it[1]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(province.Households, standing.Count);
    }

    static List<string[]> Rows(string csv) => [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(it => it.Split(','))];
}
