using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Defaults;

/// <summary>A list with a JSON object a line, in UTF-8; empty lines say nothing.</summary>
public static class NdjsonLines
{
    /// <summary>Each line's number and what it says, or its fault; after a line that is too long nothing is read.</summary>
    /// <param name="mostLine">bytes of one line</param>
    public static async IAsyncEnumerable<(int Line, T? Row, Fault? Fault)> ReadAsync<T>(
        Stream body, int mostLine, [EnumeratorCancellation] CancellationToken stop) where T : class
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        for (var line = 1; ; line++)
        {
            var (text, used) = await NextAsync(reader, mostLine, stop);
            if (used == Ending.TooLong) yield return (line, null, new Fault("", line, "row", "row-within-limit"));
            if (used != Ending.Line && text.IsEmpty || used == Ending.TooLong) break;
            if (!IsBlank(text.Span))
            {
                var fault = TryRead<T>(text.Span, line, out var row);
                yield return (line, row, fault);
            }
            if (used == Ending.End) break;
        }
        await reader.CompleteAsync();
    }

    static async Task<(ReadOnlyMemory<byte> Text, Ending Ending)> NextAsync(PipeReader reader, int most, CancellationToken stop)
    {
        while (true)
        {
            var read = await reader.ReadAsync(stop);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line.Length > most ? (default, Ending.TooLong) : (line, Ending.Line);
            }
            if (read.Buffer.Length > most) return (default, Ending.TooLong);
            if (read.IsCompleted) return (read.Buffer.ToArray(), Ending.End);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static Fault? TryRead<T>(ReadOnlySpan<byte> text, int line, out T? row) where T : class
    {
        row = null;
        if (!Utf8.IsValid(text)) return new Fault("", line, "row", "file-is-utf8");
        try
        {
            row = JsonSerializer.Deserialize<T>(text, Wire.Json);
            return row is null ? new Fault("", line, "row", "row-is-json-object") : null;
        }
        catch (JsonException error)
        {
            return new Fault("", line, Problems.FieldOf(error), "row-is-json-object");
        }
    }

    static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r"u8) < 0;

    enum Ending
    {
        Line,
        End,
        TooLong,
    }
}
