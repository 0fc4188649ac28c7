using System.Globalization;
using Contracts;

namespace Local;

/// <summary>Issues the synthetic people of one list: name, number and telephone of each, none of them twice.</summary>
/// <remarks>
/// Telephones begin with 169, a range of mobile numbers that is planned but given to nobody. The sequence part of an ID
/// number is drawn from the last that a day has, as long as they are free, so that it is seldom anybody's; 996–999 are
/// left out, which marked centenarians. Members and households draw from different sequences and telephones, so that
/// nobody stands in both lists and neither list hangs on the length of the other.
/// </remarks>
sealed class People
{
    readonly HashSet<ulong> issued = [];
    readonly string own;
    readonly IReadOnlyList<string> known;
    readonly string[] abolished;
    readonly DateOnly day;
    readonly bool inService;
    int drawn;

    public People(DistrictAreas areas, DateOnly day, bool inService)
    {
        own = AreaCode.Prefix(areas.District.Code, AreaLevel.District);
        known = areas.KnownDistricts;
        this.day = day;
        this.inService = inService;
        // Counties of the same city that the list no longer has: their numbers stay valid for life.
        abolished = [.. Enumerable.Range(1, 29).Select(i => $"{own[..4]}{i:00}").Where(code => !known.Contains(code)).DefaultIfEmpty(own)];
    }

    /// <summary>A person whose age in whole years lies between the two, both included.</summary>
    public (string Name, string Number, string Phone) Draw(SeededRandom random, int youngest, int oldest)
    {
        var (number, woman) = Number(random, youngest, oldest);
        return (PersonNames.Draw(random, woman), number, Telephone());
    }

    /// <summary>As a list of long standing may spell it: sometimes with a small x, or in its 15-digit form.</summary>
    public static string Spelt(string number, SeededRandom random)
    {
        if (number[^1] == 'X' && random.Chance(0.2))
            return number[..17] + 'x';
        return random.Chance(0.01) && number.AsSpan(6, 2).SequenceEqual("19") ? $"{number[..6]}{number[8..17]}" : number;
    }

    (string Number, bool Woman) Number(SeededRandom random, int youngest, int oldest)
    {
        var area = random.Unit() switch
        {
            < 0.80 => own,
            < 0.95 => random.Pick(known),
            _ => random.Pick(abolished),
        };
        for (var attempt = 0; ; attempt++)
        {
            // Born after the day on which they would be a year too old, and not later than to be old enough.
            var first = day.AddYears(-oldest - 1).AddDays(1).DayNumber;
            var birth = DateOnly.FromDayNumber(random.Between(first, day.AddYears(-youngest).DayNumber));
            var sequence = (attempt < 20, inService) switch
            {
                (true, true) => random.Between(900, 947),
                (true, false) => random.Between(948, 995),
                (false, true) => random.Between(1, 449),
                (false, false) => random.Between(450, 899),
            };
            var digits = string.Create(CultureInfo.InvariantCulture, $"{area}{birth:yyyyMMdd}{sequence:000}");
            if (issued.Add(ulong.Parse(digits, CultureInfo.InvariantCulture)))
                return (digits + CitizenNumber.CheckCharacter(digits), sequence % 2 == 0);
        }
    }

    /// <summary>169 and eight digits, odd turns for members: a step that shares no factor with 100,000,000 comes to each once.</summary>
    string Telephone()
    {
        var turn = 2L * drawn++ + (inService ? 1 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"169{(10_000_019 + 61_803_399 * turn) % 100_000_000:00000000}");
    }
}
