using Contracts.Households;
using Defaults;

namespace Members;

/// <summary>Keeps the kinds of need, which skills are named from; a code is never taken away.</summary>
sealed class WhenAidCodesChanged(MembersStore db) : IWhen<AidCodesChanged>
{
    public Task HearAsync(AidCodesChanged fact, CancellationToken stop) => fact.List == NeedCopy.List ? db.KeepNewestAsync(NeedCopy.Of(fact), stop) : Task.CompletedTask;
}
