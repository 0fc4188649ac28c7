using Contracts;
using Contracts.Organizations;
using Defaults;

namespace Members;

sealed class WhenAreasChanged(MembersStore db) : IWhen<AreasChanged>
{
    static readonly string community = AreaLevels.Name(AreaLevel.Community);

    public Task HearAsync(AreasChanged fact, CancellationToken stop) =>
        db.KeepNewestAsync(fact.Items.Where(it => it.Level == community).Select(AreaCopy.Of), stop);
}
