using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

/// <summary>Skills are named from the kinds of need that Households keeps.</summary>
public sealed class AidCodeTests
{
    static readonly DateOnly always = new(1900, 1, 1);

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    static AidCodesChanged Needs(long version, params AidCode[] more) => new("needs", [.. Aid.Kinds.Select((it, at) => Code(it.Code, at)).ExceptBy(more.Select(it => it.Code), it => it.Code), .. more], version, District.Code);

    static AidCode Code(string code, int order = 1, DateOnly? until = null, string chinese = "搬家") => new(code, chinese, code, null, null, always, until, order);

    [Theory, MemberData(nameof(Providers))]
    public async Task Whatever_the_order_of_arrival_the_newest_list_stays_and_another_list_is_no_matter(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var told = Enumerable.Range(1, 9).Select(version => Needs(version, Code("moving", chinese: $"搬家{version}"))).ToArray<object>();
        new Random(5).Shuffle(told);
        foreach (var fact in told.Append(new AidCodesChanged("categories", [Code("wealth")], 99, District.Code)))
        {
            var message = Guid.CreateVersion7(district.Time.GetUtcNow());
            await district.Service.TellAsync(fact, message);
            await district.Service.TellAsync(fact, message);
        }
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var kept = await scope.ServiceProvider.GetRequiredService<MembersStore>().Needs.ToListAsync();
        Assert.Equal(Aid.Kinds.Select(it => it.Code).Append("moving").Order(StringComparer.Ordinal), kept.Select(it => it.Id).Order(StringComparer.Ordinal));
        Assert.All(kept, it => Assert.Equal(9, it.Version));
        Assert.Equal("搬家9", kept.Single(it => it.Id == "moving").Chinese);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_skill_is_named_once_it_is_told_and_not_anew_once_it_has_ended(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1", skills: "medical"), District.Row("m2", skills: ""));
        Assert.Equal("400 code-is-known", await ChangeAsync(district, "m1", "moving"));
        await district.Service.TellAsync(Needs(13, Code("moving")));
        Assert.Equal("""200 ["medical","moving"]""", await ChangeAsync(district, "m1", "moving", "medical"));
        await district.Service.TellAsync(Needs(14, Code("moving", until: new DateOnly(2030, 3, 10)), Code("medical", until: new DateOnly(2030, 3, 11))));
        Assert.Equal("""200 ["moving"]""", await ChangeAsync(district, "m1", "moving"));
        Assert.Equal("409 skill-holds-today", await ChangeAsync(district, "m2", "moving"));
        Assert.Equal("""200 ["medical"]""", await ChangeAsync(district, "m2", "medical"));
        using var department = district.Department;
        Assert.Equal(["2 skills skill-holds-today", "3 skills code-is-known"], await district.FaultsAsync(department, "register/import", District.Header, District.Row("m3", skills: "moving"), District.Row("m2", skills: "flying"), District.Row("m1", skills: "moving")));
        await district.RegisterAsync(District.Row("m1", skills: "moving"));
    }

    static async Task<string> ChangeAsync(District district, string member, params string[] skills)
    {
        using var self = district.Service.As(Role.Member, District.Code, District.Organ, member);
        using var read = await self.GetAsync($"/api/v1/members/register/{member}");
        self.DefaultRequestHeaders.IfMatch.Add(read.Headers.ETag!);
        using var answer = await self.PutAsJsonAsync($"/api/v1/members/register/{member}", new { skills, seats = 1, inService = true });
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return $"{(int)answer.StatusCode} {(answer.StatusCode == HttpStatusCode.OK ? said["skills"]!.ToJsonString() : said["errors"]?[0]!["rule"] ?? said["rule"])}";
    }
}
