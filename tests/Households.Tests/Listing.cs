using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Defaults;

namespace Households.Tests;

/// <summary>The coded lists as the bureau keeps them.</summary>
static class Listing
{
    public const string Root = "/api/v1/households/codes";

    /// <summary>What a request says of a category, some of it otherwise.</summary>
    public static JsonObject Category(string otherwise = "{}") => With(
        """{"code":"dibao-local","chinese":"本地低保","english":"local allowance","authority":"民政部门","validFrom":"2026-01-01"}""", otherwise);

    public static JsonObject Need(string otherwise = "{}") => With("""{"code":"moving","chinese":"搬家","english":"moving house","validFrom":"2026-01-01"}""", otherwise);

    /// <summary>The version that became of it, or the rule, or each fault as <c>field rule</c>.</summary>
    public static async Task<string> AddAsync(this Bureau bureau, string list, JsonObject code, string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var answer = await http.PostAsJsonAsync($"{Root}/{list}", code);
        return await SaidAsync(answer);
    }

    /// <inheritdoc cref="AddAsync"/>
    public static async Task<string> ReviseAsync(this Bureau bureau, string list, string code, JsonObject said, long version, string area = "320102")
    {
        using var http = bureau.Service.As(Role.CivilAffairs, area);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Root}/{list}/{code}") { Content = JsonContent.Create(said) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await http.SendAsync(request);
        return await SaidAsync(answer);
    }

    /// <summary>Revises nothing but the first day on which it no longer holds.</summary>
    public static async Task EndAsync(this Bureau bureau, string list, string code, string? on)
    {
        var known = await bureau.GetAsync($"{Root}/{list}/{code}");
        var said = new JsonObject { ["validTo"] = on };
        foreach (var field in (string[])["chinese", "english", "authority", "parent", "validFrom", "order"]) said[field] = known[field]?.DeepClone();
        Assert.Equal($"{(long)known["version"]! + 1}", await bureau.ReviseAsync(list, code, said, (long)known["version"]!));
    }

    /// <summary>Each as <c>code households</c>.</summary>
    public static async Task<string[]> HeldAsync(this Bureau bureau, string list, string area = "320102", string role = Role.CivilAffairs) =>
        [.. (await bureau.GetAsync($"{Root}?list={list}&held=true", role, area)).AsArray().Where(it => (int)it!["households"]! > 0).Select(it => $"{it!["code"]} {it["households"]}")];

    static async Task<string> SaidAsync(HttpResponseMessage answer)
    {
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return answer.IsSuccessStatusCode ? $"{said["version"]}" : Correcting.Told(said);
    }

    static JsonObject With(string said, string otherwise)
    {
        var code = JsonNode.Parse(said)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(otherwise)!.AsObject()) code[name] = value?.DeepClone();
        return code;
    }
}
