using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace Defaults;

/// <summary>
/// The same request sent again (same caller, route, <c>Idempotency-Key</c> and body) takes effect once and is answered
/// alike. The key is claimed by inserting, in the transaction of what the request does.
/// </summary>
public static class Idempotent
{
    public const string Header = "Idempotency-Key";

    /// <summary>For every POST that creates. Its handler returns a result with a value (Ok, Created, Accepted).</summary>
    public static RouteHandlerBuilder Once<TStore>(this RouteHandlerBuilder endpoint) where TStore : Store =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Items[typeof(HashedStream)] is not HashedStream body) return await next(context);
            var db = http.RequestServices.GetRequiredService<TStore>();
            var id = RequestId(http, db.Caller);
            var stop = http.RequestAborted;
            var hash = await body.HoldAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var claimed = await db.Database.ExecuteSqlAsync(
                $"""INSERT INTO requests ("Id", "At") VALUES ({id}, {db.Now}) ON CONFLICT DO NOTHING""", stop);
            if (claimed == 0) return await AgainAsync(db, id, hash, http);
            var result = await next(context);
            await RememberAsync(db, id, hash, result, http);
            await transaction.CommitAsync(stop);
            return result;
        });

    /// <exception cref="InvalidException">when the key is not 1 to 100 visible characters</exception>
    static string RequestId(HttpContext http, Caller caller)
    {
        var key = http.Request.Headers[Header].ToString();
        if (key.Length is 0 or > 100 || key.Any(c => c is <= ' ' or > '~')) throw new InvalidException(Header, "idempotency-key-form");
        var whole = $"{caller.Subject}\n{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n{key}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(whole)));
    }

    static async Task RememberAsync<TStore>(TStore db, string id, string hash, object? result, HttpContext http) where TStore : Store
    {
        var inner = result is INestedHttpResult nested ? nested.Result : result;
        var status = (inner as IStatusCodeHttpResult)?.StatusCode ?? 200;
        var value = inner is IValueHttpResult carrier ? carrier.Value : inner is IResult ? null : inner;
        var body = value is null ? null : db.Sealing.Seal(JsonSerializer.Serialize(value, value.GetType(), Wire.Json));
        var location = (string?)inner?.GetType().GetProperty("Location")?.GetValue(inner);
        await db.Set<RememberedRequest>().Where(row => row.Id == id).ExecuteUpdateAsync(change => change
            .SetProperty(row => row.Status, status)
            .SetProperty(row => row.Body, body)
            .SetProperty(row => row.Location, location)
            .SetProperty(row => row.BodyHash, hash), http.RequestAborted);
    }

    static async Task<IResult> AgainAsync<TStore>(TStore db, string id, string hash, HttpContext http) where TStore : Store
    {
        var row = await db.Set<RememberedRequest>().AsNoTracking().SingleAsync(row => row.Id == id, http.RequestAborted);
        Refused.Unless(row.BodyHash == hash, "idempotency-key-means-one-request");
        if (row.Location is not null) http.Response.Headers.Location = row.Location;
        return row.Body is null
            ? Results.StatusCode(row.Status)
            : Results.Content(db.Sealing.Open(row.Body), "application/json; charset=utf-8", Encoding.UTF8, row.Status);
    }
}

/// <summary>A request done, and what it was answered; the answer is sealed.</summary>
sealed class RememberedRequest
{
    public required string Id { get; init; }
    public required DateTime At { get; init; }
    public string? BodyHash { get; init; }
    public int Status { get; init; }
    public string? Location { get; init; }
    public string? Body { get; init; }

    public static void Describe(EntityTypeBuilder<RememberedRequest> row)
    {
        row.ToTable("requests").HasKey(it => it.Id);
        row.Property(it => it.Id).HasMaxLength(64);
        row.Property(it => it.Status).HasDefaultValue(0);
        row.Property(it => it.Body).HasConversion((ValueConverter)new SealedThroughout<string>());
        row.HasIndex(it => it.At);
    }
}
