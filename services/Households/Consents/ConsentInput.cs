using Contracts;
using Defaults;

namespace Households;

/// <param name="Scope">contact, callback or publication</param>
/// <param name="Outcome">given, refused or withdrawn</param>
/// <param name="On">the day on which it was said</param>
/// <param name="How">in-person-signed, by-phone, by-proxy or by-guardian</param>
/// <param name="Person">number of the person who said it; left out, it was said for the household as a whole</param>
/// <param name="Notice">number of the notice that was shown; left out, the one in force on that day</param>
/// <param name="Evidence">by what that is known: number of a form, of a recording; nothing personal</param>
sealed record ConsentInput(string Scope, ConsentOutcome Outcome, DateOnly On, ConsentMeans How, int? Person = null, int? Notice = null, string? Evidence = null)
{
    const int MostEvidence = 200;

    /// <exception cref="InvalidException">with every fault</exception>
    public void Check(DateOnly today)
    {
        var faults = new Faults("");
        if (!ConsentScope.Codes.Contains(Scope)) faults.Add(0, "scope", "code-is-known");
        if (How == ConsentMeans.ByMerge) faults.Add(0, "how", "code-is-known");
        EntryRules.Date(On, rule => faults.Add(0, "on", rule));
        if (On > today) faults.Add(0, "on", "consent-not-in-future");
        if (Evidence?.Length > MostEvidence) faults.Add(0, "evidence", "note-within-limit");
        else if (Evidence is not null) EntryRules.Line(Evidence, rule => faults.Add(0, "evidence", rule));
        faults.ThrowIfAny();
    }
}
