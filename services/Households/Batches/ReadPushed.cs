using System.Runtime.CompilerServices;
using Contracts;
using Defaults;

namespace Households;

/// <summary>
/// Reads the rows of a push, whatever their form, and checks each by itself: what the store knows is looked at later, a
/// stretch at a time.
/// </summary>
sealed class ReadPushed(HouseholdsStore db, LoadKnown known, Keys keys)
{
    /// <summary>Of all parts together.</summary>
    public const long MostBytes = (long)BatchPart.MostParts * BatchPart.MostBytes;

    /// <summary>Of one row.</summary>
    public const int MostRow = 4 << 20;

    /// <summary>Rows of a stretch.</summary>
    const int MostRows = 5_000;

    /// <summary>Rows that are taken all or nothing.</summary>
    public const int MostAtOnce = 50_000;

    static readonly Columns columns = HouseholdRow.Columns.With("ended_on", "end_reason");

    /// <summary>Stretches of rows that follow the first <paramref name="done"/>; none names a household twice.</summary>
    /// <param name="named">gets the ids of all households that a full push names, those of the rows before among them</param>
    /// <exception cref="InvalidException">when not even the header can be read, or too many rows are to be taken at once</exception>
    public async IAsyncEnumerable<ReadStretch> StretchesAsync(Batch batch, int done, NamedHouseholds named, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var content = new PartsStream(db, batch);
        var (rows, ids) = (new List<PushedRow>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var row in RowsAsync(batch, content, named, stop))
        {
            if (done-- > 0) continue;
            // One whose id cannot be read, or that is broken, changes nothing: it may stand beside any other.
            var full = rows.Count == (batch.AllOrNothing ? MostAtOnce : MostRows);
            var again = row is { Said: not null, Id.Length: > 0 } && !ids.Add(row.Id);
            if (full || again)
            {
                if (batch.AllOrNothing) throw new InvalidException("row", full ? "all-or-nothing-within-limit" : "id-is-unique");
                yield return new ReadStretch(rows, content.Percent);
                (rows, ids) = ([], new HashSet<string>(StringComparer.Ordinal) { row.Id });
            }
            rows.Add(row);
        }
        if (rows.Count > 0) yield return new ReadStretch(rows, content.Percent);
    }

    async IAsyncEnumerable<PushedRow> RowsAsync(Batch batch, Stream content, NamedHouseholds named, [EnumeratorCancellation] CancellationToken stop)
    {
        var communities = await known.CommunitiesBelowAsync(batch.Area, stop);
        var rows = batch.Form == BatchForm.Csv ? CsvAsync(content, communities, stop) : NdjsonAsync(content, communities, stop);
        await foreach (var row in rows.WithCancellation(stop))
            yield return batch.Mode == BatchMode.Changes || named.Add(row.Id)
                ? row
                : row with { AsOf = null, Said = null, Everyone = false, Read = codes => new ReadRow(null, [.. row.Read(codes).Notes, new RowNote("id", "id-is-unique", row.Id)]) };
    }

    async IAsyncEnumerable<PushedRow> CsvAsync(Stream content, Communities communities, [EnumeratorCancellation] CancellationToken stop)
    {
        var faults = new Faults("");
        var records = new CsvRecords(faults, columns, MostBytes, MostRow);
        await foreach (var (line, row) in records.ReadAsync(content, stop))
        {
            if (!faults.Any)
            {
                yield return Row(line, row!.Value, communities);
                continue;
            }
            // The reader has skipped records that are no records before it came to this one.
            foreach (var found in faults.Take().GroupBy(it => it.Line))
                yield return PushedRow.Broken(found.Key, "", [.. found.Select(it => new RowNote(it.Field, it.Rule, ""))]);
            if (row is { } wellFormed) yield return Row(line, wellFormed, communities);
        }
        if (records.IsCut || records.Count == 0) faults.ThrowIfAny(); // whoever would follow is not missing
        foreach (var fault in faults.Take()) yield return PushedRow.Broken(fault.Line, "", [new RowNote(fault.Field, fault.Rule, "")]);
    }

    PushedRow Row(int line, CsvRow row, Communities communities)
    {
        var today = db.Today;
        var asOf = row.Date("as_of", out var day) && EntryRules.IsPast(day, today) ? day : (DateOnly?)null;
        return new PushedRow(line, IdOf(row["id"]), asOf, keys.Said("list", row.ToText(HouseholdRow.Columns.Required, but: "as_of")), Everyone: false, codes =>
        {
            var faults = new Faults("");
            var entry = HouseholdRow.ReadPushed(row.With(faults), faults, communities, codes, today);
            return new ReadRow(entry, [.. faults.List.Select(it => new RowNote(it.Field, it.Rule, Mask.Value(row[it.Field])))]);
        });
    }

    async IAsyncEnumerable<PushedRow> NdjsonAsync(Stream content, Communities communities, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var (line, input, fault) in NdjsonLines.ReadAsync<HouseholdInput>(content, MostRow, stop))
        {
            if (fault?.Rule == "row-within-limit") throw new InvalidException(new Faults("").With(line, fault.Field, fault.Rule));
            if (input is null)
            {
                yield return PushedRow.Broken(line, "", [new RowNote(fault!.Field, fault.Rule, "")]);
                continue;
            }
            yield return Row(line, input, communities);
        }
    }

    /// <summary>Read once for what it says, and again by the coded lists, where it says something new.</summary>
    PushedRow Row(int line, HouseholdInput input, Communities communities)
    {
        var today = db.Today;
        ReadRow Read(CodeLists? codes)
        {
            var faults = new Faults("");
            var entry = input.Read(known: null, communities, codes, today, faults);
            if (input.End is not null) EntryRules.PushedEnd(input.End, input.AsOf, (field, rule) => faults.Add(0, "end." + field, rule));
            return new ReadRow(faults.Any ? null : entry, [.. faults.List.Select(it => new RowNote(it.Field, it.Rule, ""))]);
        }
        return Read(codes: null).Entry is { } entry
            ? new PushedRow(line, entry.Id, entry.AsOf, keys.Said("line", entry.ToText()), Everyone: true, Read)
            : new PushedRow(line, IdOf(input.Id), null, null, Everyone: false, Read);
    }

    /// <summary>An id that has none of an id's form, or would tell who it is, is told to nobody.</summary>
    string IdOf(string? id) => id?.Trim() is { } it && IdForm.IsKept(it) && !EntryRules.TellsWho(it, db.Today) ? it : "";
}

/// <param name="Percent">of the push that has been read with it</param>
sealed record ReadStretch(IReadOnlyList<PushedRow> Rows, int Percent);

/// <summary>Whom a full push names so far. A row whose id cannot be read may name anybody.</summary>
sealed class NamedHouseholds
{
    readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>Rows that name nobody who could be told.</summary>
    public int Unreadable { get; private set; }

    /// <returns>false when it was named before</returns>
    public bool Add(string id)
    {
        if (id.Length > 0) return ids.Add(id);
        Unreadable++;
        return true;
    }

    public bool Contains(string id) => ids.Contains(id);
}
