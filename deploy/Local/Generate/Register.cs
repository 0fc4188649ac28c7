using Contracts;

namespace Local;

/// <summary>The people of a synthetic district: in-service members (在职党员) and needy households (困难群众).</summary>
static class Register
{
    static readonly (string Skill, int Weight)[] skills =
    [
        ("medical", 6), ("legal", 9), ("schooling", 14), ("employment", 9), ("elder-care", 6), ("child-care", 5), ("disability-care", 3),
        ("repairs", 7), ("counselling", 7), ("digital", 13), ("errands", 12), ("company", 9),
    ];

    static readonly int[] skillTotals = Hardship.Totals([.. skills.Select(item => item.Weight)]);

    public static MemberRow[] Members(
        IReadOnlyList<OrganizationRow> organs, Geography geography, People people, GenerateOptions options)
    {
        var random = new SeededRandom(options.Seed, "members");
        var sizes = Hardship.Totals([.. organs.Select(_ => random.Between(1, 10) * random.Between(1, 10))]);
        var members = new MemberRow[options.Members];
        for (var i = 0; i < members.Length; i++)
        {
            var (community, place) = geography.Home(random, anywhere: 0.25);
            var (name, number, phone) = people.Draw(random, 22, 59);
            // Everybody's organization has at least one member where there are enough.
            var organ = i < organs.Count ? i : random.Weighted(sizes);
            var seats = random.Unit() switch
            {
                < 0.75 => 1,
                < 0.95 => 2,
                _ => 3,
            };
            members[i] = new(
                Organs.Id("M", i, members.Length, 6), name, number, phone, organs[organ].Id, geography.Communities[community].Code,
                place, Declaring.Of(place, geography, random, Declaring.Missing), Skills(random), seats);
        }
        return members;
    }

    public static HouseholdRow[] Households(Geography geography, People people, GenerateOptions options)
    {
        var random = new SeededRandom(options.Seed, "households");
        var households = new HouseholdRow[options.Households];
        for (var i = 0; i < households.Length; i++)
        {
            var (community, place) = geography.Home(random, anywhere: 0.15);
            var categories = Hardship.Categories(random);
            var (youngest, oldest) = Hardship.Ages(categories, random);
            var (name, number, phone) = people.Draw(random, youngest, oldest);
            var address = $"{Organs.BareName(geography.Communities[community].Name)}示例路{random.Between(1, 200)}号{random.Between(1, 30)}幢{random.Between(1, 6)}0{random.Between(1, 4)}室";
            households[i] = new(
                Organs.Id("H", i, households.Length, 6), name, People.Spelt(number, random), random.Chance(0.03) ? "" : phone,
                geography.Communities[community].Code, address, place, Declaring.Of(place, geography, random, Declaring.Missing),
                string.Join(';', categories), string.Join(';', Hardship.Needs(categories, random)),
                options.Day.AddDays(-random.Below(60)));
        }
        return households;
    }

    /// <summary>Up to three; one member in ten has named none.</summary>
    static string Skills(SeededRandom random)
    {
        if (random.Chance(0.1))
            return "";
        var drawn = new List<string>();
        for (var i = random.Between(1, 3); i > 0; i--)
        {
            var (skill, _) = skills[random.Weighted(skillTotals)];
            if (!drawn.Contains(skill))
                drawn.Add(skill);
        }
        return string.Join(';', drawn);
    }
}
