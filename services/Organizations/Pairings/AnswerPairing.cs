using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Organizations;

/// <summary>Confirms, declines or ends a pairing, for one of its sides or for who runs the campaign.</summary>
sealed class AnswerPairing(OrganizationsStore db)
{
    /// <summary>The caller's side agrees; confirmed when both have.</summary>
    /// <exception cref="MissingException">rule <c>pairing-is-known</c>: also when the caller is neither side</exception>
    public Task<PairingReply> ConfirmAsync(string id, CancellationToken stop) => ChangeAsync(id, pairing => pairing.Confirm(SideOf(pairing), db.Now), stop);

    /// <summary>The caller's side does not agree.</summary>
    public Task<PairingReply> DeclineAsync(string id, ReasonBody body, CancellationToken stop) => ChangeAsync(id, pairing =>
    {
        SideOf(pairing);
        pairing.Decline(body.Checked(), db.Now);
        return true;
    }, stop);

    public Task<PairingReply> EndAsync(string id, ReasonBody body, CancellationToken stop) => ChangeAsync(id, pairing =>
    {
        pairing.End(body.Checked(), db.Now);
        return true;
    }, stop);

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
