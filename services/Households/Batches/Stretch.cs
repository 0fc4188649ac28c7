using Defaults;

namespace Households;

/// <summary>Some rows of a push beside what is known of their households: which of them say something new, and what becomes of each.</summary>
sealed class Stretch(Batch batch, IReadOnlyList<PushedRow> rows, IReadOnlyDictionary<string, KnownHousehold> known, CodeLists codes)
{
    readonly RowReport?[] reports = new RowReport?[rows.Count];
    readonly List<ConfirmedDay> confirmed = [];
    readonly List<DoubtfulRow> parked = [];
    readonly List<AskingRow> late = [];

    /// <summary>All households that its rows name.</summary>
    public IReadOnlySet<string> Ids { get; } = rows.Select(it => it.Id).Where(it => it.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rows that may change something; those parked are no longer among them.</summary>
    public IReadOnlyList<AskingRow> Asking { get; private set; } = [];

    /// <summary>Households of which the same is said again, as of a newer day.</summary>
    public IReadOnlyList<ConfirmedDay> Confirmed => confirmed;

    public IReadOnlyList<DoubtfulRow> Parked => parked;

    /// <summary>Rows that say what was on a day than which more is known: for the history of their households.</summary>
    public IReadOnlyList<AskingRow> Late => late;

    /// <summary>Households of which rows were taken or said nothing new.</summary>
    public IReadOnlyList<string> Listed => [.. reports.Where(it => it!.Outcome is not (RowOutcome.Rejected or RowOutcome.Parked)).Select(it => it!.Id)];

    public bool IsAllGood => parked.Count == 0 && Array.TrueForAll(reports, it => it!.Outcome != RowOutcome.Rejected);

    public IReadOnlyList<RowReport> Reports => Array.ConvertAll(reports, it => it!);

    public void Tell(int at, RowOutcome outcome, params IReadOnlyList<RowNote> notes) => reports[at] = new RowReport(rows[at].Line, rows[at].Id, outcome, notes);

    /// <summary>Sorts out the rows whose outcome is known without opening what is sealed; the others are read, on all processors.</summary>
    public void Sort()
    {
        var others = new List<int>();
        for (var at = 0; at < rows.Count; at++)
            // Not read: nothing of what it says is to stand even in the report.
            if (known.TryGetValue(rows[at].Id, out var gone) && gone.IsAnonymised) Reject(at, new RowNote("id", IsOurs(gone) ? "household-was-anonymised" : "area-in-scope", ""));
            else if (rows[at] is not { Said: { } said, AsOf: { } asOf } row || !known.TryGetValue(row.Id, out var brief) || brief.Said != said || !IsOurs(brief) || brief.IsOlder(asOf)) others.Add(at);
            else Confirm(at, brief, asOf);
        var read = new ReadRow[others.Count];
        Parallel.For(0, others.Count, next => read[next] = rows[others[next]].Read(codes));
        var asking = new List<AskingRow>(others.Count);
        for (var next = 0; next < read.Length; next++)
            if (Sort(others[next], read[next]) is { } it) asking.Add(it);
        Asking = asking;
    }

    AskingRow? Sort(int at, ReadRow read)
    {
        var row = rows[at];
        if (read.Entry is not { } entry) Reject(at, read.Notes);
        else if (!known.TryGetValue(row.Id, out var brief))
        {
            if (entry.End is null) return new AskingRow(at, row, entry with { Said = row.Said }, null);
            Reject(at, new RowNote("id", "household-is-known", ""));
        }
        else if (!IsOurs(brief)) Reject(at, new RowNote("id", "area-in-scope", ""));
        else if (brief.IsOlder(entry.AsOf)) TellLate(new AskingRow(at, row, entry with { Said = row.Said }, brief));
        else if (brief.MergedInto is not null && entry.End is not null) Tell(at, RowOutcome.Unchanged, new RowNote("id", "household-was-merged", ""));
        else if (entry.End is { } end && end.On < brief.Since) Reject(at, new RowNote("ended_on", "end-not-before-beginning", $"{end.On:yyyy-MM-dd}"));
        else return new AskingRow(at, row, entry with { Said = row.Said }, brief);
        return null;
    }

    bool IsOurs(KnownHousehold brief) => brief.Area.StartsWith(batch.Area, StringComparison.Ordinal);

    /// <summary>A newer day is not overwritten. What the row says of its own day belongs into the history, unless somebody would have to look at it first.</summary>
    void TellLate(AskingRow it)
    {
        TellLate(it, kept: false);
        if (it.Entry.End is not { } end || end.On >= it.Brief!.Since && !Codes.DoubtfulEnds.Contains(end.Reason)) late.Add(it);
    }

    /// <param name="kept">in the history, which did not know it</param>
    public void TellLate(AskingRow it, bool kept) =>
        Tell(it.At, RowOutcome.Unchanged, new RowNote("as_of", kept ? "kept-in-history" : "older-as-of", $"{it.Entry.AsOf:yyyy-MM-dd}"));

    void Reject(int at, params IReadOnlyList<RowNote> notes) => Tell(at, RowOutcome.Rejected, notes);

    /// <summary>Takes out the rows that say a category or need which does not hold on their day, and which their household has not had before.</summary>
    public void RejectLapsed(IReadOnlyDictionary<string, Household> before) =>
        Asking = [.. Asking.Where(it => !Rejects(it, codes.Lapsed(it.Entry, before.GetValueOrDefault(it.Row.Id))))];

    /// <summary>Whether a late row says what does not hold on its day, and what its household had not on that day either.</summary>
    public bool RejectsLapsed(AskingRow it, HouseholdState? then) => Rejects(it, codes.Lapsed(it.Entry, then));

    bool Rejects(AskingRow it, IReadOnlyList<LapsedCodes> lapsed)
    {
        if (lapsed.Count > 0) Reject(it.At, [.. lapsed.Select(of => new RowNote(of.Field, of.Rule, string.Join(';', of.Codes)))]);
        return lapsed.Count > 0;
    }

    /// <summary>All or nothing, and there is a bad one: none is taken.</summary>
    public void RejectAll(string rule)
    {
        for (var at = 0; at < rows.Count; at++)
        {
            var told = reports[at]!;
            if (told.Outcome == RowOutcome.Rejected) continue;
            Tell(at, RowOutcome.Rejected, told.Outcome == RowOutcome.Parked ? told.Notes[^1] : new RowNote("row", rule, ""));
        }
    }

    /// <summary>Rows that somebody has to look at, if nobody did.</summary>
    public IEnumerable<AskingRow> Doubtful(IReadOnlyDictionary<string, string[]> shared, IReadOnlyDictionary<string, string> undoing) =>
        Asking.Where(it => Doubt(it, shared, undoing) is not null);

    /// <summary>Takes out the rows that somebody has to look at first, and those that somebody has looked at and left.</summary>
    /// <param name="shared">by household: others that hold an ID number that it had not before</param>
    /// <param name="undoing">households of which a row would undo something, and the rule that says what</param>
    /// <param name="left">what was said in rows that were looked at and left</param>
    public void Park(IReadOnlyDictionary<string, string[]> shared, IReadOnlyDictionary<string, string> undoing, IReadOnlySet<string> left)
    {
        var asking = new List<AskingRow>(Asking.Count);
        foreach (var it in Asking)
        {
            if (Doubt(it, shared, undoing) is not { Field: var field, Rule: var rule }) asking.Add(it);
            else if (left.Contains(it.Entry.Said!)) Tell(it.At, RowOutcome.Rejected, new RowNote("id", "row-was-left", ""));
            else
            {
                var others = shared.GetValueOrDefault(it.Row.Id, []);
                parked.Add(new DoubtfulRow(it.Row, it.Entry, rule, it.WasMergedInto is { } into ? [into, .. others.Where(other => other != into)] : others));
                Tell(it.At, RowOutcome.Parked, new RowNote(field, rule, ""));
            }
        }
        Asking = asking;
    }

    /// <summary>The field in which a row is doubtful, and why; null where it is not.</summary>
    static (string Field, string Rule)? Doubt(AskingRow it, IReadOnlyDictionary<string, string[]> shared, IReadOnlyDictionary<string, string> undoing) =>
        it.WasMergedInto is not null ? ("id", "household-was-merged")
        : shared.ContainsKey(it.Row.Id) ? ("id_number", "id-number-stands-once")
        : it.EndsInDoubt ? ("end_reason", "end-is-looked-at")
        : undoing.TryGetValue(it.Row.Id, out var rule) ? ("id", rule)
        : null;

    void Confirm(int at, KnownHousehold brief, DateOnly asOf)
    {
        Tell(at, RowOutcome.Unchanged);
        if (brief.AsOf < asOf) confirmed.Add(new ConfirmedDay(brief.Id, asOf, brief.Said));
    }
}

/// <param name="At">its place in the stretch</param>
/// <param name="Brief">what is known of its household, null when nothing is</param>
readonly record struct AskingRow(int At, PushedRow Row, HouseholdEntry Entry, KnownHousehold? Brief)
{
    public bool EndsInDoubt => Brief is { Active: true } && Entry.End is { } end && Codes.DoubtfulEnds.Contains(end.Reason);

    /// <summary>The household that it was found to be, null where it was not: it is not brought back unseen.</summary>
    public string? WasMergedInto => Brief?.MergedInto;
}

/// <param name="Others">households that hold what it says too</param>
sealed record DoubtfulRow(PushedRow Row, HouseholdEntry Entry, string Rule, string[] Others);

/// <summary>Of a household what tells whether a row says anything new, nothing of it sealed.</summary>
sealed record KnownHousehold(string Id, string Area, DateOnly AsOf, DateOnly Since, bool Active, DateOnly? EndedOn, string? Said, string? MergedInto, bool IsAnonymised)
{
    public bool IsOlder(DateOnly asOf) => Household.IsOlder(asOf, AsOf, Active, EndedOn);
}

/// <summary>A day on which all that is known of a household still held, and what was said then.</summary>
sealed record ConfirmedDay(string Id, DateOnly AsOf, string? Said);
