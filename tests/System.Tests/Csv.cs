using CsvHelper;

namespace SystemTests;

/// <summary>A list as rows of named cells.</summary>
static class Csv
{
    public static List<Dictionary<string, string>> Read(string file)
    {
        using var reader = CsvReader.FromFile(file, new CsvReaderOptions { Separator = ',' }, FileOptions.None);
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read()) rows.Add(reader.Headers.Zip(reader.Current.ToArray()).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
        return rows;
    }
}
