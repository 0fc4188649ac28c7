using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Households;

static class CheckReach
{
    /// <summary>What there is one of for all: who answers for a part of the households does not decide for the others, whom the filter hides.</summary>
    /// <exception cref="RefusedException">the rule that is given</exception>
    public static async Task MustReachAllAsync(this HouseholdsStore db, string rule, CancellationToken stop)
    {
        var (from, until) = (db.Caller.Area, Scope.Until(db.Caller.Area));
        var outside = db.Households.IgnoreQueryFilters().Where(it => it.Area.CompareTo(from) < 0 || it.Area.CompareTo(until) >= 0);
        Refused.Unless(db.Caller.Reach == Reach.Area && !await outside.AnyAsync(stop), rule);
    }
}
