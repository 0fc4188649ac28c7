using System.Diagnostics;
using System.Text.Json;
using Contracts;

namespace Local.Tests;

public sealed class GeneratedListsTests
{
    static readonly DateOnly day = GenerateOptions.DefaultAsOf;

    [Theory]
    [InlineData("320102000000", 120, 8_000, 4_000, 1)]
    [InlineData("320106", 60, 500, 700, 2)]
    [InlineData("320114000000", 30, 300, 200, 3)] // Of two parts.
    [InlineData("320118000000", 200, 300, 2_000, 4)]
    [InlineData("320102000000", 1, 1, 0, 5)]
    [InlineData("320102000000", 1, 0, 1, 6)]
    [InlineData("320102000000", 1, 1, 1, 7)]
    [InlineData("320102000000", 0, 0, 0, 8)]
    [InlineData("320102000000", 0, 0, 25, 9)]
    [InlineData("320102000000", 2_000, 10, 10, 10)]
    [InlineData("320115000000", 3_000, 30_000, 30_000, 11)]
    public void Lists_keep_every_rule_and_have_the_rows_asked_for(string district, int organizations, int members, int households, ulong seed)
    {
        using var folder = new Folder();
        Samples.Generate(new(district, organizations, members, households, seed)).WriteTo(folder.Path);

        Assert.Empty(ListRules.Faults(folder, Samples.OutlineOf(district), day));
        var (areas, kinds) = (folder.Read("areas.csv").Rows, folder.Read("organizations.csv").Rows.CountBy(row => row["kind"]).ToDictionary());
        Assert.Equal(organizations, kinds.GetValueOrDefault("organ"));
        Assert.Equal(areas.Count(row => row["level"] == "community"), kinds["community"]);
        Assert.Equal(areas.Count(row => row["level"] == "street"), kinds["street"]);
        Assert.Equal(members, folder.Read("members.csv").Rows.Count);
        Assert.Equal(households, folder.Read("households.csv").Rows.Count);
        using var rules = JsonDocument.Parse(folder.Bytes("rules.json"));
        Assert.Equal(["organizations", "members"], rules.RootElement.EnumerateObject().Select(market => market.Name));
        Assert.False(rules.RootElement.GetProperty("organizations").GetProperty("secondPlace").GetBoolean());
        Assert.True(rules.RootElement.GetProperty("members").GetProperty("secondPlace").GetBoolean());
    }

