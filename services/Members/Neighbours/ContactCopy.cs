using Contracts.Households;
using Defaults;

namespace Members;

/// <summary>Whether a household has refused to be visited and called by who helps it, or withdrawn its consent (撤回同意). Who was not asked has not.</summary>
sealed class ContactCopy : ICopy, IInternal
{
    /// <summary>The household's.</summary>
    public required string Id { get; init; }

    public required bool IsWithdrawn { get; init; }
    public required long Version { get; init; }

    public static ContactCopy Of(HouseholdConsentChange change) => new() { Id = change.Id, IsWithdrawn = change.Holds != "given", Version = change.Version };
}
