using Contracts;
using Defaults;
using Microsoft.Extensions.Configuration;

namespace Households.Tests;

/// <summary>What a household takes over and what it keeps, without a store.</summary>
public sealed class HouseholdTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
    readonly Keys keys;

    public HouseholdTests() => keys = new Keys(new Sealing(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Folder"] = folder }).Build(), TimeProvider.System));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_category_holds_from_the_day_it_was_said_to_the_day_it_was_no_longer()
    {
        var household = Enter(Entry(1, ["child", "marginal"]));
        Take(household, Entry(5, ["marginal", "disability"]));
        Take(household, Entry(9, ["child"]));
        Assert.Equal(
            ["child 1-5", "child 9-", "disability 5-9", "marginal 1-9"],
            household.Categories.Select(it => $"{it.Code} {it.ValidFrom.Day}-{it.ValidTo?.Day}").Order(StringComparer.Ordinal));
        Assert.Equal(["child"], household.HeldCodes);
    }

    [Fact]
    public void A_category_taken_back_on_its_first_day_never_held_and_one_given_back_on_its_last_held_on()
    {
        var household = Enter(Entry(1, ["marginal"]));
        Take(household, Entry(5, ["child"]));
        Take(household, Entry(5, ["marginal"]));
        Assert.Equal(["marginal 1-"], household.Categories.Select(it => $"{it.Code} {it.ValidFrom.Day}-{it.ValidTo?.Day}"));
    }

    [Fact]
    public void A_list_speaks_of_the_head_and_of_the_household_as_a_whole_only()
    {
        var household = Enter(Entry(1, ["marginal"], Person("head", "王秀英", birth: new DateOnly(1950, 1, 2), gender: "female"), Person("child", "李建国", categories: ["disability"])));
        var head = PersonEntry.Head("王秀英", null, "13812345678");
        Assert.NotEqual(Taken.Nothing, household.Take(Entry(5, ["child"], head), everyone: false, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal(["child", "disability"], household.HeldCodes.Order());
        Assert.Equal(2, household.Persons.Count);
        Assert.Equal(("13812345678", new DateOnly(1950, 1, 2), "female"), (household.Head!.Phone, household.Head.Birth, household.Head.Gender));
        household.Take(Entry(6, ["child"], PersonEntry.Head("赵淑珍", "11010519491231002X", null)), everyone: false, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(("赵淑珍", null, new DateOnly(1949, 12, 31)), (household.Head.Name, household.Head.Phone, household.Head.Birth));
        household.Take(Entry(7, ["child"], PersonEntry.Head("黄永福", null, null)), everyone: false, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal((null, null), (household.Head.Birth, household.Head.Gender));
    }

    /// <summary>Whom a list names as head of a household of 王秀英 (head, a number, disabled) and 李建国 (child, a number); who is there then, and for whom something holds.</summary>
    [Theory]
    [InlineData("李建国", "440524188001010014", "1 parent, 2 head", "1")]
    [InlineData("李建国", null, "1 parent, 2 head", "1")]
    [InlineData("赵淑珍", null, "2 child, 3 head", "")]
    [InlineData("李建国", "320102197503042215", "2 child, 3 head", "")]
    [InlineData("王秀英", "320102197503042215", "1 head, 2 child", "1")]
    [InlineData("王秀瑛", "11010519491231002X", "1 head, 2 child", "1")]
    public void A_new_head_takes_nobodys_place_but_its_own(string name, string? number, string persons, string disabled)
    {
        var household = Enter(Entry(1, [], Person("head", "王秀英", "11010519491231002X", categories: ["disability"]), Person("child", "李建国", "440524188001010014")));
        Assert.NotEqual(Taken.Nothing, household.Take(Entry(5, [], PersonEntry.Head(name, number, null)), everyone: false, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc))));
        Assert.Equal(persons, string.Join(", ", household.Persons.OrderBy(it => it.Number).Select(it => $"{it.Number} {it.Role}")));
        Assert.Equal(disabled, string.Join(", ", household.Categories.Where(it => it.Holds).Select(it => it.Person)));
        Assert.Equal((name, number ?? household.Head!.IdNumber), (household.Head!.Name, household.Head.IdNumber));
    }

    [Fact]
    public void What_is_said_again_changes_nothing()
    {
        var entry = Entry(1, ["marginal"], Person("head", "王秀英", categories: ["disability"]), Person("child", "李建国"));
        var household = Enter(entry);
        var again = entry with { Persons = [.. entry.Persons.Select((person, index) => person with { Number = index + 1 })] };
        Assert.Equal(Taken.Nothing, household.Take(again, everyone: true, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc))));
    }

    [Fact]
    public void Persons_and_categories_move_with_their_household()
    {
        var household = Enter(Entry(1, ["marginal"], Person("head", "王秀英"), Person("child", "李建国")));
        Take(household, Entry(2, ["marginal"]) with { Area = Bureau.Second });
        Assert.All(household.Persons, person => Assert.Equal(Bureau.Second, person.Area));
    }

    [Theory]
    [InlineData("王秀英", "王**")]
    [InlineData("欧阳修", "欧**")]
    [InlineData("王", "王**")]
    [InlineData("𠮷野", "𠮷**")]
    public void A_name_is_masked_behind_its_first_character(string name, string shown) => Assert.Equal(shown, Mask.Name(name));

    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("025-84512345", "025****2345")]
    [InlineData(null, null)]
    public void A_phone_is_masked_in_its_middle(string? phone, string? shown) => Assert.Equal(shown, Mask.Phone(phone));

    [Theory]
    [InlineData("320102194912311234", "320***********1234")]
    [InlineData(null, null)]
    public void An_id_number_is_masked_in_its_middle(string? number, string? shown) => Assert.Equal(shown, Mask.IdNumber(number));

    [Theory]
    [InlineData("南京市玄武区梅园新村街道一号三幢", "南京市玄武****")]
    [InlineData("南京市玄武区梅园新村街道钟岚里社区一号三幢二单元", "南京市玄武区****")]
    [InlineData("三幢", "****")]
    [InlineData(null, null)]
    public void An_address_is_masked_behind_its_beginning(string? address, string? shown) => Assert.Equal(shown, Mask.Address(address));

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", "female")]
    [InlineData("440524188001010014", "1880-01-01", "male")]
    public void An_id_number_says_birth_and_gender(string number, string birth, string gender) =>
        Assert.Equal((DateOnly.Parse(birth), gender), (IdentityNumber.Birth(number), IdentityNumber.Gender(number)));

    [Fact]
    public void A_place_reads_back_to_the_same_numbers()
    {
        var random = new Random(8);
        for (var time = 0; time < 1_000; time++)
        {
            var place = new Place(73 + random.NextDouble() * 63, 3 + random.NextDouble() * 51, (Crs)random.Next(4));
            Assert.Equal(place, Place.Read(place.ToText(), CrsNames.Name(place.Crs)));
        }
    }

    [Fact]
    public void One_point_far_off_is_far_and_does_not_make_the_others_so()
    {
        Coordinates[] near = [new(118.80, 32.05), new(118.81, 32.06), new(118.79, 32.04)];
        var far = new Coordinates(121.4, 31.2);
        foreach (var count in (int[])[2, 3])
        {
            var points = new CommunityPoints([.. near.Take(count), far]);
            Assert.True(points.IsFarFromOthers(far));
            Assert.All(near.Take(count), point => Assert.False(points.IsFarFromOthers(point)));
        }
        Assert.False(new CommunityPoints([far]).IsFarFromOthers(far));
        Assert.False(new CommunityPoints([far, far]).IsFarFromOthers(far));
    }

    Household Enter(HouseholdEntry entry) => Household.Enter(entry, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc)));

    void Take(Household household, HouseholdEntry entry) =>
        Assert.NotEqual(Taken.Nothing, household.Take(entry, everyone: false, NeedRule.Default, keys, new Source("test", new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc))));

    static HouseholdEntry Entry(int day, string[] categories, params PersonEntry[] persons) => new(
        "h1", Bureau.First, null, null, [], categories, new DateOnly(2026, 3, day), persons.Length > 0 ? persons : [PersonEntry.Head("王秀英", null, null)]);

    static PersonEntry Person(string role, string name, string? idNumber = null, DateOnly? birth = null, string? gender = null, string[]? categories = null) =>
        PersonEntry.Numbered(null, role, name, idNumber, null, birth, gender, categories ?? []);
}
