using Contracts.Organizations;
using Defaults;

namespace Households;

/// <summary>Keeps the divisions that households may be entered in.</summary>
sealed class WhenAreasChanged(HouseholdsStore db) : IWhen<AreasChanged>
{
    public Task HearAsync(AreasChanged fact, CancellationToken stop) => db.KeepNewestAsync(fact.Items.Select(AreaCopy.Of), stop);
}
