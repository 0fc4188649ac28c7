using System.Text.Json.Nodes;
using Support;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>While a stretch of a push is saved the next is prepared: it comes out as if it had been prepared afterwards.</summary>
public sealed class PushAheadTests
{
    const string Kept = "11010519491231002X";
    const string Freed = "440524188001010014";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task An_id_number_that_the_stretch_before_gave_to_another_household_parks_its_row(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await PushAsync(bureau, Bureau.Row("h1", idNumber: Kept), Bureau.Row("n1", idNumber: Kept));
        Assert.Equal("done: 5002 rows, 5001 added, 0 changed, 0 unchanged, 0 rejected, 1 parked", Counts(batch));
        Assert.Equal(["5002 n1 parked id_number id-number-stands-once"], await bureau.ReportAsync(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_id_number_that_the_stretch_before_took_from_another_household_is_free(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.PushAsync("1", Csv(Bureau.Row("h1", idNumber: Freed)));
        var batch = await PushAsync(bureau, Bureau.Row("h1", asOf: "2026-03-02"), Bureau.Row("n1", idNumber: Freed));
        Assert.Equal("done: 5002 rows, 5001 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(batch));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_household_that_the_stretch_before_added_is_known(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var batch = await PushAsync(bureau, Bureau.Row("h1"), Bureau.Row("h1", asOf: "2026-03-02", phone: "13812345678"));
        Assert.Equal("done: 5002 rows, 5001 added, 1 changed, 0 unchanged, 0 rejected, 0 parked", Counts(batch));
        Assert.Equal(2, (await bureau.GetAsync("/api/v1/households/register/h1/timeline")).AsArray().Count);
    }

    /// <summary>The first row begins a stretch that takes as long to save as one can; the last follows in the next, beside one that depends on nothing.</summary>
    static Task<JsonNode> PushAsync(Bureau bureau, string first, string last) => bureau.PushAsync("2", Csv([first, .. Others(4_999), last, Bureau.Row("z1")]));

    static IEnumerable<string> Others(int count) => Enumerable.Range(10, count).Select(it => Bureau.Row($"h{it}"));
}
