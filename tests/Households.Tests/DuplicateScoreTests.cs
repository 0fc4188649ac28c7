using Contracts;
using Defaults;

namespace Households.Tests;

/// <summary>The rule book of the score: what speaks for and against two households being one.</summary>
public sealed class DuplicateScoreTests
{
    static DuplicateScoreTests() => Texts.Load(typeof(HouseholdsService).Assembly);

    static readonly Place here = new(118.80, 32.05, Crs.Wgs84);
    static readonly Place next = new(118.801, 32.05, Crs.Wgs84); // some 95 m
    static readonly Place far = new(118.83, 32.05, Crs.Wgs84); // some 2,830 m

    // A person is name/ID number/phone/birth, each by one letter, - for none; a household is persons and an address.
    public static TheoryData<string, string, int, string> Rules => new()
    {
        { "a/1/-/-", "b/1/-/-", 60, "same-id-number 60 1 1" },
        { "a/-/-/x", "a/-/-/x", 45, "same-name-and-birth 45 1 1" },
        { "a/-/p/-", "a/-/p/-", 35, "same-name-and-phone 35 1 1" },
        { "a/-/p/-", "b/-/p/-", 15, "same-phone 15 1 1" },
        { "a/-/-/-", "a/-/-/-", 0, "" },
        { "a/-/-/- @k", "b/-/-/- @k", 25, "same-address 25 0 0" },
        { "a/-/-/- @none", "b/-/-/- @none", 0, "" },
        { "a/-/-/- @unmade", "b/-/-/- @unmade", 0, "" },
        { "a/1/p/x @k", "a/1/p/x @k", 85, "same-id-number 60 1 1;same-address 25 0 0" },
        { "a/1/-/x @k", "a/2/-/x @k", 30, "same-name-and-birth 45 1 1;other-id-number -40 1 1;same-address 25 0 0" },
        { "a/1/-/x", "a/2/-/y", 0, "other-id-number -40 1 1" },
        { "a/-/p/x", "a/-/p/y", 10, "same-name-and-phone 35 1 1;other-birth-date -25 1 1" },
        { "a/1/p/x @k", "a/2/p/y @k", 20, "same-name-and-phone 35 1 1;other-id-number -40 1 1;same-address 25 0 0" },
        { "a/1/-/-;b/2/-/-", "c/2/-/-;d/1/-/-", 100, "same-id-number 60 1 2;same-id-number 60 2 1" },
        { "a/-/p/-;b/-/p/-", "c/-/p/-", 15, "same-phone 15 1 1" },
        { "a/-/p/-;b/1/p/-", "b/1/p/-;c/-/p/-", 75, "same-id-number 60 2 1;same-phone 15 1 2" },
        { "a/-/-/x;a/-/-/x", "a/-/-/x", 45, "same-name-and-birth 45 1 1" },
        { "a/-/-/- @k", "b/-/-/- @k far", 10, "same-address 25 0 0;far-apart -15 0 0" },
        { "a/-/-/- @k", "b/-/-/- @k next", 25, "same-address 25 0 0" },
        { "a/-/-/- @k", "b/-/-/- @k nowhere", 25, "same-address 25 0 0" },
    };

    [Theory, MemberData(nameof(Rules))]
    public void Each_agreement_counts_once_a_person_and_says_so_in_either_order(string one, string other, int points, string lines)
    {
        var (first, second) = (Read("h1", one), Read("h2", other));
        var score = DuplicateScore.Of(first, second);
        Assert.Equal((points, lines), (score.Points, score.ToText()));
        var turned = DuplicateScore.Of(second, first);
        Assert.Equal((points, lines), (turned.Points, turned.ToText()));
        Assert.Equal(lines, DuplicateScore.Read(lines).ToText());
        Assert.All(score.Lines, line => Assert.NotEqual("duplicate-" + line.What, line.Message));
    }

    [Fact]
    public void Each_rule_of_the_table_is_in_the_rule_book()
    {
        var told = Rules.SelectMany(row => ((string)row[3]).Split(';')).Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var table = DuplicateRule.Agreeing.Concat(DuplicateRule.Against).Where(it => it.Points != 0).Select(it => it.What).Concat(DuplicateRule.OfHouseholds.Select(it => it.What));
        Assert.All(table, what => Assert.Contains(what, told));
    }

    [Theory]
    [InlineData("梅园新村１２号楼３单元５０１室", "梅园新村12号楼3单元501室")]
    [InlineData(" 梅园新村 12号楼，3单元 （501室）", "梅园新村12号楼3单元501室")]
    [InlineData("梅园新村12-3-501", "梅园新村12-3-501")]
    [InlineData("梅园新村12—3 501", "梅园新村12-3-501")]
    [InlineData("Ａ座 B室", "a座b室")]
    [InlineData("……", "")]
    public void An_address_is_compared_however_it_is_written(string written, string plain) => Assert.Equal(plain, PlainAddress.Of(written));

    [Theory]
    [InlineData("h1", "h2")]
    [InlineData("h10", "h2")]
    [InlineData("\uE000", "\U00020000")] // the order of bytes, where UTF-16 has another
    public void A_pair_has_no_order(string one, string other)
    {
        Assert.Equal(HouseholdPair.Of(one, other), HouseholdPair.Of(other, one));
        Assert.Equal(one, HouseholdPair.Of(other, one).One);
        Assert.Throws<Defaults.InvalidException>(() => HouseholdPair.Of(one, one));
    }

    static KeyedHousehold Read(string id, string text)
    {
        var parts = text.Split(' ');
        var address = parts.FirstOrDefault(it => it.StartsWith('@'));
        var place = parts.Contains("far") ? far : parts.Contains("next") ? next : parts.Contains("nowhere") ? (Place?)null : here;
        var persons = parts[0].Split(';').Select((person, at) => Person(id, at + 1, person.Split('/'))).ToList();
        return new KeyedHousehold(id, Bureau.First, 1, address switch { null or "@none" => 0, "@unmade" => null, _ => address[1] }, place, persons);
    }

    static KeyedPerson Person(string household, int number, string[] said) => new(
        household, number, said[0], said[1] == "-" ? null : said[1], said[2] == "-" ? null : said[2], said[3] == "-" ? null : HashCode.Combine(said[0], said[3]));
}
