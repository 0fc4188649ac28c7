using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Members;

/// <summary>
/// Confirms proposals for the caller's side: the member or its organ, or the household's community. Once both have, the
/// pairing is confirmed. All that are named or none.
/// </summary>
sealed class ConfirmPairings(MembersStore db)
{
    public const int Most = 500;

    /// <exception cref="InvalidException">rules <c>is-given</c>, <c>at-most-500</c></exception>
    /// <exception cref="MissingException">rule <c>pairing-is-known</c>: one of them is not there, or not the caller's to see</exception>
    /// <exception cref="RefusedException">rules <c>pairing-stands</c>, <c>contact-not-withdrawn</c></exception>
    public async Task<IReadOnlyList<Pairing>> RunAsync(string? campaign, IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        if (ids.Count == 0) throw new InvalidException("ids", "is-given");
        if (ids.Count > Most) throw new InvalidException("ids", "at-most-500");
        var asked = ids.Distinct(StringComparer.Ordinal).ToArray();
        var pairings = await db.Pairings.Where(it => asked.Contains(it.Id) && (campaign == null || it.Campaign == campaign))
            .OrderBy(it => it.Id).ToListAsync(stop);
        if (pairings.Count != asked.Length) throw new MissingException("pairing-is-known");
        db.TellPairings(pairings.Where(it => it.Confirm(db.Caller.MustSpeakFor(it), db.Now)).ToList());
        await db.SaveChangesAsync(stop);
        return pairings;
    }
}
