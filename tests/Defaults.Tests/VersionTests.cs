using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class VersionTests
{
    const string Area = "320102001001";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_change_needs_the_version_that_was_read_and_gives_the_next_one(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c1", Area = Area }));
        using var http = shop.Service.As(Role.Community, Area);
        Assert.Equal("\"1\"", (await http.GetAsync("/api/v1/shop/crates/c1")).Headers.ETag!.Tag);
        using (var changed = await PutAsync(http, "\"1\"", "new"))
            Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.StatusCode, changed.Headers.ETag!.Tag));
        using (var stale = await PutAsync(http, "\"1\"", "newer"))
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
            Assert.Contains("stale-version", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal("new", await shop.InAsync(Caller.System, db => db.Crates.Select(it => it.Note).SingleAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("\"x\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("W/\"1\"")]
    public async Task A_change_without_a_readable_version_is_refused(string? ifMatch)
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c1", Area = Area }));
        using var http = shop.Service.As(Role.Community, Area);
        using var answer = await PutAsync(http, ifMatch, "new");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("if-match-is-given", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_who_read_one_version_only_the_first_changes_it(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c1", Area = Area }));
        await shop.InAsync(Caller.System, async one => await shop.InAsync(Caller.System, async other =>
        {
            (await one.Crates.SingleAsync()).Note = "first";
            (await other.Crates.SingleAsync()).Note = "second";
            await one.SaveChangesAsync();
            return await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync());
        }));
        Assert.Equal(("first", 2), await shop.InAsync(Caller.System, async db => ((await db.Crates.SingleAsync()).Note, (await db.Crates.SingleAsync()).Version)));
    }

    static Task<HttpResponseMessage> PutAsync(HttpClient http, string? ifMatch, string note)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/shop/crates/c1") { Content = JsonContent.Create(new CrateInput("c1", Area, Note: note)) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return http.SendAsync(request);
    }
}
