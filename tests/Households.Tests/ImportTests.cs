using Defaults;
using Support;

namespace Households.Tests;

public sealed class ImportTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_is_taken_in_and_shown_without_anything_personal(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var receipt = await bureau.ImportAsync(
            Bureau.Row("h1", idNumber: "11010519491231002X", phone: "13812345678", categories: "elder-alone;minimum-living", needs: "company;medical"),
            Bureau.Row("h2", area: Bureau.Second, categories: "", needs: ""));
        Assert.Equal((2, 2, 0, 0, 0L), (receipt.Rows, receipt.Added, receipt.Changed, receipt.Unchanged, receipt.Faults));
        Assert.Empty(receipt.Warnings);

        var page = await bureau.GetAsync("/api/v1/households/register");
        Assert.Equal(
            """{"items":[{"id":"h1","area":"320102002001","categories":["minimum-living","elder-alone"],"needs":["medical","company"],"need":67,"active":true,"asOf":"2026-03-01","version":1},{"id":"h2","area":"320102002002","categories":[],"needs":[],"need":0,"active":true,"asOf":"2026-03-01","version":1}],"next":null}""",
            page.ToJsonString());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_list_again_changes_nothing_and_announces_nothing(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        string[] rows = [Bureau.Row("h1", idNumber: "11010519491231002X", phone: "13812345678", address: "梅园新村1号"), Bureau.Row("h2", longitude: "", latitude: "")];
        await bureau.ImportAsync(rows);
        await bureau.Told.WaitAsync(1);
        var again = await bureau.ImportAsync(rows);
        Assert.Equal((2, 0, 0, 2), (again.Rows, again.Added, again.Changed, again.Unchanged));
        await bureau.ImportAsync(Bureau.Row("h3"));
        await bureau.Told.WaitAsync(1);
        Assert.Equal(["h1", "h2", "h3"], bureau.Told.Households.Select(it => it.Id));
    }
}
