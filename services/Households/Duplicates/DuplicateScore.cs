using System.Globalization;
using Defaults;

namespace Households;

/// <summary>How likely two households are one, 0 to 100, and where that comes from; the same whichever of them is named first.</summary>
sealed record DuplicateScore(int Points, IReadOnlyList<DuplicateLine> Lines)
{
    public static DuplicateScore Of(KeyedHousehold one, KeyedHousehold other)
    {
        if (HouseholdPair.Compare(one.Id, other.Id) > 0) (one, other) = (other, one);
        var lines = DuplicateRule.OfHouseholds.Where(it => it.Holds(one, other)).Select(it => new DuplicateLine(it.What, it.Points, 0, 0));
        return Of([.. OfPersons([.. one.Persons], [.. other.Persons]), .. lines]);
    }

    static DuplicateScore Of(IReadOnlyList<DuplicateLine> lines) => new(Math.Clamp(lines.Sum(it => it.Points), 0, DuplicateRule.Most), lines);

    /// <summary>Each person is compared with one of the other household: with whom the strongest agreement is.</summary>
    static IEnumerable<DuplicateLine> OfPersons(List<KeyedPerson> free, List<KeyedPerson> others)
    {
        foreach (var rule in DuplicateRule.Agreeing)
            foreach (var person in free.ToList())
            {
                if (others.Find(it => rule.Holds(person, it)) is not { } match) continue;
                free.Remove(person);
                others.Remove(match);
                if (rule.Points != 0) yield return new DuplicateLine(rule.What, rule.Points, person.Number, match.Number);
                foreach (var against in DuplicateRule.Against.Where(it => it.Holds(person, match)).Take(1))
                    yield return new DuplicateLine(against.What, against.Points, person.Number, match.Number);
            }
    }

    /// <summary>As it is stored: nothing personal.</summary>
    public string ToText() => string.Join(';', Lines.Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.What} {it.Points} {it.Person} {it.Other}")));

    public static DuplicateScore Read(string text) => Of([.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)]);

    static DuplicateLine ReadLine(string text)
    {
        var parts = text.Split(' ');
        int Number(int at) => int.Parse(parts[at], CultureInfo.InvariantCulture);
        return new DuplicateLine(parts[0], Number(1), Number(2), Number(3));
    }
}

/// <param name="What">same-id-number, same-name-and-birth, same-name-and-phone, same-phone, same-address, or against it other-id-number, other-birth-date, far-apart</param>
/// <param name="Person">number of the person of the first household, 0 where it is about the households</param>
/// <param name="Other">number of the person of the second</param>
sealed record DuplicateLine(string What, int Points, int Person, int Other)
{
    public string Message => Texts.Of("duplicate-" + What);
}
