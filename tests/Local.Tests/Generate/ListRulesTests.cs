namespace Local.Tests;

/// <summary>The checker of these tests finds what is planted, or its silence would say nothing.</summary>
public sealed class ListRulesTests
{
    [Theory]
    [InlineData("areas.csv", 4, 3, "329999000000", "parent-known")]
    [InlineData("areas.csv", 4, 2, "county", "level-known")]
    [InlineData("organizations.csv", 2, 2, "company", "kind-known")]
    [InlineData("organizations.csv", 3, 4, "O9999", "parent-known-and-no-cycle")]
    [InlineData("organizations.csv", 2, 4, "O0002", "parent-known-and-no-cycle")]
    [InlineData("organizations.csv", 3, 8, "21", "seats-in-range")]
    [InlineData("organizations.csv", 3, 3, "320104002001", "area-of-its-level")]
    [InlineData("members.csv", 3, 0, "M000001", "id-once")]
    [InlineData("members.csv", 3, 2, "11010519491231002Y", "id-number-form")]
    [InlineData("members.csv", 3, 2, "110105194912310021", "id-number-check-digit")]
    [InlineData("members.csv", 3, 3, "169", "phone-form")]
    [InlineData("members.csv", 3, 4, "C001", "organization-known")]
    [InlineData("members.csv", 3, 6, "118.5", "inside-outline")]
    [InlineData("members.csv", 3, 6, "32.05", "inside-country")]
    [InlineData("members.csv", 3, 8, "WGS84", "crs-known")]
    [InlineData("members.csv", 3, 9, "singing", "codes-known")]
    [InlineData("members.csv", 3, 1, "王\u202E明", "cell-form")]
    [InlineData("households.csv", 3, 9, "", "codes-known")]
    [InlineData("households.csv", 3, 11, "2027-01-01", "date-not-in-future")]
    [InlineData("choices.csv", 2, 1, "O0001", "choice-of-its-market")]
    [InlineData("choices.csv", 2, 2, "2", "ranks-count-from-one")]
    [InlineData("exclusions.csv", 2, 0, "H000001", "member-known")]
    public void A_planted_fault_is_found(string file, int line, int cell, string planted, string rule)
    {
        using var folder = new Folder();
        Samples.Generate(new(Samples.Demonstration, 12, 40, 40)).WriteTo(folder.Path);
        var outline = Samples.OutlineOf(Samples.Demonstration);
        Assert.Empty(ListRules.Faults(folder, outline, GenerateOptions.DefaultAsOf));

        var lines = File.ReadAllLines(folder.File(file));
        var cells = lines[line - 1].Split(',');
        cells[cell] = planted;
        lines[line - 1] = string.Join(',', cells);
        File.WriteAllLines(folder.File(file), lines);

        var faults = ListRules.Faults(folder, outline, GenerateOptions.DefaultAsOf);
        Assert.Contains(faults, fault => fault.StartsWith(file, StringComparison.Ordinal) && fault.EndsWith($": {rule}", StringComparison.Ordinal));
    }
}
