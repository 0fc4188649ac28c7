using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class IdempotencyTests
{
    const string Area = "320102001001";

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_request_again_takes_effect_once_and_is_answered_alike(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(Role.Community, Area);
        var first = await PostAsync(http, "key-1", new CrateInput("c1", Area, Note: "王秀英的箱子"));
        var second = await PostAsync(http, "key-1", new CrateInput("c1", Area, Note: "王秀英的箱子"));
        Assert.Equal((HttpStatusCode.Created, "/api/v1/shop/crates/c1"), (first.Status, first.Location));
        Assert.Equal(first, second);
        Assert.Equal(1, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));

        var (kept, opened) = await shop.InAsync(Caller.System, async db =>
        {
            var body = (await db.Set<RememberedRequest>().SingleAsync()).Body!;
            return (body, db.Sealing.Open(body));
        });
        Assert.Equal((first.Body, false), (opened, kept.Contains("王秀英", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_key_with_another_body_is_refused(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(Role.Community, Area);
        await PostAsync(http, "key-1", new CrateInput("c1", Area));
        var other = await PostAsync(http, "key-1", new CrateInput("c2", Area));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("idempotency-key-means-one-request", other.Body, StringComparison.Ordinal);
        Assert.Equal(1, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_same_request_at_the_same_time_takes_effect_once(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(Role.Community, Area);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(http, "key-1", new CrateInput("c1", Area))));
        Assert.Equal(HttpStatusCode.Created, Assert.Single(answers.Distinct()).Status);
        Assert.Equal(1, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));
        await Eventually.HoldsAsync(async () => (await shop.TalliesAsync()).GetValueOrDefault("first-c1") == 1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_key_is_the_callers_own(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var one = shop.Service.As(Role.Community, Area);
        using var other = shop.Service.As(Role.Community, "320102001002");
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(one, "key-1", new CrateInput("c1", Area))).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(other, "key-1", new CrateInput("c2", "320102001002"))).Status);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_request_that_was_refused_is_not_remembered(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(Role.Community, Area);
        await shop.SaveAsync(db => db.Add(new Crate { Id = "c1", Area = Area }));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(http, "key-1", new CrateInput("c1", Area))).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(http, "key-1", new CrateInput("c2", Area))).Status);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_list_sent_again_with_its_key_takes_effect_once(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(Role.Community, Area);
        var list = "id,area\n" + string.Concat(Enumerable.Range(0, 5_000).Select(number => $"c{number},{Area}\n"));
        var first = await SendAsync(http, "/api/v1/shop/crates/import", "key-1", Csv(list));
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal(first, await SendAsync(http, "/api/v1/shop/crates/import", "key-1", Csv(list)));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(http, "/api/v1/shop/crates/import", "key-1", Csv(list + $"d,{Area}\n"))).Status);
        Assert.Equal(5_000, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_caller_who_sends_slowly_holds_up_nobody(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var slow = shop.Service.As(Role.Community, Area);
        using var quick = shop.Service.As(Role.Community, Area);
        var body = new HeldBody($"id,area\nc1,{Area}\n");
        var sending = SendAsync(slow, "/api/v1/shop/crates/import", "key-1", body);
        await body.Begun;
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(quick, "key-2", new CrateInput("c2", Area))).Status);
        Assert.False(sending.IsCompleted);
        body.End();
        Assert.Equal(HttpStatusCode.OK, (await sending).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a key")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task A_key_has_one_to_a_hundred_visible_characters(string key)
    {
        await using var shop = await Shop.OpenAsync("sqlite");
        using var http = shop.Service.As(Role.Community, Area);
        var answer = await PostAsync(http, key, new CrateInput("c1", Area));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(0, await shop.InAsync(Caller.System, db => db.Crates.CountAsync()));
    }

    static StringContent Csv(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));

    static Task<Answer> PostAsync(HttpClient http, string key, CrateInput crate) => SendAsync(http, "/api/v1/shop/crates", key, JsonContent.Create(crate));

    static async Task<Answer> SendAsync(HttpClient http, string path, string key, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TryAddWithoutValidation(Idempotent.Header, key);
        using var answer = await http.SendAsync(request);
        return new Answer(answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    sealed record Answer(HttpStatusCode Status, string? Location, string Body);
}
