using System.Globalization;
using System.IO.Compression;
using System.Text;
using Defaults;

namespace Households;

/// <summary>The report of a stretch as it is kept: a line a row or note, its cells apart by tabs, packed and sealed.</summary>
static class ReportText
{
    public static BatchStretch Pack(Sealing sealing, Batch batch, IReadOnlyList<RowReport> reports)
    {
        using var packed = new MemoryStream();
        using (var text = new StreamWriter(new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)))
            foreach (var row in reports) Write(text, row);
        return new BatchStretch
        {
            Batch = batch.Id,
            First = batch.Rows,
            Doubtful = reports.Count(row => row.Outcome is RowOutcome.Rejected or RowOutcome.Parked),
            Content = sealing.SealBytes(packed.GetBuffer().AsSpan(0, (int)packed.Length)),
        };
    }

    public static IEnumerable<ReportLine> Unpack(Sealing sealing, byte[] content)
    {
        using var text = new StreamReader(new DeflateStream(new MemoryStream(sealing.OpenBytes(content)), CompressionMode.Decompress), Encoding.UTF8);
        while (text.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            yield return new ReportLine(
                int.Parse(cells[0], CultureInfo.InvariantCulture), cells[1], cells[2], cells[3], cells[4], cells[5]);
        }
    }

    /// <summary>The same without the values of some households.</summary>
    public static byte[] Clear(Sealing sealing, byte[] content, IReadOnlySet<string> households)
    {
        using var packed = new MemoryStream();
        using (var text = new StreamWriter(new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true), new UTF8Encoding(false)))
            foreach (var it in Unpack(sealing, content))
                Write(text, $"{it.Line}", it.Id, it.Outcome, it.Field, it.Rule, households.Contains(it.Id) ? "" : it.Value);
        return sealing.SealBytes(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    static void Write(StreamWriter text, RowReport row)
    {
        var outcome = Wire.NameOf(row.Outcome);
        if (row.Notes.Count == 0) Write(text, row, outcome, default);
        foreach (var note in row.Notes) Write(text, row, outcome, note);
    }

    static void Write(StreamWriter text, RowReport row, string outcome, RowNote note) =>
        Write(text, row.Line.ToString(CultureInfo.InvariantCulture), row.Id, outcome, note.Field, note.Rule, note.Value);

    static void Write(StreamWriter text, string line, params ReadOnlySpan<string> cells)
    {
        text.Write(line);
        foreach (var cell in cells)
        {
            text.Write('\t');
            text.Write(cell);
        }
        text.Write('\n');
    }
}

/// <summary>A line of a report.</summary>
/// <param name="Outcome">added, changed, unchanged, rejected or parked</param>
/// <param name="Value">what stood there, masked</param>
sealed record ReportLine(int Line, string Id, string Outcome, string Field, string Rule, string Value)
{
    public const string Header = "line,id,outcome,field,rule,value,message";

    public string Message => Rule.Length == 0 ? "" : Texts.Of(Rule);
}
