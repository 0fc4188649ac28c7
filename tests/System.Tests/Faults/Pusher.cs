using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Support;

namespace SystemTests;

/// <summary>
/// One of those who push. It owns households that nobody else touches, and repeats a request with the same key until it is
/// acknowledged: every acknowledged row raises its household's version by one, and nothing else does.
/// </summary>
sealed class Pusher(HttpClient http, string name, int households, int seed)
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    readonly Random random = new(seed);
    readonly int[] versions = new int[households];
    int requests;

    /// <summary>Rows acknowledged so far.</summary>
    public int Accepted { get; private set; }

    /// <summary>Requests that were not acknowledged at once and were sent again.</summary>
    public int Repeated { get; private set; }

    public IEnumerable<(string Id, int Version)> Owned => versions.Select((version, at) => (IdOf(at), version)).Where(it => it.version > 0);

    /// <summary>Pushes 1 to 20 households, each once.</summary>
    public async Task PushAsync(int rows, CancellationToken stop)
    {
        var chosen = Enumerable.Range(0, households).ToArray();
        random.Shuffle(chosen);
        var list = new StringBuilder(PushedHousehold.Header);
        foreach (var at in chosen[..rows]) list.Append(PushedHousehold.Row(IdOf(at), versions[at] + 1));
        var key = $"{name}-{++requests}";
        await Eventually.HoldsAsync(async () =>
        {
            if (await TryAsync(list.ToString(), rows, key, stop)) return true;
            Repeated++;
            return false;
        }, patience, pace: TimeSpan.FromMilliseconds(random.Next(200, 600)));
        foreach (var at in chosen[..rows]) versions[at]++;
        Accepted += rows;
    }

    /// <summary>False when it must be sent again: the platform was away, or the answer never came.</summary>
    async Task<bool> TryAsync(string list, int rows, string key, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/households/register/import") { Content = new StringContent(list, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")) };
        request.Headers.Add("Idempotency-Key", key);
        HttpStatusCode status;
        string said;
        bool saysWhen;
        try
        {
            using var answer = await http.SendAsync(request, stop);
            (status, said, saysWhen) = (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop), answer.Headers.RetryAfter is not null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return false;
        }
        if (status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests && saysWhen) return false;
        if (status != HttpStatusCode.OK) throw new InvalidOperationException($"{key}: {(int)status} {said}");
        var receipt = JsonDocument.Parse(said).RootElement;
        var taken = receipt.GetProperty("added").GetInt32() + receipt.GetProperty("changed").GetInt32();
        return taken == rows ? true : throw new InvalidOperationException($"{key}: of {rows} rows {taken} were taken: {said}");
    }

    string IdOf(int at) => $"{name}-{at:000}";
}
