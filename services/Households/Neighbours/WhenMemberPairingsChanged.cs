using Contracts.Members;
using Defaults;

namespace Households;

/// <summary>Keeps who helps which household.</summary>
sealed class WhenMemberPairingsChanged(HouseholdsStore db) : IWhen<MemberPairingsChanged>
{
    public Task HearAsync(MemberPairingsChanged fact, CancellationToken stop) => db.KeepNewestAsync(fact.Items.Select(HelperCopy.Of), stop);
}
