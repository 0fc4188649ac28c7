using System.Net;
using System.Net.Http.Json;
using Support;

namespace Defaults.Tests;

public sealed class PagingTests
{
    const string Area = "320102001001";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Pages_hold_every_row_once_in_the_order_of_bytes(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        string[] ids = ["Z", "a", "b-1", "b1", "b_1", "B1", "ab", "aB", "王", "é", "0", "10", "9", "~", "z z"];
        await shop.SaveAsync(db => db.AddRange(ids.Select(id => new Crate { Id = id, Area = Area })));
        using var http = shop.Service.As(Role.Community, Area);
        var read = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await http.GetFromJsonAsync<Page<CrateView>>($"/api/v1/shop/crates?limit=4&after={Uri.EscapeDataString(after)}", Wire.Json))!;
            Assert.InRange(page.Items.Count, 1, 4);
            read.AddRange(page.Items.Select(it => it.Id));
            after = page.Next;
        }
        Assert.Equal(ids.Order(StringComparer.Ordinal), read);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_full_last_page_has_no_next_and_a_page_holds_a_hundred_unless_asked(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.AddRange(Enumerable.Range(1, 150).Select(number => new Crate { Id = $"c{number:D3}", Area = Area })));
        using var http = shop.Service.As(Role.Community, Area);
        async Task<(int, string?)> PageAsync(string query)
        {
            var page = (await http.GetFromJsonAsync<Page<CrateView>>("/api/v1/shop/crates" + query, Wire.Json))!;
            return (page.Items.Count, page.Next);
        }
        Assert.Equal((100, "c100"), await PageAsync(""));
        Assert.Equal((50, null), await PageAsync("?after=c100"));
        Assert.Equal((150, null), await PageAsync("?limit=150"));
        Assert.Equal((0, null), await PageAsync("?after=c150"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(501)]
    public async Task A_page_has_one_to_five_hundred_rows(int limit)
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await http.GetAsync($"/api/v1/shop/crates?limit={limit}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("page-limit", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
