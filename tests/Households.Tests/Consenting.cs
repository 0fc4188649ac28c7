using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Households;
using Defaults;
using Support;

namespace Households.Tests;

/// <summary>What households say about their consent, as those record it who ask them.</summary>
static class Consenting
{
    public const string Root = "/api/v1/households/consents";
    public const string Notices = "/api/v1/households/notices";

    public static object Word(
        string outcome, string scope = "contact", string on = "2026-03-10", string how = "in-person-signed", int? person = null, int? notice = null, string? evidence = null) =>
        new { scope, outcome, on, how, person, notice, evidence };

    /// <summary>The number of the record, the rule by which it was refused, or each fault as <c>field rule</c>.</summary>
    public static async Task<string> SayAsync(HttpClient http, string id, object word)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/households/register/{id}/consents", word);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return said["number"] is { } number ? $"{number}" : Correcting.Told(said);
    }

    /// <summary>Recorded by the bureau, which must be let.</summary>
    public static async Task SaidAsync(this Bureau bureau, string id, params object[] words)
    {
        using var http = bureau.CivilAffairs;
        foreach (var word in words)
        {
            var said = await SayAsync(http, id, word);
            Assert.True(int.TryParse(said, out _), said);
        }
    }

    public static Task<JsonNode> ConsentsAsync(this Bureau bureau, string id, string role = Role.CivilAffairs, string area = "320102") =>
        bureau.GetAsync($"/api/v1/households/register/{id}/consents", role, area);

    /// <summary>What holds of contact, callback and publication.</summary>
    public static async Task<string> HoldsAsync(this Bureau bureau, string id) =>
        string.Join(' ', (await bureau.ConsentsAsync(id))["holds"]!.AsArray().Select(it => (string?)it!["outcome"] ?? "-"));

    /// <summary>Figures as <c>community given refused withdrawn not-asked/active</c>.</summary>
    public static async Task<string[]> FiguresAsync(this Bureau bureau, string query = "", string role = Role.CivilAffairs, string area = "320102") =>
        [.. (await bureau.GetAsync($"{Root}?scope=contact{query}", role, area))["items"]!.AsArray()
            .Select(it => $"{it!["area"]} {it["given"]} {it["refused"]} {it["withdrawn"]} {it["notAsked"]}/{it["active"]}")];

    /// <summary>Waits until so many changes were told, and gives them as <c>household scope holds version</c>.</summary>
    public static async Task<string[]> ToldConsentsAsync(this Bureau bureau, int count)
    {
        string[] Told() => [.. bureau.Told.Of<HouseholdConsentChanged>().SelectMany(it => it.Items).OrderBy(it => it.Id, StringComparer.Ordinal)
            .ThenBy(it => it.Scope, StringComparer.Ordinal).ThenBy(it => it.Version).Select(it => $"{it.Id} {it.Scope} {it.Holds} {it.Version}")];
        await Eventually.HoldsAsync(() => Task.FromResult(Told().Length >= count));
        return Told();
    }
}
