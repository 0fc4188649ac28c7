using System.Diagnostics;
using System.Net.Http.Json;

namespace Benchmarks;

/// <summary>Searches by an exact ID number, and timelines, one after another over HTTP: each is recorded before it is answered.</summary>
static class Lookups
{
    const int Times = 2_000;

    public static async Task RunAsync(HttpClient http, int households)
    {
        List<double> searches = [], timelines = [];
        var random = new Random(1);
        for (var time = -Times / 10; time < Times; time++) // the first warm up what would run for months
        {
            var number = random.Next(households);
            searches.Add(await TakesAsync(HouseholdList.Id(number), () => http.PostAsJsonAsync(
                "/api/v1/households/register/search", new { purpose = "verification", idNumber = HouseholdList.IdNumber(number) })));
            timelines.Add(await TakesAsync("entered", () => http.GetAsync($"/api/v1/households/register/{HouseholdList.Id(number)}/timeline")));
        }
        Figures.Say("households-search-median-ms", Figures.Median(searches[^Times..]));
        Figures.Say("households-timeline-median-ms", Figures.Median(timelines[^Times..]));
        Figures.AtMost("households-search-p99-ms", Slowest(searches), 5);
        Figures.AtMost("households-timeline-p99-ms", Slowest(timelines), 20);
    }

    /// <returns>milliseconds until all of the answer is there, in which something has to stand</returns>
    static async Task<double> TakesAsync(string expected, Func<Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await ask();
        var said = await answer.Content.ReadAsStringAsync();
        var took = clock.Elapsed.TotalMilliseconds;
        return said.Contains(expected, StringComparison.Ordinal) ? took : throw new InvalidOperationException($"{(int)answer.StatusCode}: {said}");
    }

    /// <summary>Of a hundred one takes longer.</summary>
    static double Slowest(List<double> times) => times[^Times..].Order().ElementAt(Times * 99 / 100);
}
