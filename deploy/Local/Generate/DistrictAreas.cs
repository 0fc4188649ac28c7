using Contracts;
using CsvHelper;

namespace Local;

/// <summary>What a list of divisions says about one district: its ancestors, its streets, its communities.</summary>
sealed class DistrictAreas
{
    static readonly string[] columns = ["code", "name", "level", "parent"];

    /// <summary>The widest first; without the district itself.</summary>
    public required IReadOnlyList<AreaRow> Ancestors { get; init; }

    public required AreaRow District { get; init; }

    public required IReadOnlyList<AreaRow> Streets { get; init; }

    public required IReadOnlyList<AreaRow> Communities { get; init; }

    /// <summary>The first six digits of every district in the list.</summary>
    public required IReadOnlyList<string> KnownDistricts { get; init; }

    public IEnumerable<AreaRow> All => [.. Ancestors, District, .. Streets, .. Communities];

    /// <summary>Reads areas.csv; of streets and communities only the district's own are kept.</summary>
    public static DistrictAreas Read(TextReader list, string district)
    {
        CannotGenerate.Unless(
            district.Length is 6 or AreaCode.Length && AreaCode.IsWellFormed(district.PadRight(AreaCode.Length, '0')),
            "district-code-form",
            $"“{district}” 不是 6 位或 12 位区划代码 / \"{district}\" is not a division code of 6 or 12 digits");
        var code = district.PadRight(AreaCode.Length, '0');
        var scope = AreaCode.Prefix(code, AreaLevel.District);
        var rows = new Dictionary<(string, AreaLevel), AreaRow>();
        foreach (var (line, row) in Rows(list))
        {
            if (row.Level >= AreaLevel.Street && !row.Code.StartsWith(scope, StringComparison.Ordinal))
                continue;
            CannotGenerate.Unless(
                rows.TryAdd((row.Code, row.Level), row), "area-known-once",
                $"第 {line} 行：{row.Code} 重复 / line {line}: {row.Code} stands there twice at this level");
        }
        return Of(code, rows);
    }

    static DistrictAreas Of(string code, Dictionary<(string Code, AreaLevel Level), AreaRow> rows)
    {
        CannotGenerate.Unless(
            rows.TryGetValue((code, AreaLevel.District), out var found), "district-in-list",
            $"区划列表中没有区县 {code} / the list of divisions has no district {code}");
        var district = found!;
        var streets = rows.Values.Where(row => row.Level == AreaLevel.Street).OrderBy(row => row.Code, StringComparer.Ordinal).ToList();
        var communities = rows.Values.Where(row => row.Level == AreaLevel.Community).OrderBy(row => row.Code, StringComparer.Ordinal).ToList();
        CannotGenerate.Unless(
            streets.Count > 0, "district-has-streets",
            $"{code} {district.Name} 下没有街道 / the list has no street of {code} {district.Name}");
        CannotGenerate.Unless(
            communities.Count > 0, "district-has-communities",
            $"{code} {district.Name} 下没有社区 / the list has no community of {code} {district.Name}");
        foreach (var row in streets.Where(row => row.Parent != code)
            .Concat(communities.Where(row => !rows.ContainsKey((row.Parent, AreaLevel.Street)))))
        {
            throw new CannotGenerate("area-parent-known", $"{row.Code} 的上级 {row.Parent} 不对 / the parent {row.Parent} of {row.Code} is not its street or district");
        }
        var ancestors = new List<AreaRow>();
        for (var row = Above(district, rows); row is not null; row = Above(row, rows))
            ancestors.Insert(0, row);
        // What lies above the widest division that the list knows is nobody's to name.
        if (ancestors.Count > 0)
            ancestors[0] = ancestors[0] with { Parent = "" };
        else if (district.Parent != code)
            district = district with { Parent = "" };
        return new()
        {
            Ancestors = ancestors,
            District = district,
            Streets = streets,
            Communities = communities,
            KnownDistricts = [.. rows.Keys.Where(key => key.Level == AreaLevel.District)
                .Select(key => AreaCode.Prefix(key.Code, AreaLevel.District)).Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>The parent at a wider level: the parent of 441900000000 the district is 441900000000 the city.</summary>
    static AreaRow? Above(AreaRow row, Dictionary<(string, AreaLevel), AreaRow> rows)
    {
        for (var level = row.Level - 1; level >= AreaLevel.Province; level--)
        {
            if (rows.TryGetValue((row.Parent, level), out var above))
                return above;
        }
        return null;
    }

    static IEnumerable<(long Line, AreaRow Row)> Rows(TextReader list)
    {
        using var reader = CsvReader.Create(list, new() { Separator = ',', HasHeader = false, TrackLineNumbers = true }, leaveOpen: true);
        CannotGenerate.Unless(Next(reader), "list-has-a-header", "区划列表是空的 / the list of divisions is empty");
        var header = reader.Current.ToArray();
        var at = columns.Select(column => Array.IndexOf(header, column)).ToArray();
        CannotGenerate.Unless(
            header.Length == columns.Length && !at.Contains(-1), "list-has-its-columns",
            "区划列表的列应为 code,name,level,parent / the list of divisions must have the columns code,name,level,parent and no other");
        while (Next(reader))
        {
            var line = reader.LineNumber;
            var cells = reader.Current.ToArray();
            var known = AreaLevels.TryParse(cells.ElementAtOrDefault(at[2]), out var level) & AreaCode.IsWellFormed(cells.ElementAtOrDefault(at[0]));
            CannotGenerate.Unless(
                known && cells.Length == header.Length, "area-row-form",
                $"第 {line} 行不是代码、名称、层级、上级 / line {line} is not code, name, level and parent");
            yield return (line, new(cells[at[0]], cells[at[1]], level, cells[at[3]]));
        }
    }

    static bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (FormatException exception)
        {
            throw new CannotGenerate("list-is-csv", $"区划列表不是 CSV / the list of divisions is not CSV: {exception.Message}");
        }
    }
}