    [Fact]
    public void The_district_comes_with_its_ancestors_and_all_that_lies_in_it()
    {
        using var folder = new Folder();
        Samples.Generate(new(Samples.Demonstration, 1, 1, 1)).WriteTo(folder.Path);
        var expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "areas-320100.csv"))
            .Where(line => line.StartsWith("320102", StringComparison.Ordinal) || line.Contains(",city,", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, File.ReadAllLines(folder.File("areas.csv")).Skip(1).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("441900000000")]
    [InlineData("441900")]
    public void A_city_without_districts_is_a_district(string code)
    {
        using var folder = new Folder();
        DistrictLists.Generate(new(code, 5, 100, 50), new StringReader(Samples.CityWithoutDistricts), null).WriteTo(folder.Path);
        Assert.Empty(ListRules.Faults(folder, null, day));
        Assert.Equal(
            ["province", "city", "district", "street", "street", "community", "community", "community"],
            folder.Read("areas.csv").Rows.Select(row => row["level"]));
        Assert.Contains(folder.Read("organizations.csv").Rows, row => row["name"] == "石碣村党组织" && row["parent"] == "S002");
        Assert.Contains(folder.Read("organizations.csv").Rows, row => row["name"] == "石碣镇党委");
    }

    [Fact]
    public void Where_no_outline_is_known_places_lie_within_a_few_kilometres_in_the_province()
    {
        var lists = DistrictLists.Generate(new(Samples.Demonstration, 20, 500, 500), Samples.City(), null);
        var places = lists.Members.Select(row => row.Place).Concat(lists.Households.Select(row => row.Place)).ToList();
        Assert.All(places, place => Assert.InRange(place.MetresTo(places[0]), 0, 20_000));
        Assert.All(places, place => Assert.InRange(place.MetresTo(new(118.8, 32.1)), 0, 100_000));
    }

    [Fact]
    public void The_demonstration_is_made_in_under_two_seconds()
    {
        using var folder = new Folder();
        var watch = Stopwatch.StartNew();
        Samples.Generate(new(Samples.Demonstration)).WriteTo(folder.Path);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Shares_are_as_documented()
    {
        var lists = Samples.Generate(new(Samples.Demonstration, 400, 8_000, 8_000));
        var declared = lists.Members.Select(row => row.Declared).Concat(lists.Households.Select(row => row.Declared)).ToList();
        Assert.InRange(declared.Count(place => place is null) / 16_000.0, 0.015, 0.025);
        Assert.InRange(declared.Count(place => place?.Crs == Crs.Gcj02) / 16_000.0, 0.04, 0.06);
        Assert.InRange(declared.Count(place => place?.Crs == Crs.Bd09) / 16_000.0, 0.015, 0.025);

        var choosers = lists.Choices.Select(choice => choice.From).Distinct(StringComparer.Ordinal).CountBy(id => id[0]).ToDictionary();
        Assert.InRange(choosers['H'], 400, 400);
        Assert.InRange(choosers['M'], 380, 400);
        Assert.InRange(choosers['O'], 20, 20);
        Assert.InRange(choosers['C'], 2, 3);
        var first = lists.Choices.Where(choice => choice.Rank == 1).Select(choice => (choice.From, choice.To)).ToHashSet();
        Assert.InRange(first.Count(pair => first.Contains((pair.To, pair.From)) && pair.From[0] == 'H'), 60, 250);
        Assert.Contains(first, pair => first.Contains((pair.To, pair.From)) && pair.From[0] == 'O');

        Assert.InRange(lists.Exclusions.Count, 60, 80);
        var chosen = lists.Choices.Select(choice => (choice.From, choice.To)).ToHashSet();
        Assert.DoesNotContain(lists.Exclusions, row => chosen.Contains((row.Member, row.Household)) || chosen.Contains((row.Household, row.Member)));
    }

    [Fact]
    public void People_live_about_their_communities_and_choose_who_is_near()
    {
        var lists = Samples.Generate(new(Samples.Demonstration));
        var communities = lists.Organizations.Where(row => row.Kind == "community").ToDictionary(row => row.Area, row => row.Place, StringComparer.Ordinal);
        var distances = lists.Households.Select(row => row.Place.MetresTo(communities[row.Area])).Order().ToList();
        Assert.InRange(distances[distances.Count / 2], 300, 650);
        Assert.InRange(distances[^1], 1_000, 5_000);

        var members = lists.Members.ToDictionary(row => row.Id, row => row.Place, StringComparer.Ordinal);
        var homes = lists.Households.ToDictionary(row => row.Id, row => row.Place, StringComparer.Ordinal);
        var chosen = lists.Choices.Where(choice => choice.From[0] == 'H').Select(choice => homes[choice.From].MetresTo(members[choice.To])).Order().ToList();
        Assert.InRange(chosen[chosen.Count / 2], 10, 250);
    }

    [Fact]
    public void Communities_offer_room_for_every_organ_where_twenty_each_are_enough()
    {
        foreach (var organs in new[] { 1, 120, 600 })
        {
            var lists = Samples.Generate(new(Samples.Demonstration, organs, 0, 0));
            var wanted = lists.Organizations.Where(row => row.Kind == "organ").Sum(row => row.Seats ?? 1);
            Assert.InRange(lists.Organizations.Where(row => row.Kind == "community").Sum(row => row.Seats!.Value), wanted, 62 * 20);
        }
    }

    [Fact]
    public void People_are_of_an_age_and_plainly_synthetic()
    {
        var lists = Samples.Generate(new(Samples.Demonstration));
        Assert.All(lists.Members, row => Assert.InRange(Age(row.IdNumber), 22, 59));
        Assert.All(lists.Households, row => Assert.InRange(Age(row.IdNumber), 20, 97));
        var alone = lists.Households.Where(row => row.Categories.Contains("elder-alone", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(alone);
        Assert.All(alone, row => Assert.InRange(Age(row.IdNumber), 65, 97));
        Assert.Contains(lists.Households, row => row.IdNumber.Length == 15);
        Assert.Contains(lists.Households, row => row.IdNumber.EndsWith('x'));
        Assert.All(lists.Members, row => Assert.StartsWith("169", row.Phone, StringComparison.Ordinal));
        Assert.All(lists.Households, row => Assert.Contains("示例路", row.Address, StringComparison.Ordinal));
        Assert.InRange(lists.Members.Count(row => row.IdNumber.StartsWith("320102", StringComparison.Ordinal)), 6_000, 7_000);
    }

    static int Age(string number)
    {
        Assert.Null(CitizenNumber.Check(number, day, out var birth));
        var age = day.Year - birth.Year;
        return birth.AddYears(age) > day ? age - 1 : age;
    }
}
