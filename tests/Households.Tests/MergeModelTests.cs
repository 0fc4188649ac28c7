using Defaults;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace Households.Tests;

/// <summary>
/// Decisions about which households are one, and which are not, in any order: where each of them was permitted, the same
/// decisions leave the same register behind.
/// </summary>
public sealed class MergeModelTests : IDisposable
{
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260310;
    static readonly string[] ids = ["a", "b", "c", "d", "e", "f"];
    static readonly string[] names = ["甲", "乙", "丙", "丁"];
    static readonly string[] numbers = ["11010519491231002X", "440524188001010014", "320102197503042215"];
    static readonly DateOnly today = new(2026, 3, 10);
    static readonly DateTime now = new(2026, 3, 10, 1, 0, 0, DateTimeKind.Utc);

    readonly string folder = Directory.CreateTempSubdirectory("pairing-test-").FullName;
    readonly Keys keys;

    public MergeModelTests() => keys = new Keys(new Sealing(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Folder"] = folder }).Build(), TimeProvider.System));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A merge of the second into the first, or the verdict that they are two.</summary>
    sealed record Decision(string Keep, string Other, bool IsMerge);

    sealed record World(IReadOnlyList<PersonEntry[]> Families, IReadOnlyList<Decision> Decisions, int Shuffle);

    // A person is all of what is said: two who are the same in two households say the same, as one person would.
    static readonly Gen<PersonEntry> persons =
        from name in Gen.Choose(0, names.Length - 1)
        from number in Gen.Choose(-3, numbers.Length - 1)
        from category in Gen.Choose(0, 2)
        let born = new DateOnly(1950 + name, 1, 1)
        select number < 0
            ? new PersonEntry(null, "other", names[name], null, null, born, null, Categories(category))
            : new PersonEntry(null, "other", "号" + numbers[number][..1], numbers[number], null, new DateOnly(1900, 1, 1), null, Categories(category));

    static string[] Categories(int which) => which == 0 ? [] : [Contracts.Aid.Categories[which].Code];

    static readonly Gen<World> worlds =
        from families in persons.ListOf(3).Select(it => it.DistinctBy(person => (person.Name, person.IdNumber)).ToArray()).ArrayOf(ids.Length)
        from count in Gen.Choose(2, 5)
        from decisions in (
            from keep in Gen.Elements(ids)
            from other in Gen.Elements(ids.Except([keep]).ToArray())
            from merge in Gen.Choose(0, 2)
            select new Decision(keep, other, merge > 0)).ListOf(count)
        from shuffle in Gen.Choose(0, int.MaxValue - 1)
        select new World(families, [.. decisions.Distinct()], shuffle);

    [Fact]
    public void Merges_and_verdicts_that_are_all_permitted_end_equal_in_any_order()
    {
        var compared = 0;
        var config = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay((ulong)seed, 1UL | (ulong)seed << 1);
        Check.One(config, Prop.ForAll(worlds.ToArbitrary(), world =>
        {
            var turned = world.Decisions.ToArray();
            new Random(world.Shuffle).Shuffle(turned);
            var (first, second) = (Run(world, world.Decisions), Run(world, turned));
            if (first is null || second is null || turned.SequenceEqual(world.Decisions)) return true;
            compared++;
            return first == second;
        }));
        Assert.True(compared > 300, $"only {compared} orders were both permitted; seed {seed}");
    }

    [Fact]
    public void A_verdict_is_the_same_in_either_order_of_its_pair_and_forbids_the_merge()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay((ulong)seed, 1UL | (ulong)seed << 1), Prop.ForAll(worlds.ToArbitrary(), world =>
        {
            var verdicts = world.Decisions.Where(it => !it.IsMerge).ToList();
            var turned = verdicts.Select(it => it with { Keep = it.Other, Other = it.Keep }).ToList();
            return Run(world, verdicts) == Run(world, turned)
                && verdicts.All(it => Run(world, [it, it with { IsMerge = true }]) is null && Run(world, [it, new Decision(it.Other, it.Keep, true)]) is null);
        }));
    }

    /// <summary>What is in the register after these decisions, as text without the numbers of persons; null where one was not permitted.</summary>
    string? Run(World world, IReadOnlyList<Decision> decisions)
    {
        var register = ids.Select((id, at) => Household.Enter(Entry(id, at, world.Families[at]), NeedRule.Default, keys, new Source("test", now))).ToDictionary(it => it.Id, StringComparer.Ordinal);
        var verdicts = new HashSet<HouseholdPair>();
        foreach (var it in decisions)
        {
            var (keep, other, pair) = (register[it.Keep], register[it.Other], HouseholdPair.Of(it.Keep, it.Other));
            if (!keep.Active || !other.Active || it.IsMerge && verdicts.Contains(pair)) return null;
            if (!it.IsMerge) verdicts.Add(pair);
            else HouseholdMerge.Of(keep, other, new MergeInput(it.Keep), CodeLists.Of([.. ReferenceCode.First()]), today).Apply(today, NeedRule.Default, keys, "somebody", now);
        }
        string EndOf(string? id) => id is null ? "" : register[id].MergedInto is { } next ? EndOf(next) : id;
        return string.Join('\n', register.Values.Select(it => $"{Text(it)} {EndOf(it.MergedInto)}").Concat(verdicts.Select(it => $"{it.One} is not {it.Other}").Order(StringComparer.Ordinal)));
    }

    static string Text(Household it)
    {
        string Held(int person) => string.Join(',', it.Categories.Where(held => held.Person == person && held.Holds).Select(held => held.Code).Order(StringComparer.Ordinal));
        var persons = it.Persons.Select(person => $"{person.Role} {person.Name} {person.IdNumber} {person.Birth:O} {Held(person.Number)}").Order(StringComparer.Ordinal);
        return $"{it.Id} {it.Active} {it.EndReason} {it.AsOf:O} {it.Need} {string.Join(',', it.Needs)} {Held(0)} [{string.Join("; ", persons)}]";
    }

    static HouseholdEntry Entry(string id, int at, PersonEntry[] family) => new(
        id, Bureau.First, null, null, [Contracts.Aid.Kinds[at].Code], [Contracts.Aid.Categories[at].Code], new DateOnly(2026, 3, 1), [PersonEntry.Head("户主" + id, null, null), .. family]);
}
