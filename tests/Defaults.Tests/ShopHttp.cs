using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Defaults.Tests;

sealed record CrateInput(string Id, string Area, int Weight = 0, string? Note = null, IReadOnlyList<string>? Tags = null);

sealed record CrateView(string Id, string Area, string Note, long Version);

/// <summary>Endpoints of each kind that the services have.</summary>
static class ShopHttp
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/v1/shop/crates", AddAsync).Once<ShopStore>().For(Role.Community);
        app.MapPost("/api/v1/shop/crates/import", ImportAsync).TakesCsv().Once<ShopStore>().For(Role.Community);
        app.MapGet("/api/v1/shop/crates", (ShopStore db, CancellationToken stop, string? after = null, int? limit = null) =>
            db.Crates.AsNoTracking().Where(it => it.Id.CompareTo(after ?? "") > 0).OrderBy(it => it.Id)
                .Select(it => new CrateView(it.Id, it.Area, it.Note, it.Version)).PageAsync(limit, it => it.Id, stop)).For(Role.Community, Role.Street);
        app.MapGet("/api/v1/shop/crates/{id}", ShowAsync).For(Role.Community, Role.Street);
        app.MapPut("/api/v1/shop/crates/{id}", ChangeAsync).For(Role.Community);
        app.MapGet("/api/v1/shop/fail/{how}", (string how) => Fail(how)).For(Role.Community);
        app.MapGet("/api/v1/shop/forgotten", () => "nobody said who may read this");
    }

    static async Task<Created<CrateView>> AddAsync(CrateInput input, ShopStore db, CancellationToken stop)
    {
        var crate = new Crate { Id = input.Id, Area = input.Area, Note = input.Note ?? "" };
        db.Add(crate);
        db.Announce(new CrateMoved(input.Id));
        await db.SaveChangesAsync(stop);
        return TypedResults.Created($"/api/v1/shop/crates/{crate.Id}", new CrateView(crate.Id, crate.Area, crate.Note, crate.Version));
    }

    static async Task<Ok<ImportReceipt>> ImportAsync(Stream body, ShopStore db, CancellationToken stop)
    {
        var list = await CsvList.ReadAsync(body, "crates.csv", Columns.Of("id", "area"), stop);
        list.Faults.ThrowIfAny();
        db.AddRange(list.Rows.Select(row => new Crate { Id = row["id"], Area = row["area"] }));
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(new ImportReceipt(list.Count, list.Count, 0, 0, 0, [], []));
    }

    static async Task<Ok<CrateView>> ShowAsync(string id, ShopStore db, HttpContext http, CancellationToken stop)
    {
        var crate = Missing.IfNull(await db.Crates.SingleOrDefaultAsync(it => it.Id == id, stop), "crate");
        ETag.Set(http, crate.Version);
        return TypedResults.Ok(new CrateView(crate.Id, crate.Area, crate.Note, crate.Version));
    }

    static async Task<Ok<CrateView>> ChangeAsync(string id, CrateInput input, ShopStore db, HttpContext http, CancellationToken stop)
    {
        var asked = ETag.Required(http);
        var crate = Missing.IfNull(await db.Crates.SingleOrDefaultAsync(it => it.Id == id, stop), "crate");
        ETag.Match(asked, crate.Version);
        crate.Note = input.Note ?? "";
        await db.SaveChangesAsync(stop);
        ETag.Set(http, crate.Version);
        return TypedResults.Ok(new CrateView(crate.Id, crate.Area, crate.Note, crate.Version));
    }

    /// <summary>Whatever a verb may throw.</summary>
    public static string Fail(string how) => throw (how switch
    {
        "refused" => new RefusedException("crate-is-whole"),
        "missing" => new MissingException("crate"),
        "stale" => new StaleException(),
        "invalid" => new InvalidException(new Faults("crates.csv").With(3, "id", "id-form").With(4, "area", "is-given")),
        "one-fault" => new InvalidException("limit", "page-limit"),
        "many-faults" => new InvalidException(Enumerable.Range(2, 1_500).Aggregate(new Faults("crates.csv"), (all, line) => all.With(line, "id", "id-form"))),
        "away" => new DbUpdateException("", new TimeoutException()),
        _ => new InvalidOperationException("王秀英 110105194912310021"),
    });
}
