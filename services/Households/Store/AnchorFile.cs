using System.Globalization;
using System.Text;
using System.Text.Json;
using Defaults;

namespace Households;

/// <summary>
/// The anchors of the audit log, a signed line each, in <c>audit-anchors.ndjson</c> of the folder <c>Audit:Folder</c>: beside the
/// sealing key unless said. Whoever looks after the database should not be able to write there.
/// </summary>
sealed class AnchorFile
{
    readonly Lazy<AuditKey> key;
    readonly string path;
    long? last;

    public AnchorFile(IConfiguration configuration)
    {
        var folder = configuration["Audit:Folder"] ?? Path.GetDirectoryName(Path.GetFullPath(KeyRing.FileOf(configuration)))!;
        path = Path.Combine(folder, "audit-anchors.ndjson");
        key = new Lazy<AuditKey>(() => new AuditKey(Path.Combine(folder, "audit.key")), LazyThreadSafetyMode.PublicationOnly);
    }

    public AuditKey Key => key.Value;

    /// <summary>When this process last anchored, or tried to.</summary>
    public DateTime TriedAt { get; set; }

    /// <summary>The number that was anchored last; 0 before the first.</summary>
    public long LastNumber => last ??= Read().LastOrDefault(it => it is not null)?.Number ?? 0;

    /// <summary>
    /// Every line; null for one that cannot be read. Read while somebody may be writing: a line is one when it has its end, and what
    /// is being written, or was left by a crash, is none yet.
    /// </summary>
    public IReadOnlyList<AuditAnchor?> Read()
    {
        if (!File.Exists(path)) return [];
        using var text = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        return [.. text.ReadToEnd().Split('\n')[..^1].Select(AuditAnchor.Parse)];
    }

    /// <summary>On the disk when it returns. What a crash left of a line is taken away: nobody was told of it.</summary>
    public void Append(string service, AuditHead head, DateTime at)
    {
        var anchor = Key.Sign(new AuditAnchor(service, head.Number, head.Hash, at.ToString("O", CultureInfo.InvariantCulture), Key.Id, ""));
        using var file = OwnFile.OpenAlone(path);
        file.SetLength(EndOfLines(file));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(anchor, Wire.Json) + "\n"));
        file.Flush(flushToDisk: true);
        last = head.Number;
    }

    static long EndOfLines(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') return end;
        }
        return 0;
    }
}
