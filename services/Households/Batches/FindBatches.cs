using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Finds pushes of the caller's area; a department system finds its own only.</summary>
sealed class FindBatches(HouseholdsStore db)
{
    public async Task<Batch> OneAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await Seen.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, stop), "batch-is-known");

    /// <summary>To be changed.</summary>
    public async Task<Batch> TrackedAsync(string id, CancellationToken stop) =>
        Missing.IfNull(await Seen.SingleOrDefaultAsync(it => it.Id == id, stop), "batch-is-known");

    /// <summary>The newest first.</summary>
    public Task<Page<Batch>> PageAsync(string? source, string? after, int? limit, CancellationToken stop)
    {
        var batches = Seen.AsNoTracking();
        if (source is not null) batches = batches.Where(it => it.Source == source);
        if (after is not null) batches = batches.Where(it => it.Id.CompareTo(after) < 0);
        return batches.OrderByDescending(it => it.Id).PageAsync(limit, it => it.Id, stop);
    }

    /// <summary>The parts that are there, in order.</summary>
    public async Task<IReadOnlyList<int>> PartsAsync(string id, CancellationToken stop)
    {
        await OneAsync(id, stop);
        return await db.BatchParts.IgnoreQueryFilters().Where(it => it.Batch == id).OrderBy(it => it.Number).Select(it => it.Number).ToListAsync(stop);
    }

    /// <summary>Households that a full push did not name and about whom nobody has decided, ordered by id.</summary>
    public async Task<Page<MissingLine>> MissingAsync(string id, string? after, int? limit, CancellationToken stop)
    {
        await OneAsync(id, stop);
        var missing = db.Missing.AsNoTracking().Where(it => it.Batch == id);
        if (after is not null) missing = missing.Where(it => it.Household.CompareTo(after) > 0);
        return await missing.OrderBy(it => it.Household).Select(it => new MissingLine(it.Household, it.Area)).PageAsync(limit, it => it.Id, stop);
    }

    IQueryable<Batch> Seen
    {
        get
        {
            var caller = db.Caller;
            return caller.Roles.All(role => role == Role.DepartmentSystem) ? db.Batches.Where(it => it.PushedBy == caller.Subject) : db.Batches;
        }
    }
}

sealed record MissingLine(string Id, string Area);
