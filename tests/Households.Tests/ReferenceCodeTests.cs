using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts;
using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Households.Tests.Listing;

namespace Households.Tests;

public sealed class ReferenceCodeTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task The_lists_begin_as_they_ship_and_a_start_or_another_changes_them_no_more(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<AidCodesChanged>().Count == 2));
        Assert.Equal(Aid.Categories.Select(it => $"categories {it.Code} {it.Chinese} {it.English} {it.Authority}").Concat(Aid.Kinds.Select(it => $"needs {it.Code} {it.Chinese} {it.English} ")),
            (await bureau.GetAsync(Root)).AsArray().Select(it => $"{it!["list"]} {it["code"]} {it["chinese"]} {it["english"]} {it["authority"]}"));
        await bureau.EndAsync("categories", "child", "2026-02-01");
        var before = (await bureau.GetAsync(Root)).ToJsonString();
        await bureau.RestartAsync();
        await using (await bureau.AnotherAsync()) Assert.Equal(before, (await bureau.GetAsync(Root)).ToJsonString());
        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<AidCodesChanged>().Count == 3));
        Assert.Equal("categories 10 10|categories 10 11|needs 12 12", string.Join('|', bureau.Told.Of<AidCodesChanged>().OrderBy(it => it.List, StringComparer.Ordinal).ThenBy(it => it.Version).Select(it => $"{it.List} {it.Items.Count} {it.Version}")));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_processes_that_start_at_once_one_begins_the_lists(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await using (var scope = bureau.Service.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
            Assert.Equal(22, await scope.ServiceProvider.GetRequiredService<HouseholdsStore>().ReferenceCodes.ExecuteDeleteAsync());
        }
        foreach (var other in await Task.WhenAll(bureau.AnotherAsync(), bureau.AnotherAsync())) await other.DisposeAsync();
        Assert.Equal(22, (await bureau.GetAsync(Root)).AsArray().Count);
        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<AidCodesChanged>().Count == 4)); // two by the first start
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_code_is_added_revised_and_ended_and_each_is_told_and_audited(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", categories: "", needs: ""));
        Assert.Equal(["2 categories code-is-known", "2 needs code-is-known"], await bureau.FaultsAsync(Bureau.Row("h2", categories: "dibao-local", needs: "moving")));
        Assert.Equal("1", await bureau.AddAsync("categories", Category("""{"parent":"minimum-living","order":15}""")));
        Assert.Equal("1", await bureau.AddAsync("needs", Need()));
        await bureau.ImportAsync(Bureau.Row("h2", categories: "dibao-local;child", needs: "moving;legal"));
        var shown = await bureau.GetAsync("/api/v1/households/register/h2");
        Assert.Equal("child 困境儿童 民政部门|dibao-local 本地低保 民政部门", string.Join('|', shown["categories"]!.AsArray().Select(it => $"{it!["code"]} {it["chinese"]} {it["authority"]}")));
        Assert.Equal("legal moving", string.Join(' ', shown["needs"]!.AsArray()));
        Assert.Equal("minimum-living dibao-local extreme-poverty", string.Join(' ', (await bureau.GetAsync(Root + "?list=categories")).AsArray().Take(3).Select(it => it!["code"])));

        Assert.Equal("2", await bureau.ReviseAsync("categories", "dibao-local", Category("""{"chinese":"临时低保","authority":"街道","validTo":"2026-03-05"}"""), 1));
        Assert.Equal("2", await bureau.ReviseAsync("categories", "dibao-local", Category("""{"chinese":"临时低保","authority":"街道","validTo":"2026-03-05"}"""), 2)); // says nothing new
        Assert.Equal("stale-version", await bureau.ReviseAsync("categories", "dibao-local", Category(), 1));
        Assert.Equal("child 困境儿童|dibao-local 临时低保", string.Join('|', (await bureau.GetAsync("/api/v1/households/register/h2"))["categories"]!.AsArray().Select(it => $"{it!["code"]} {it["chinese"]}")));
        Assert.Equal(["child 1", "dibao-local 1"], (await bureau.HeldAsync("categories")).Order());
        Assert.Equal("dibao-local", string.Join(' ', Aid.Categories.Select(it => it.Code).Append("dibao-local").Except((await bureau.GetAsync(Root + "?list=categories&on=2026-03-05")).AsArray().Select(it => (string)it!["code"]!))));

        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<AidCodesChanged>().Count == 5));
        var told = bureau.Told.Of<AidCodesChanged>().Where(it => it.List == "categories").MaxBy(it => it.Version)!;
        Assert.Equal((11, 12L, new DateOnly(2026, 3, 5)), (told.Items.Count, told.Version, told.Items.Single(it => it.Code == "dibao-local").ValidTo!.Value));
        var log = await WriteOutAsync(bureau);
        Assert.Equal(["code-add code/categories/dibao-local", "code-add code/needs/moving", "code-revise code/categories/dibao-local"], log.Where(it => it.StartsWith("code", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>The rule book: what is put otherwise in a good category, and what is said of it.</summary>
    [Theory]
    [InlineData("""{"code":null}""", "code code-form")]
    [InlineData("""{"code":"a"}""", "code code-form")]
    [InlineData("""{"code":"1a"}""", "code code-form")]
    [InlineData("""{"code":"-a"}""", "code code-form")]
    [InlineData("""{"code":"aB"}""", "code code-form")]
    [InlineData("""{"code":"a_b"}""", "code code-form")]
    [InlineData("""{"code":"低保"}""", "code code-form")]
    [InlineData("""{"code":"a bc"}""", "code code-form")]
    [InlineData("""{"code":"abc\n"}""", "code code-form")]
    [InlineData("""{"code":"a23456789012345678901234567890123"}""", "code code-form")]
    [InlineData("""{"code":"a2345678901234567890123456789012"}""", "1")]
    [InlineData("""{"code":"a1"}""", "1")]
    [InlineData("""{"code":"child"}""", "code-is-new")]
    [InlineData("""{"chinese":" "}""", "chinese code-name-length")]
    [InlineData("""{"chinese":"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"}""", "chinese code-name-length")]
    [InlineData("""{"chinese":"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"}""", "1")]
    [InlineData("""{"chinese":"低\u202e保"}""", "chinese no-control-characters")]
    [InlineData("""{"english":""}""", "english code-name-length")]
    [InlineData("""{"english":"a\u0000b"}""", "english no-control-characters")]
    [InlineData("""{"authority":null}""", "authority code-name-length")]
    [InlineData("""{"authority":"\u0007a"}""", "authority no-control-characters")]
    [InlineData("""{"parent":"wealth"}""", "parent code-is-known")]
    [InlineData("""{"parent":"legal"}""", "parent code-is-known")]
    [InlineData("""{"parent":"dibao-local"}""", "parent parents-make-no-circle")]
    [InlineData("""{"parent":"child"}""", "1")]
    [InlineData("""{"validFrom":"1899-12-31"}""", "validFrom date-not-before-1900")]
    [InlineData("""{"validTo":"2026-01-01"}""", "validTo end-after-beginning")]
    [InlineData("""{"validTo":"2026-01-02"}""", "1")]
    [InlineData("""{"order":0}""", "order place-within-limit")]
    [InlineData("""{"order":10000}""", "order place-within-limit")]
    [InlineData("""{"order":9999}""", "1")]
    [InlineData("""{"code":"A","chinese":"","validTo":"2025-01-01"}""", "code code-form, chinese code-name-length, validTo end-after-beginning")]
    public async Task A_category_that_breaks_a_rule_is_refused_by_its_name(string otherwise, string said)
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        Assert.Equal(said, await bureau.AddAsync("categories", Category(otherwise)));
        Assert.Equal(said == "1" ? 11 : 10, (await bureau.GetAsync(Root + "?list=categories")).AsArray().Count);
    }

    [Fact]
    public async Task A_need_has_neither_authority_nor_parent_and_a_code_keeps_its_name_and_makes_no_circle()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        Assert.Equal("authority said-of-categories, parent said-of-categories", await bureau.AddAsync("needs", Need("""{"authority":"民政","parent":"legal"}""")));
        Assert.Equal("list-is-known", await bureau.AddAsync("skills", Need()));
        Assert.Equal("code-is-known", await bureau.ReviseAsync("needs", "moving", Need(), 1));
        Assert.Equal("code code-stays", await bureau.ReviseAsync("needs", "legal", Need(), 1));
        Assert.Equal("1", await bureau.AddAsync("categories", Category("""{"parent":"child"}""")));
        Assert.Equal("1", await bureau.AddAsync("categories", Category("""{"code":"below","parent":"dibao-local"}""")));
        Assert.Equal("parent parents-make-no-circle", await bureau.ReviseAsync("categories", "child", Category("""{"code":"child","parent":"below"}"""), 1));
        Assert.Equal("2", await bureau.ReviseAsync("categories", "child", Category("""{"code":null,"parent":"other"}"""), 1));
        for (var more = 0; more < 188; more++) Assert.Equal("1", await bureau.AddAsync("needs", Need($$"""{"code":"more-{{more}}"}""")));
        Assert.Equal("codes-within-limit", await bureau.AddAsync("needs", Need()));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Who_answers_for_a_part_of_the_households_keeps_no_list_and_counts_its_own(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        await bureau.ImportAsync(Bureau.Row("h1", needs: "legal"), Bureau.Row("h2", area: Bureau.OtherStreet, needs: "legal;digital"));
        Assert.Equal("lists-are-for-all-households", await bureau.AddAsync("needs", Need(), "320102002"));
        Assert.Equal("lists-are-for-all-households", await bureau.ReviseAsync("needs", "legal", Need("""{"code":null}"""), 1, "320104"));
        Assert.Equal(["legal 2", "digital 1"], await bureau.HeldAsync("needs"));
        Assert.Equal(["legal 1"], await bureau.HeldAsync("needs", "320102002", Role.Street));
        using var member = bureau.Member("m1");
        Assert.Equal(22, (await member.GetFromJsonAsync<JsonArray>(Root))!.Count);
        using var counted = await member.GetAsync(Root + "?held=true");
        Assert.Equal("held counts-are-for-who-lists-households", Correcting.Told(JsonNode.Parse(await counted.Content.ReadAsStringAsync())!));
    }

    [Fact]
    public async Task The_lists_go_out_as_csv_and_are_read_by_everybody_as_they_are_for_everybody()
    {
        await using var bureau = await Bureau.OpenAsync("sqlite");
        await bureau.AddAsync("needs", Need("""{"chinese":"=搬家,移居","validTo":"2027-01-01"}"""));
        using var http = bureau.Service.As(Role.Auditor, "320102");
        http.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var lines = (await http.GetStringAsync(Root + "?list=needs")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(14, lines.Length);
        Assert.Equal("list,code,chinese,english,authority,parent,valid_from,valid_to,order,households", lines[0]);
        Assert.Equal("""needs,moving,"'=搬家,移居",moving house,,,2026-01-01,2027-01-01,130,""", lines[^1]);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Of_two_who_add_or_revise_at_once_one_does(string provider)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bureau.AddAsync("needs", Need())));
        Assert.Equal(["1", .. Enumerable.Repeat("code-is-new", 5)], added.Order(StringComparer.Ordinal));
        var revised = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => bureau.ReviseAsync("needs", "moving", Need($$"""{"chinese":"搬家{{at}}"}"""), 1)));
        Assert.Equal(["2", .. Enumerable.Repeat("stale-version", 5)], revised.Order(StringComparer.Ordinal));
        await Eventually.HoldsAsync(() => Task.FromResult(bureau.Told.Of<AidCodesChanged>().Count == 4));
        Assert.Equal([12L, 13, 14], bureau.Told.Of<AidCodesChanged>().Where(it => it.List == "needs").Select(it => it.Version).Order());
    }

    static async Task<string[]> WriteOutAsync(Bureau bureau)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await scope.ServiceProvider.GetRequiredService<HouseholdsStore>().Audit.Select(it => it.Act + " " + it.Target).ToArrayAsync();
    }
}
