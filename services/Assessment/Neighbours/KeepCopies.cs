using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Defaults;

namespace Assessment;

/// <summary>Keeps the few fields that coverage is counted from; what no coverage is counted from is in the ledger only.</summary>
sealed class KeepCopies(AssessmentStore db)
{
    public Task KeepAsync(object fact, CancellationToken stop) => fact switch
    {
        HouseholdsChanged it => db.KeepNewestAsync(it.Items.Select(HouseholdCopy.Of), stop),
        MembersChanged it => db.KeepNewestAsync(it.Items.Select(MemberCopy.Of), stop),
        OrganizationsChanged it => db.KeepNewestAsync(it.Items.Select(OrganizationCopy.Of), stop),
        CampaignChanged it => db.KeepNewestAsync([CampaignCopy.Of(it)], stop),
        OrganizationPairingsChanged it => db.KeepNewestAsync(it.Items.Select(item => OrganizationPairingCopy.Of(it.Campaign, item)), stop),
        MemberPairingsChanged it => db.KeepNewestAsync(it.Items.Select(item => MemberPairingCopy.Of(it.Campaign, item)), stop),
        _ => Task.CompletedTask,
    };
}
