using Contracts;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

sealed record ReasonAsked(string Reason);

/// <summary>Declines a proposal for the caller's side, or ends what stands; either with a reason in somebody's own words.</summary>
sealed class ClosePairing(MembersStore db)
{
    public const int LongestReason = 500;

    /// <exception cref="MissingException">rule <c>pairing-is-known</c></exception>
    /// <exception cref="RefusedException">rules <c>pairing-stands</c>, <c>pairing-awaits-confirmation</c></exception>
    public Task<Pairing> DeclineAsync(string id, ReasonAsked asked, CancellationToken stop) =>
        CloseAsync(id, asked, it => it.Decline(db.Caller.MustSpeakFor(it), asked.Reason.Trim(), db.Now), stop);

    /// <exception cref="MissingException">rule <c>pairing-is-known</c></exception>
    /// <exception cref="RefusedException">rule <c>pairing-stands</c></exception>
    public Task<Pairing> EndAsync(string id, ReasonAsked asked, CancellationToken stop) =>
        CloseAsync(id, asked, it => it.EndByCommittee(asked.Reason.Trim(), db.Now), stop);

    async Task<Pairing> CloseAsync(string id, ReasonAsked asked, Action<Pairing> close, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(asked.Reason)) throw new InvalidException("reason", "is-given");
        if (asked.Reason.Length > LongestReason) throw new InvalidException("reason", "reason-within-limit");
        if (Text.HasForbidden(asked.Reason)) throw new InvalidException("reason", "no-control-characters");
        var pairing = Missing.IfNull(await db.Pairings.SingleOrDefaultAsync(it => it.Id == id, stop), "pairing-is-known");
        close(pairing);
        db.TellPairings([pairing]);
        await db.SaveChangesAsync(stop);
        return pairing;
    }
}
