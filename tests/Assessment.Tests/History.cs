using Contracts.Households;
using Contracts.Members;
using Contracts.Organizations;
using Contracts.Volunteering;
using static Assessment.Tests.Province;

namespace Assessment.Tests;

/// <summary>A made-up history of a few districts: everything changes several times, and is told in packets of every size.</summary>
sealed class History(Random chance)
{
    static readonly string[] communities =
    [
        "320102001001", "320102001002", "320102002001", "320102003001", "320104001001", "320104001002", "320104002001", "320115001201",
    ];

    static readonly string[] statuses = ["proposed", "confirmed", "declined", "ended"];

    const int versions = 4;

    public IReadOnlyList<object> Facts { get; } = Make(chance);

    static IReadOnlyList<object> Make(Random chance)
    {
        var facts = new List<object>();
        for (var version = 1; version <= versions; version++)
        {
            var now = version;
            facts.Add(Campaign("k", "320102", now));
            facts.Add(Campaign("l", "3201", now));
            Packets(Every(16, "O", id => Organization(id, chance.Next(3) == 0 ? "enterprise" : "organ", Any(communities), chance.Next(1, 4), now)), items => new OrganizationsChanged(items));
            Packets(Every(8, "C", id => Organization(id, "community", Any(communities), chance.Next(1, 6), now)), items => new OrganizationsChanged(items));
            Packets(Every(90, "M", id => Member(id, Some("O", 16), chance.Next(8) != 0, now)), items => new MembersChanged(items));
            Packets(Every(5, "N", id => Member(id, Some("C", 8), version: now)), items => new MembersChanged(items));
            Packets(Every(110, "h", id => Household(id, Any(communities), chance.Next(9) != 0, now)), items => new HouseholdsChanged(items));
            foreach (var campaign in (string[])["k", "l"])
            {
                Packets(
                    Every(140, campaign + "p", id => Pairing(id, Some("h", 120), Some("M", 95), Any(statuses), now, Any(communities), chance.Next(1, 3))),
                    items => new MemberPairingsChanged(campaign, items));
                Packets(
                    Every(25, campaign + "q", id => OrganPairing(id, Some("O", 16), Some("C", 8), Any(communities), Any(statuses), now)),
                    items => new OrganizationPairingsChanged(campaign, items));
            }
            facts.Add(new PostClaimed($"c{now}", "p1", "M1", "O1", First, new DateTime(2026, 3, now, 0, 0, 0, DateTimeKind.Utc)));
        }
        return facts;

        T Any<T>(T[] of) => of[chance.Next(of.Length)];

        string Some(string letter, int of) => $"{letter}{chance.Next(of)}";

        // Not everything changes every time, and what is never told of is not there.
        List<T> Every<T>(int count, string letter, Func<string, T> make) =>
            [.. Enumerable.Range(0, count).Where(_ => chance.Next(3) != 0).Select(number => make($"{letter}{number}"))];

        void Packets<T>(List<T> items, Func<IReadOnlyList<T>, object> fact)
        {
            for (var at = 0; at < items.Count;)
            {
                var size = Math.Min(chance.Next(1, 40), items.Count - at);
                facts.Add(fact(items.GetRange(at, size)));
                at += size;
            }
        }
    }
}
