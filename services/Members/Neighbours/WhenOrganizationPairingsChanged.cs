using Contracts.Organizations;
using Defaults;

namespace Members;

sealed class WhenOrganizationPairingsChanged(MembersStore db) : IWhen<OrganizationPairingsChanged>
{
    public Task HearAsync(OrganizationPairingsChanged fact, CancellationToken stop) =>
        db.KeepNewestAsync(fact.Items.Select(it => PairedCommunity.Of(fact.Campaign, it)), stop);
}
