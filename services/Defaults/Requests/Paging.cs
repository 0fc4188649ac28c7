using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Defaults;

/// <summary>A page of a list; <see cref="Next"/> is what to pass as <c>after</c>, null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

public static class Paging
{
    /// <summary>
    /// The first <paramref name="limit"/> (1 to 500, 100 when null) of a query that is already ordered by its key and
    /// begins after the cursor.
    /// </summary>
    /// <exception cref="InvalidException">rule <c>page-limit</c></exception>
    public static async Task<Page<T>> PageAsync<T>(
        this IQueryable<T> ordered, int? limit, Func<T, string> cursor, CancellationToken stop)
    {
        var most = MostOf(limit);
        var items = await ordered.Take(most + 1).ToListAsync(stop);
        if (items.Count <= most) return new Page<T>(items, null);
        items.RemoveAt(most);
        return new Page<T>(items, cursor(items[^1]));
    }

    /// <summary>How many a page has.</summary>
    /// <exception cref="InvalidException">rule <c>page-limit</c></exception>
    public static int MostOf(int? limit) => (limit ?? 100) is >= 1 and <= 500 and var most ? most : throw new InvalidException("limit", "page-limit");
}

/// <summary>The version of what is edited, as the header <c>ETag</c> gives it and <c>If-Match</c> brings it back.</summary>
public static class ETag
{
    public static void Set(HttpContext http, long version) => http.Response.Headers.ETag = $"\"{version}\"";

    /// <exception cref="InvalidException">rule <c>if-match-is-given</c></exception>
    public static long Required(HttpContext http) =>
        long.TryParse(http.Request.Headers.IfMatch.ToString().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InvalidException("If-Match", "if-match-is-given");

    /// <exception cref="StaleException">when the row is not at that version</exception>
    public static void Match(long asked, long current)
    {
        if (asked != current) throw new StaleException();
    }
}
