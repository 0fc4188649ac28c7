using Contracts.Organizations;
using Defaults;

namespace Members;

sealed class WhenCampaignChanged(MembersStore db) : IWhen<CampaignChanged>
{
    public Task HearAsync(CampaignChanged fact, CancellationToken stop) => db.KeepNewestAsync([CampaignCopy.Of(fact)], stop);
}
