using System.Text.Json;
using Xunit;

namespace SystemTests;

/// <summary><c>pair</c> from the outside: lists in, files out, read by code that shares nothing with the services.</summary>
public sealed class PairTests
{
    static readonly string[] files = ["organization-pairs.csv", "member-pairs.csv", "unpaired.csv", "proof.json"];

    [Fact]
    public async Task Generated_lists_of_another_district_are_paired_and_the_recount_agrees()
    {
        using var folder = new Folder();
        var lists = await Generated.DistrictAsync("320105000000", organizations: 24, members: 400, households: 250, seed: 3, folder.Sub("in"));
        var result = await PairAsync(lists, folder.Sub("out"));
        new Recount(lists, result).Check();
        Assert.Equal(250, Csv.Read(Path.Combine(result, "member-pairs.csv")).Count(row => row["stage"] == "1"));
    }

    [Fact]
    public async Task Permuted_rows_and_columns_give_the_same_bytes()
    {
        using var folder = new Folder();
        var lists = await Generated.DistrictAsync("320102000000", organizations: 12, members: 150, households: 100, seed: 8, folder.Sub("in"));
        var permuted = Permute(lists, folder.Sub("permuted"), new Random(Seed.Value));
        var (one, other) = (await PairAsync(lists, folder.Sub("one")), await PairAsync(permuted, folder.Sub("other")));
        foreach (var file in files.Where(file => file != "proof.json"))
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(one, file)), await File.ReadAllTextAsync(Path.Combine(other, file)));
    }

    [Fact]
    public async Task Mutual_first_choices_are_granted()
    {
        using var folder = new Folder();
        var small = new SmallLists().Member("M1").Member("M2", "O2", SmallLists.Two, 118.8, 32.06).Household("H1").Household("H2", SmallLists.Two, 118.8, 32.06);
        small.Choices.AddRange(["O1,C2,1", "C2,O1,1", "H1,M2,1", "M2,H1,1"]);
        var result = await PairAsync(small.WriteTo(folder.Sub("in")), folder.Sub("out"));
        Assert.Contains(Csv.Read(Path.Combine(result, "organization-pairs.csv")), row => (row["organization"], row["community"]) == ("O1", "C2"));
        Assert.Contains(Csv.Read(Path.Combine(result, "member-pairs.csv")), row => (row["household"], row["member"], row["stage"]) == ("H1", "M2", "1"));
    }

    [Fact]
    public async Task Columns_that_may_be_left_out_are_not_asked_for()
    {
        using var folder = new Folder();
        var small = new SmallLists();
        small.Choices.AddRange(["O1,C2,1", "C2,O1,1"]);
        var lists = small.WriteTo(folder.Sub("in"));
        File.WriteAllLines(Path.Combine(lists, "organizations.csv"),
            ["id,name,kind,area", .. small.Organizations.Select(row => string.Join(',', row.Split(',')[..4]))]);
        var result = await PairAsync(lists, folder.Sub("out"));
        Assert.Contains(Csv.Read(Path.Combine(result, "organization-pairs.csv")), row => (row["organization"], row["community"]) == ("O1", "C2"));
    }

    public static TheoryData<string> Edges => ["no households", "one member", "no members", "everyone at one point", "all excluded", "no coordinates and no choices", "a city without districts", "a radius"];

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Edge_cases_give_the_right_files(string edge)
    {
        using var folder = new Folder();
        var small = Edge(edge);
        var lists = small.WriteTo(folder.Sub("in"));
        var result = await PairAsync(lists, folder.Sub("out"));
        new Recount(lists, result).Check();
        var pairs = Csv.Read(Path.Combine(result, "member-pairs.csv"));
        var unpaired = Csv.Read(Path.Combine(result, "unpaired.csv"));
        var seats = small.Members.Count == 0 || edge is "all excluded" or "a radius" ? 0 : Math.Min(small.Households.Count, small.Members.Count);
        Assert.Equal(seats, pairs.Count(row => row["stage"] == "1"));
        Assert.Equal(small.Households.Count - seats, unpaired.Count(row => row["market"] == "members" && row["side"] == "household"));
        Assert.All(unpaired, row => Assert.NotEqual("", row["reason"]));
    }

    static SmallLists Edge(string edge)
    {
        var lists = new SmallLists();
        if (edge == "no households") return lists.Member("M1").Member("M2");
        if (edge == "one member") return lists.Member("M1").Household("H1").Household("H2");
        if (edge == "no members") return lists.Household("H1");
        if (edge == "everyone at one point")
            return lists.Member("M1").Member("M2").Member("M3").Household("H1").Household("H2").Household("H3");
        if (edge == "a city without districts") return CityWithoutDistricts();
        lists.Member("M1").Member("M2", "O2", SmallLists.Two, 118.8, 32.06).Household("H1").Household("H2", SmallLists.Two, 118.81, 32.07);
        if (edge == "all excluded") lists.Exclusions.AddRange(["M1,H1,亲属", "M1,H2,亲属", "M2,H1,亲属", "M2,H2,亲属"]);
        if (edge == "a radius") lists.Rules = """{"members":{"radius":1}}""";
        if (edge == "a radius") lists.Households.Clear();
        if (edge == "a radius") lists.Household("H1", SmallLists.One, 118.9, 32.1);
        if (edge == "no coordinates and no choices")
        {
            for (var i = 0; i < lists.Organizations.Count; i++) lists.Organizations[i] = Blank(lists.Organizations[i], 5);
            for (var i = 0; i < lists.Members.Count; i++) lists.Members[i] = Blank(lists.Members[i], 6);
            for (var i = 0; i < lists.Households.Count; i++) lists.Households[i] = Blank(lists.Households[i], 6);
        }
        return lists;
    }

    static string Blank(string row, int longitude)
    {
        var cells = row.Split(',');
        (cells[longitude], cells[longitude + 1]) = ("", "");
        return string.Join(',', cells);
    }

    static SmallLists CityWithoutDistricts()
    {
        var lists = new SmallLists();
        lists.Areas.Clear();
        lists.Areas.AddRange(
        [
            "440000000000,广东省,province,", "441900000000,东莞市,city,440000000000", "441900000000,东莞市,district,441900000000",
            "441900003000,东城街道,street,441900000000", "441900003001,岗贝社区,community,441900003000", "441900003002,花园新村社区,community,441900003000",
        ]);
        lists.Organizations.Clear();
        lists.Organizations.AddRange(
        [
            "C1,岗贝社区党委,community,441900003001,,113.78,23.03,,2,", "O1,某机关党支部,organ,441900000000,,113.75,23.02,,1,",
        ]);
        return lists.Member("M1", area: "441900003002", east: 113.77, north: 23.02).Household("H1", "441900003001", 113.78, 23.03);
    }

    static async Task<string> PairAsync(string lists, string result)
    {
        using var local = LocalProcess.Start("pair", lists, "--out", result);
        var exit = await local.EndAsync();
        Assert.True(exit == 0, local.Errors);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(result, file)), file));
        return result;
    }

    static string Permute(string from, string to, Random random)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            var target = Path.Combine(to, Path.GetFileName(file));
            if (Path.GetExtension(file) != ".csv")
            {
                File.Copy(file, target);
                continue;
            }
            var rows = Csv.Read(file);
            var header = File.ReadLines(file).First().Split(',');
            var columns = header.OrderBy(_ => random.Next()).ToArray();
            var lines = rows.OrderBy(_ => random.Next())
                .Select(row => string.Join(',', columns.Select(column => $"\"{row[column].Replace("\"", "\"\"")}\"")));
            File.WriteAllLines(target, lines.Prepend(string.Join(',', columns)));
        }
        return to;
    }
}
