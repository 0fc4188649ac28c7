using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Support;

namespace Defaults.Tests;

public sealed class HearingTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;
    public static IEnumerable<object[]> Ways => TestBus.Ways;

    static Guid Message(int number) => new(number, 0, 0, new byte[8]);

    [Theory, MemberData(nameof(Ways))]
    public async Task The_same_delivery_twenty_times_over_takes_effect_once(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, relaying: false, bus: bus);
        var deliveries = Enumerable.Range(0, 5).Select(number => Delivery.Of(Message(number), new CrateMoved($"c{number}"))).ToList();
        for (var time = 0; time < 10; time++) await shop.End.HandOverAsync([.. deliveries, .. deliveries], CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => shop.End.HandOverAsync(deliveries, CancellationToken.None))));
        await shop.End.HandOverAsync([Delivery.Of(Message(6), new CrateLost("end"))], CancellationToken.None);
        await shop.HoldsAsync([.. Enumerable.Range(0, 5).SelectMany(number => new[] { ($"first-c{number}", 1), ($"second-c{number}", 1) }), ("lost-end", 1)]);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_hearer_that_fails_leaves_nothing_behind_and_is_told_again_while_others_pass(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: bus);
        shop.Ears.Failing["second"] = 2;
        await shop.SaveAsync(db =>
        {
            db.Announce(new CrateMoved("c1"));
            db.Announce(new CrateLost("c2"));
        });
        await shop.HoldsAsync(("first-c1", 1), ("second-c1", 1), ("lost-c2", 1));
        Assert.Equal(0, (await shop.OutboxAsync()).Parked);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task What_always_fails_is_parked_while_others_pass_and_an_administrator_has_it_taken_once(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: bus);
        shop.Ears.Failing["lost"] = int.MaxValue;
        await shop.SaveAsync(db =>
        {
            db.Announce(new CrateLost("bad"));
            for (var number = 1; number <= 3; number++) db.Announce(new CrateMoved($"good{number}"));
        });
        await Eventually.HoldsAsync(async () => await shop.OutboxAsync() == new OutboxState(0, 1, 0));
        await shop.HoldsAsync([.. Enumerable.Range(1, 3).SelectMany(number => new[] { ($"first-good{number}", 1), ($"second-good{number}", 1) })]);
        using var administrator = shop.Service.As(Role.Administrator, "32");
        var parked = Assert.Single((await administrator.GetFromJsonAsync<Page<ParkedView>>("/api/v1/shop/parked"))!.Items);
        Assert.Equal(("Defaults.Tests.CrateLost", "hearer-takes-it: InvalidOperationException"), (parked.Fact, parked.Why));
        var replay = $"/api/v1/shop/parked/{parked.Id}/replay";
        Assert.Equal("409 hearer-takes-it", await AnswerAsync(administrator, replay));
        shop.Ears.Failing["lost"] = 0;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AnswerAsync(administrator, replay)));
        Assert.Equal(["200 ", "409 parked-fact-waits", "409 parked-fact-waits", "409 parked-fact-waits"], answers.Order(StringComparer.Ordinal));
        Assert.Equal(1, (await shop.TalliesAsync())["lost-bad"]);
        Assert.Equal("administrator-32", (await administrator.GetFromJsonAsync<Page<ParkedView>>("/api/v1/shop/parked"))!.Items.Single().TakenBy);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Only_an_administrator_sees_what_is_parked(string provider, bool bus)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: bus);
        using var community = shop.Service.As(Role.Community, "320102001001");
        using var administrator = shop.Service.As(Role.Administrator, "32");
        Assert.Equal(HttpStatusCode.Forbidden, (await community.GetAsync("/api/v1/shop/parked")).StatusCode);
        Assert.Equal("403 role-may-do-this", await AnswerAsync(community, $"/api/v1/shop/parked/{Message(1)}/replay"));
        Assert.Equal("404 parked-fact-is-known", await AnswerAsync(administrator, $"/api/v1/shop/parked/{Message(1)}/replay"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_poisoned_message_is_parked_within_ten_seconds_while_good_ones_pass(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider, bus: true);
        (string? Id, string Type, string Body, string Why)[] poisons =
        [
            (Message(1).ToString(), "Defaults.Tests.CrateMoved", "no JSON", "fact-is-readable"),
            (Message(2).ToString(), "Defaults.Tests.CrateMoved", """{"crate":7}""", "fact-is-readable"),
            (Message(3).ToString(), "Defaults.Tests.CrateMoved", """{"crate":"c","crate":"d"}""", "fact-is-readable"),
            (Message(4).ToString(), "Defaults.Tests.CrateMoved", "{\"crate\":\"c\0\"}", "fact-is-readable"),
            (Message(5).ToString(), "No.Such.Fact", """{"crate":"c"}""", "fact-is-heard"),
            (Message(6).ToString(), "No\0Fact", """{"crate":"c"}""", "fact-is-heard"),
            (null, "Defaults.Tests.CrateMoved", """{"crate":"c"}""", "message-has-an-identifier"),
            (Message(10).ToString(), "Defaults.Tests.CrateMoved", """{"crate":"c\u0000"}""", "hearer-takes-it: InvalidException"),
            ("seven", "Defaults.Tests.CrateMoved", "null", "message-has-an-identifier"),
        ];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        foreach (var (id, type, body, _) in poisons) await shop.SendAsync(id, type, Encoding.UTF8.GetBytes(body));
        await shop.SendAsync(Message(8).ToString(), "Defaults.Tests.CrateMoved", """{"crate":"c"}"""u8.ToArray(), Packing.Gzip);
        await shop.SendAsync(Message(9).ToString(), "No.Such.Fact", "{}"u8.ToArray(), trace: [0]);
        await shop.SendAsync(Message(7).ToString(), "Defaults.Tests.CrateLost", """{"crate":"good"}"""u8.ToArray());
        await shop.HoldsAsync(("lost-good", 1));
        await Eventually.HoldsAsync(async () => (await shop.OutboxAsync()).Parked == poisons.Length + 2);
        Assert.False(patience.IsCancellationRequested);
        using var administrator = shop.Service.As(Role.Administrator, "32");
        var parked = (await administrator.GetFromJsonAsync<Page<ParkedView>>("/api/v1/shop/parked"))!.Items;
        Assert.Equal(poisons.Select(it => it.Why).Concat(["fact-is-readable", "fact-is-heard"]).Order(StringComparer.Ordinal), parked.Select(it => it.Why).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_cannot_hold_is_parked()
    {
        await using var shop = await Shop.OpenAsync("postgres", bus: true);
        await shop.SendAsync(Message(1).ToString(), "Defaults.Tests.CrateMoved", """{"crate":"c\u0000"}"""u8.ToArray());
        await Eventually.HoldsAsync(async () => (await shop.OutboxAsync()).Parked == 1);
        Assert.Empty(await shop.TalliesAsync());
    }

    static async Task<string> AnswerAsync(HttpClient http, string path)
    {
        using var answer = await http.PostAsync(path, null);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return $"{(int)answer.StatusCode} {(said.TryGetProperty("rule", out var rule) ? rule.GetString() : "")}";
    }
}
