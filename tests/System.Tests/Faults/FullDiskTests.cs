using System.Net;
using System.Text.Json;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>The one process on a disk that has no room left, while it serves and when it is started.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    const int Roomy = 128;

    [Fact]
    public async Task Without_room_what_cannot_be_kept_is_refused_what_is_there_is_read_and_nothing_accepted_is_lost()
    {
        using var folder = new Folder();
        await using var disk = await DiskIn(folder);
        var data = folder.Sub("disk/data");
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", Lists().WriteTo(folder.Sub("in")));
        local.Says("Ctrl-C");
        var served = new Served(data, local.Port);
        using var administrator = await served.AsAsync("administrator");
        using var reader = await served.NewAsync(administrator, "disk-reader", "organization-department", PushedHousehold.District);
        var callers = new List<HttpClient>();
        for (var at = 0; at < 4; at++) callers.Add(await served.NewAsync(administrator, $"disk-pusher-{at}", "civil-affairs", PushedHousehold.District));

        var pushing = new Pushing(callers, "disk", 600, 2, Seed.Value);
        pushing.Open(0);
        await pushing.MovesByAsync(100);
        await disk.FillAsync();
        pushing.Open(1);
        await Eventually.HoldsAsync(() => pushing.All.IsFaulted ? throw pushing.All.Exception! : Task.FromResult(pushing.Repeated >= 20), TimeSpan.FromMinutes(1));
        using (var read = await reader.GetAsync("/api/v1/households/register?limit=1")) Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        var (refused, accepted) = (pushing.Repeated, pushing.Accepted);
        await disk.FreeAsync(Roomy);
        await pushing.All;
        await new Quiet(administrator, broker: null).WaitAsync();

        using (var ready = await reader.GetAsync("/readyz")) Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var held = (await Served.AllAsync(reader, "/api/v1/households/register?area=320105")).Select(Held.Of).Where(Own).ToList();
        var told = (await LedgerRecount.ReadAsync(reader, "?type=HouseholdsChanged")).ToldBy("HouseholdsChanged").Select(Held.Of).Where(Own);
        output.WriteLine($"{accepted} changes accepted before, {refused} requests refused, {pushing.Accepted} accepted in the end");
        Assert.Equal(Verdict.Good, Verdict.OfStore(pushing.Acknowledged, held) + Verdict.OfLedger(pushing.Acknowledged, told));
        foreach (var http in callers) http.Dispose();

        static bool Own(Held it) => it.Id.StartsWith("disk-", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_without_room_says_so_plainly_and_goes_on_where_it_was_when_there_is_some()
    {
        using var folder = new Folder();
        await using var disk = await DiskIn(folder);
        var (data, lists) = (folder.Sub("disk/data"), Lists().WriteTo(folder.Sub("in")));
        await disk.FillAsync();
        await SaysFullAsync(data, lists);
        for (var megabytes = 1; megabytes <= 2; megabytes++) // for some of the stores, for all and nothing in them
        {
            await disk.FreeAsync(megabytes);
            await SaysFullAsync(data, lists);
        }
        await disk.FreeAsync(Roomy);
        using (var local = LocalProcess.Start("--data", data, "--port", "0"))
        {
            local.Says("Ctrl-C");
            using var reader = await new Served(data, local.Port).AsAsync("civil-affairs");
            Assert.Equal(2, (await Served.AllAsync(reader, "/api/v1/households/register")).Count);
            Assert.True(local.Interrupt());
            Assert.Equal(0, await local.EndAsync());
        }
        await disk.FillAsync();
        await SaysFullAsync(data, lists: null);
        await disk.FreeAsync(Roomy);
        using var again = LocalProcess.Start("--data", data, "--port", "0");
        again.Says("Ctrl-C");
    }

    static async Task SaysFullAsync(string data, string? lists)
    {
        using var local = LocalProcess.Start(lists is null ? ["--data", data, "--port", "0"] : ["--data", data, "--port", "0", "--lists", lists]);
        Assert.Equal(1, await local.EndAsync());
        Assert.True(local.Errors.Contains("the disk is full", StringComparison.Ordinal), local.Errors);
        Assert.DoesNotContain("   at ", local.Errors, StringComparison.Ordinal);
    }

    static Task<SmallDisk> DiskIn(Folder folder)
    {
        Directory.CreateDirectory(folder.Sub("disk"));
        return SmallDisk.OverAsync(folder.Sub("disk"), Roomy);
    }

    static SmallLists Lists()
    {
        var lists = new SmallLists().Member("M1").Household("H1").Household("H2");
        lists.Areas.AddRange(
        [
            $"{PushedHousehold.District},建邺区,district,320100000000",
            $"320105001000,一街道,street,{PushedHousehold.District}",
            $"320105002000,二街道,street,{PushedHousehold.District}",
            $"{PushedHousehold.One},一社区,community,320105001000",
            $"{PushedHousehold.Two},二社区,community,320105002000",
        ]);
        return lists;
    }
}
