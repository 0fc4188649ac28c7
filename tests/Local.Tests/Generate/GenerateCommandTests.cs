using System.CommandLine;

namespace Local.Tests;

public sealed class GenerateCommandTests
{
    [Fact]
    public void The_verb_writes_the_seven_lists_and_says_what_they_hold()
    {
        using var folder = new Folder();
        var (exit, said, problems) = Run("--district", "320104000000", "--organizations", "7", "--members", "30", "--households", "20", "--seed", "5", "--out", folder.File("new/lists"));
        Assert.Equal((0, ""), (exit, problems));
        Assert.Contains("members 30, households 20", said, StringComparison.Ordinal);
        Assert.Contains("inside the district's outline", said, StringComparison.Ordinal);
        Assert.Equal(
            ["areas.csv", "choices.csv", "exclusions.csv", "households.csv", "members.csv", "organizations.csv", "rules.json"],
            Directory.GetFiles(folder.File("new/lists")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_of_areas_of_ones_own_is_used_and_places_are_said_to_be_invented()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File("areas.csv"), Samples.CityWithoutDistricts);
        var (exit, said, _) = Run("--areas", folder.File("areas.csv"), "--district", "441900000000", "--members", "3", "--households", "0", "--as-of", "2026-11-01", "--out", folder.Path);
        Assert.Equal(0, exit);
        Assert.Contains("places are invented", said, StringComparison.Ordinal);
        Assert.Equal(3, folder.Read("members.csv").Rows.Count);
    }

    [Theory]
    [InlineData("district-in-list", "--district", "999999")]
    [InlineData("count-in-range", "--members", "1000001")]
    [InlineData("nowhere.csv", "--areas", "nowhere.csv")]
    [InlineData("outline-is-geojson", "--outlines", "Data/README.md")]
    [InlineData("list-has-its-columns", "--areas", "Data/README.md")]
    public void What_cannot_be_done_is_said_and_nothing_written(string problem, string option, string value)
    {
        using var folder = new Folder();
        var path = value.Contains("Data", StringComparison.Ordinal) ? Path.Combine(AppContext.BaseDirectory, value) : value;
        var (exit, said, problems) = Run(option, path, "--out", folder.File("out"));
        Assert.Equal((2, ""), (exit, said));
        Assert.Contains(problem, problems, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.File("file"), "");
        var (exit, _, problems) = Run("--members", "1", "--households", "1", "--out", folder.File("file"));
        Assert.Equal(2, exit);
        Assert.Contains("file", problems, StringComparison.Ordinal);
    }

    static (int Exit, string Said, string Problems) Run(params string[] arguments)
    {
        using var said = new StringWriter();
        using var problems = new StringWriter();
        var exit = GenerateCommand.Create().Parse(arguments).Invoke(new() { Output = said, Error = problems });
        return (exit, said.ToString(), problems.ToString());
    }
}
