using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

/// <summary>Takes in that somebody asks for an export.</summary>
sealed class AskExport(HouseholdsStore db, FindCodes codes)
{
    /// <exception cref="RefusedException">rule <c>export-within-limit</c></exception>
    public async Task<Export> RunAsync(ExportInput input, CancellationToken stop)
    {
        var area = input.Read(db.Caller, await codes.ListsAsync(stop));
        var until = Scope.Until(area);
        // Those of a category or need are fewer; their worker counts them.
        var most = await db.Households.CountAsync(it => it.Area.CompareTo(area) >= 0 && it.Area.CompareTo(until) < 0 && (input.Active == null || it.Active == input.Active), stop);
        Refused.Unless(most <= Export.MostHouseholds || input.Category is not null || input.Need is not null, "export-within-limit");
        var export = Export.Ask(db.NewId(), input, area, db.Caller, db.Now);
        db.Add(export);
        db.Record(AuditedAct.OnExport("export-ask", export) with { Detail = $"fields={string.Join(' ', export.Fields)} category={export.Category} need={export.Need} active={export.Active}" });
        await db.SaveChangesAsync(stop);
        return export;
    }
}
