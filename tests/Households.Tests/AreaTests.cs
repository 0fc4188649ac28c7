using Contracts.Organizations;
using Support;

namespace Households.Tests;

public sealed class AreaTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_highest_version_of_an_area_wins_whatever_the_order_and_however_often(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        const string code = "320102002003";
        var (born, ended, back) = (Bureau.Area(code), Bureau.Area(code) with { ValidTo = new DateOnly(2026, 2, 1), Version = 2 }, Bureau.Area(code) with { Version = 3 });
        Assert.Equal(["2 area area-is-known"], await bureau.FaultsAsync(Bureau.Row("h", area: code)));
        await bureau.Service.TellAsync(new AreasChanged([ended]));
        await bureau.Service.TellAsync(new AreasChanged([born]));
        await bureau.Service.TellAsync(new AreasChanged([ended]));
        Assert.Equal(["2 area area-is-known"], await bureau.FaultsAsync(Bureau.Row("h", area: code)));
        await bureau.Service.TellAsync(new AreasChanged([back, born, ended]));
        await bureau.Service.TellAsync(new AreasChanged([ended, born]));
        Assert.Equal(1, (await bureau.ImportAsync(Bureau.Row("h", area: code))).Added);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_community_holds_from_its_first_day_to_the_day_before_its_end(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var today = new DateOnly(2026, 3, 10);
        (string Code, DateOnly From, DateOnly? To, bool Holds)[] book =
        [
            ("320102002011", today, null, true), ("320102002012", today.AddDays(1), null, false),
            ("320102002013", today.AddDays(-9), today, false), ("320102002014", today.AddDays(-9), today.AddDays(1), true),
        ];
        await bureau.Service.TellAsync(new AreasChanged([.. book.Select(it => Bureau.Area(it.Code) with { ValidFrom = it.From, ValidTo = it.To })]));
        foreach (var (code, _, _, holds) in book)
        {
            using var http = bureau.CivilAffairs;
            using var answer = await Bureau.ImportAsync(http, Bureau.Row(code, area: code));
            Assert.Equal((code, holds), (code, answer.IsSuccessStatusCode));
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Today_is_the_day_in_china(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        bureau.Time.Pass(TimeSpan.FromHours(14).Add(TimeSpan.FromMinutes(59)));
        Assert.Equal(["2 as_of as-of-not-in-future"], await bureau.FaultsAsync(Bureau.Row("h", asOf: "2026-03-11")));
        bureau.Time.Pass(TimeSpan.FromMinutes(1)); // 16:00 UTC
        Assert.Equal(1, (await bureau.ImportAsync(Bureau.Row("h", asOf: "2026-03-11"))).Added);
    }
}
