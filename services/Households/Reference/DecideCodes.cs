using Defaults;

namespace Households;

/// <summary>Adds a code to a list, or revises one. In a turn, like whatever takes in households: of what comes after it nothing goes by the list as it was.</summary>
sealed class DecideCodes(HouseholdsStore db, FindCodes find)
{
    public async Task<ReferenceCode> AddAsync(string name, CodeInput input, CancellationToken stop)
    {
        FindCodes.CheckList(name);
        await using var turn = await Turn.TakeAsync(db, stop);
        await db.MustReachAllAsync("lists-are-for-all-households", stop);
        var list = (await find.ListsAsync(stop)).Of(name);
        var terms = input.Read(name, list, known: null);
        Refused.Unless(!list.Has(input.Code!), "code-is-new");
        Refused.Unless(list.All.Count < ReferenceCode.Most, "codes-within-limit");
        var code = ReferenceCode.Of(name, input.Code!, terms);
        db.Add(code);
        await SaveAsync("code-add", code, stop);
        await turn.CommitAsync(stop);
        return code;
    }

    /// <param name="version">the version that the caller has read</param>
    public async Task<ReferenceCode> ReviseAsync(string name, string code, long version, CodeInput input, CancellationToken stop)
    {
        FindCodes.CheckList(name);
        await using var turn = await Turn.TakeAsync(db, stop);
        await db.MustReachAllAsync("lists-are-for-all-households", stop);
        var list = (await find.ListsAsync(stop)).Of(name);
        var known = Missing.IfNull(list.Find(code), "code-is-known");
        ETag.Match(version, known.Version);
        db.Attach(known);
        if (!known.Revise(input.Read(name, list, known))) return known;
        await SaveAsync("code-revise", known, stop);
        await turn.CommitAsync(stop);
        return known;
    }

    async Task SaveAsync(string act, ReferenceCode code, CancellationToken stop)
    {
        db.Record(new AuditedAct(AuditedAct.Write, act, $"code/{code.List}/{code.Code}", db.Caller.Area) { Detail = $"from={code.ValidFrom:yyyy-MM-dd} to={code.ValidTo:yyyy-MM-dd}" });
        await db.SaveChangesAsync(stop);
        db.Announce((await find.ListsAsync(stop)).Of(code.List).AsFact(code.List, db.Caller.Area));
        await db.SaveChangesAsync(stop);
    }
}
