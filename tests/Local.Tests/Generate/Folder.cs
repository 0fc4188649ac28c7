using CsvHelper;

namespace Local.Tests;

/// <summary>A temporary folder, and what stands in the lists that were written to it.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lists-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public byte[] Bytes(string name) => System.IO.File.ReadAllBytes(File(name));

    /// <summary>The header's names, and each row by them; line 1 is the header.</summary>
    public (string[] Header, List<Dictionary<string, string>> Rows) Read(string name)
    {
        using var reader = CsvReader.FromFile(File(name), new() { Separator = ',', HasHeader = false }, FileOptions.None);
        Assert.True(reader.Read());
        var header = reader.Current.ToArray();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            var cells = reader.Current.ToArray();
            Assert.Equal(header.Length, cells.Length);
            rows.Add(header.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }
        return (header, rows);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
