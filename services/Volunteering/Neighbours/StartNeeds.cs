using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Volunteering;

/// <summary>Begins with the kinds of need that ship with the platform, until Households says what they are.</summary>
sealed class StartNeeds(VolunteeringStore db)
{
    public async Task BeginAsync(CancellationToken stop)
    {
        if (await db.Needs.AnyAsync(stop)) return;
        await db.InOneAsync(() => db.KeepNewestAsync(NeedCopy.First(), stop), stop); // of two replicas that begin at once either may
    }
}
