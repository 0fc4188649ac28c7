using Xunit;

namespace SystemTests;

/// <summary>Every refusal names file, line, field and rule, all rows at once, and nothing is written.</summary>
public sealed class BadInputTests
{
    /// <summary>What is done to good lists, and the refusals that must follow, in order: what can stand in one set of lists does.</summary>
    public static TheoryData<string, string[]> Table => new()
    {
        {
            "bad rows in every list",
            [
                "organizations.csv:6: parent: parents-form-a-tree", "organizations.csv:7: parent: parents-form-a-tree",
                "organizations.csv:8: seats: seats-from-1-to-20",
                "members.csv:2: id: id-is-unique", "members.csv:4: organization: organization-is-known", "members.csv:5: id: id-is-unique",
                "members.csv:6: seats: seats-from-1-to-20", "members.csv:7: longitude: coordinates-inside-country",
                "members.csv:8: skills: code-is-known", "members.csv:9: name: no-control-characters",
                "households.csv:4: id_number: id-number-check-digit", "households.csv:5: id_number: birth-date-not-in-future",
                "households.csv:6: area: area-is-known", "households.csv:7: address: cell-within-limit",
            ]
        },
        {
            "bad choices",
            [
                "choices.csv:2: to: choice-not-of-oneself", "choices.csv:3: to: choice-of-other-side",
                "choices.csv:4: rank: rank-stands-once", "choices.csv:5: rank: rank-stands-once", "choices.csv:6: from: ids-tell-the-market",
            ]
        },
        { "a refused organization whose members follow", ["organizations.csv:4: seats: seats-from-1-to-20"] },
        { "bytes that are not UTF-8, and an unknown column", ["members.csv:4: row: file-is-utf8", "households.csv:1: shoe_size: column-is-known"] },
        { "a column of another name, and a choice", ["members.csv:1: names: column-is-known", "members.csv:1: name: column-is-there"] },
        { "a missing file", ["households.csv:0: file: file-is-there"] },
        { "a row without end, and nothing but zeros", ["members.csv:4: row: row-within-limit", "households.csv:1: row: row-within-limit"] },
        { "a list beyond the limit", ["areas.csv:0: file: file-within-limit"] },
        { "lists of two provinces", ["areas.csv:1: code: lists-name-a-division"] },
        { "rules out of range, and a choice", ["rules.json:1: memberRules.radius: weight-is-not-negative"] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_bad_row_is_named_and_nothing_is_written(string what, string[] refusals)
    {
        using var folder = new Folder();
        var lists = Spoilt(what, folder.Sub("in"));
        using var local = LocalProcess.Start("pair", lists, "--out", folder.Sub("out"));
        Assert.Equal(2, await local.EndAsync());
        var told = local.Errors.Split('\n').Where(line => line.Contains(".csv:", StringComparison.Ordinal) || line.Contains("rules.json:", StringComparison.Ordinal)).ToList();
        Assert.Equal(refusals.Length, told.Count);
        Assert.All(refusals.Zip(told), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.Sub("out")));
    }

    [Fact]
    public async Task More_than_a_thousand_bad_rows_are_counted()
    {
        using var folder = new Folder();
        var small = new SmallLists().Member("M1").Household("H1");
        for (var i = 0; i < 1_500; i++) small.Member($"X{i}", organization: "nobody");
        using var local = LocalProcess.Start("pair", small.WriteTo(folder.Sub("in")), "--out", folder.Sub("out"));
        Assert.Equal(2, await local.EndAsync());
        Assert.Equal(1_000, local.Errors.Split('\n').Count(line => line.StartsWith("members.csv:", StringComparison.Ordinal)));
        Assert.Contains("1500", local.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told_before_the_work()
    {
        using var folder = new Folder();
        var lists = new SmallLists().Member("M1").Household("H1").WriteTo(folder.Sub("in"));
        var file = folder.Sub("out");
        await File.WriteAllTextAsync(file, "mine");
        using var local = LocalProcess.Start("pair", lists, "--out", Path.Combine(file, "results"));
        Assert.Equal(1, await local.EndAsync());
        Assert.Contains("the folder for the results cannot be written", local.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", local.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    static string Spoilt(string what, string folder)
    {
        var lists = new SmallLists().Member("M1").Member("M2").Household("H1").Household("H2");
        void Member(string row) => lists.Members.Add(row);
        void Household(string row) => lists.Households.Add(row);
        const string place = SmallLists.One + ",118.79,32.05,";
        switch (what)
        {
            case "bad rows in every list":
                lists.Organizations.AddRange(["O3,第三机关党支部,organ,320102000000,O4,,,,1,", "O4,第四机关党支部,organ,320102000000,O3,,,,1,", "O5,第五机关党支部,organ,320102000000,,,,,21,"]);
                Member($"M3,某,,,O9,{place},,1");
                Member($"M1,某,,,O1,{place},,1");
                Member($"M4,某,,,O1,{place},,21");
                Member($"M5,某,,,O1,{SmallLists.One},10,32.05,,,1");
                Member($"M6,某,,,O1,{place},juggling,1");
                Member($"M7,某\u0007,,,O1,{place},,1");
                Household($"H3,某,110105194912310021,,{SmallLists.One},,,,,,,2026-01-01");
                Household($"H4,某,{Number("11010520991231002")},,{SmallLists.One},,,,,,,2026-01-01");
                Household("H5,某,,,320102009009,,,,,,,2026-01-01");
                Household($"H6,某,,,{SmallLists.One},{new string('长', 1001)},,,,,,2026-01-01");
                break;
            case "bad choices":
                lists.Member("O1").Household("C1").Choices.AddRange(["M1,M1,1", "M1,C2,1", "M2,H1,1", "M2,H2,1", "O1,C1,1"]);
                break;
            case "a refused organization whose members follow": lists.Organizations[2] = "O1,第一机关党支部,organ,320102000000,,118.791,32.051,,99,"; break;
            case "a column of another name, and a choice": lists.Choices.Add("M1,H1,1"); break;
            case "lists of two provinces": lists.Organizations.Add("O3,第三机关党支部,organ,110101000000,,,,,1,"); break;
            case "rules out of range, and a choice":
                lists.Rules = """{"members":{"radius":-1}}""";
                lists.Choices.Add("M1,H1,1");
                break;
        }
        lists.WriteTo(folder);
        var (members, households) = (Path.Combine(folder, "members.csv"), Path.Combine(folder, "households.csv"));
        switch (what)
        {
            case "bytes that are not UTF-8, and an unknown column":
                File.AppendAllBytes(members, [.. "M3,"u8, 0xC3, 0x28, .. ",,,O1,,,,,,1\n"u8]);
                File.WriteAllLines(households, File.ReadAllLines(households).Select((line, at) => (at == 0 ? "shoe_size," : ",") + line));
                break;
            case "a missing file": File.Delete(households); break;
            case "a column of another name, and a choice":
                File.WriteAllText(members, File.ReadAllText(members).Replace("id,name,", "id,names,", StringComparison.Ordinal));
                break;
            case "a row without end, and nothing but zeros":
                File.AppendAllText(members, "M3,\"" + new string('x', 2 << 20));
                File.WriteAllBytes(households, new byte[2 << 20]);
                break;
            case "a list beyond the limit":
                using (var areas = File.OpenWrite(Path.Combine(folder, "areas.csv"))) areas.SetLength((256L << 20) + 1);
                break;
        }
        return folder;
    }

    /// <summary>17 digits with the check character of GB 11643, computed here by hand.</summary>
    static string Number(string first)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return first + "10X98765432"[first.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }
}
