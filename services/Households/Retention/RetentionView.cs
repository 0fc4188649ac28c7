using Defaults;

namespace Households;

/// <summary>What is due to be anonymised or forgotten, and how long what is kept.</summary>
/// <param name="Households">those that are due, ordered by id</param>
sealed record RetentionView(RetentionRules Rules, IReadOnlyList<DueCount> Counts, Page<DueHousehold> Households);

/// <param name="Rule">ended, mistaken, parked-rows or batch-reports</param>
/// <param name="Area">of a household or row its community, of a report its push's division</param>
sealed record DueCount(string Rule, string Area, int Count);

sealed record DueHousehold(string Id, string Area, string EndReason, DateOnly EndedOn, string Rule);

/// <param name="State">asked (another person anonymises it) or anonymised</param>
sealed record AnonymisationView(string Household, string State, string? AskedBy, DateTime? AskedAt, DateTime? AnonymisedAt);

/// <param name="Reason">why, one line; nothing personal</param>
sealed record AnonymiseInput(string Reason)
{
    const int MostReason = 200;

    /// <exception cref="InvalidException">with every fault</exception>
    public string Read()
    {
        var faults = new Faults("");
        var reason = EntryRules.GivenLine("reason", Reason, faults);
        if (reason.Length > MostReason) faults.Add(0, "reason", "note-within-limit");
        faults.ThrowIfAny();
        return reason;
    }
}

/// <summary>Whether anything personal is left of households that were anonymised.</summary>
/// <param name="Anonymised">households that were</param>
/// <param name="Holding">rows of whatever table that still hold something of one of them; 0 as it should be</param>
/// <param name="Places">where those rows are</param>
sealed record AnonymisedVerdict(int Anonymised, int Holding, IReadOnlyDictionary<string, int> Places);
