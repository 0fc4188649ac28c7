using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Volunteering.Tests.District;

namespace Volunteering.Tests;

/// <summary>The skills of a post are named from the kinds of need that Households keeps.</summary>
public sealed class AidCodeTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static AidCodesChanged Needs(long version, DateOnly? until = null) =>
        new("needs", [new("moving", $"搬家{version}", "moving house", null, null, new DateOnly(1900, 1, 1), until, 1)], version, Code);

    [Theory, MemberData(nameof(Providers))]
    public async Task Whatever_the_order_of_arrival_the_newest_list_stays(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var told = Enumerable.Range(1, 9).Select(version => Needs(version)).ToArray<object>();
        new Random(6).Shuffle(told);
        foreach (var fact in told) await district.Service.TellAsync(fact);
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var kept = await scope.ServiceProvider.GetRequiredService<VolunteeringStore>().Needs.ToListAsync();
        Assert.Equal(("搬家9", 9L), kept.Where(it => it.Id == "moving").Select(it => (it.Chinese, it.Version)).Single());
        Assert.Equal(Aid.Kinds.Select(it => $"{it.Code} {it.Chinese} 0").Order(StringComparer.Ordinal), kept.Where(it => it.Id != "moving").Select(it => $"{it.Id} {it.Chinese} {it.Version}").Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_skill_is_named_of_a_post_once_it_is_told_and_not_anew_once_it_has_ended(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        using var community = district.Community();
        async Task<string> SetAsync(string id)
        {
            using var answer = await community.PostAsJsonAsync(Api + "/posts", Post(id: id) with { Skills = ["moving", "company"] }, Wire.Json);
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            return $"{(int)answer.StatusCode} {said["errors"]?[0]!["rule"] ?? said["skills"]!.ToJsonString()}";
        }
        Assert.Equal("400 code-is-known", await SetAsync("p1"));
        await district.Service.TellAsync(Needs(13));
        Assert.Equal("""201 ["company","moving"]""", await SetAsync("p1"));
        await district.Service.TellAsync(Needs(14, until: new DateOnly(2026, 3, 2)));
        Assert.Equal("400 skill-holds-today", await SetAsync("p2"));
        using var request = new HttpRequestMessage(HttpMethod.Put, Api + "/posts/p1")
        {
            Content = JsonContent.Create(new { title = "Moving", places = 3, skills = (string[])["moving"], kind = "flexible", from = "2026-03-01" }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var changed = await community.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }
}
