using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Confirms, declines or ends a pairing, for one of its sides or for who runs the campaign.</summary>
sealed class AnswerPairing(OrganizationsStore db)
{
    /// <summary>The caller's side agrees; confirmed when both have.</summary>
    /// <exception cref="MissingException">rule <c>pairing-is-known</c>: also when the caller is neither side</exception>
    public Task<PairingReply> ConfirmAsync(string id, CancellationToken stop) => AnswerAsync(id, (pairing, side) => pairing.Confirm(side, db.Now), stop);

    /// <summary>The caller's side does not agree.</summary>
    public Task<PairingReply> DeclineAsync(string id, ReasonBody body, CancellationToken stop) => AnswerAsync(id, (pairing, _) =>
    {
        pairing.Decline(body.Checked(), db.Now);
        return true;
    }, stop);

    public Task<PairingReply> EndAsync(string id, ReasonBody body, CancellationToken stop) => ChangeAsync(id, pairing =>
    {
        pairing.End(body.Checked(), db.Now);
        return true;
    }, stop);

    /// <summary>For one of the sides: to anybody else the pairing is not there.</summary>
    Task<PairingReply> AnswerAsync(string id, Func<Pairing, PairingSide, bool> answer, CancellationToken stop) =>
        ChangeAsync(id, pairing => answer(pairing, SideOf(pairing)), stop);

    Task<PairingReply> ChangeAsync(string id, Func<Pairing, bool> change, CancellationToken stop) => db.InTurnAsync(async () =>
    {
        var pairing = Missing.IfNull(await db.Pairings.SingleOrDefaultAsync(it => it.Id == id, stop), "pairing-is-known");
        if (change(pairing))
        {
            db.Announce(new OrganizationPairingsChanged(pairing.Campaign, [pairing.AsChange()]));
            await db.SaveChangesAsync(stop);
        }
        return PairingReply.Of(pairing);
    }, stop);

    PairingSide SideOf(Pairing pairing)
    {
        if (db.Caller.Has(Role.Organ) && db.Caller.Organization == pairing.Organization) return PairingSide.Organization;
        if (db.Caller.Has(Role.Community) && db.Caller.Covers(pairing.Area) && (db.Caller.Organization ?? pairing.Community) == pairing.Community)
            return PairingSide.Community;
        throw new MissingException("pairing-is-known");
    }
}

/// <param name="Reason">in words, at most 1,000 characters</param>
sealed record ReasonBody(string Reason)
{
    /// <exception cref="InvalidException">when it is empty, too long or hides something</exception>
    public string Checked()
    {
        var faults = new Faults("");
        var reason = faults.Text("reason", Reason);
        faults.ThrowIfAny();
        return reason;
    }
}
