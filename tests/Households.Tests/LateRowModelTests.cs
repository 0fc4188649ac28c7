using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Households.Tests.Pushing;

namespace Households.Tests;

/// <summary>
/// The same lists, in the order of their days, and shuffled, repeated, overlapping: each household ends with the same present and
/// the same history, whatever the order.
/// </summary>
public sealed class LateRowModelTests
{
    const int Orders = 2;
    static readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("PAIRING_TEST_SEED"), out var given) ? given : 20260310;
    static readonly DateOnly[] days = [new(2026, 1, 5), new(2026, 1, 12), new(2026, 1, 13), new(2026, 2, 1), new(2026, 2, 20), new(2026, 3, 1), new(2026, 3, 9)];
    static readonly string[] categories = ["minimum-living", "disability", "elder-alone"];

    public static IEnumerable<object[]> Worlds =>
        from provider in Support.TestStore.Providers
        from everyone in (bool[])[true, false]
        select (object[])[provider[0], everyone];

    sealed record Kin(string Role, string Name, string[] Categories);

    /// <param name="Ended">days before the list's day on which it left, null while it is in the database</param>
    sealed record Said(string Area, string? Address, string[] Categories, string[] Needs, IReadOnlyList<Kin> Persons, int? Ended);

    /// <summary>What each day's list says of one household; null where it does not name it.</summary>
    sealed record Life(Said?[] Days);

    static readonly Gen<string[]> some = Gen.SubListOf(categories).Select(it => it.ToArray());

    static Gen<Said> Says(bool ends) =>
        from area in Gen.Elements(Bureau.First, Bureau.First, Bureau.Second)
        from address in Gen.Elements(null, "梅园新村1号", "北门桥3号")
        from held in some
        from needs in Gen.SubListOf("medical", "legal")
        from head in Gen.Elements("王秀英", "王秀英", "李建国")
        from child in Gen.Choose(0, 2)
        from childs in some
        from ended in Gen.Choose(0, 9)
        from before in Gen.Elements(0, 0, 2, 20)
        select new Said(area, address, held, [.. needs], child == 0 ? [new("head", head, [])] : [new("head", head, []), new("child", child == 1 ? "王小宝" : "王小妹", childs)], ends && ended == 0 ? before : null);

    // An end is said only of who is known: the first list names those who may leave, and comes first in any order.
    static readonly Gen<Life> lives =
        from leaves in Gen.Elements(true, false)
        from first in Says(ends: false)
        from rest in Gen.Frequency((2, Says(leaves).Select(it => (Said?)it)), (1, Gen.Constant<Said?>(null))).ArrayOf(days.Length - 1)
        from again in Gen.Choose(0, days.Length - 2)
        select new Life([leaves ? first : null, .. rest.Select((it, at) => at > again && it is not null && at % 2 == 0 ? rest[again] ?? it : it)]);

    [Theory, MemberData(nameof(Worlds))]
    public async Task Lists_in_any_order_again_and_overlapping_end_with_the_same_history(string provider, bool everyone)
    {
        await using var bureau = await Bureau.OpenAsync(provider);
        var (random, all) = (new Random(seed), Gen.Sample(lives, 20, new Rnd((ulong)seed), Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") is null ? 60 : 600).ToArray());
        for (var order = 0; order <= Orders; order++)
        {
            var turned = order == 0 ? days.Select((_, day) => day).ToArray() : [0, .. Shuffled(random)];
            for (var at = 0; at < turned.Length; at++)
                foreach (var half in order == 0 || at == 0 ? [all.Length] : (int[])[random.Next(all.Length), random.Next(all.Length)])
                {
                    // Two lists of one day that overlap: one from the front and one from the back.
                    var rows = half == all.Length ? Enumerable.Range(0, all.Length) : half % 2 == 0 ? Enumerable.Range(0, all.Length).Take(half + 1) : Enumerable.Range(0, all.Length).Skip(half / 2);
                    await PushAsync(bureau, everyone, $"{order}-{at}-{half}", rows, order, turned[at], all);
                }
            for (var day = 0; order > 0 && day < days.Length; day++) await PushAsync(bureau, everyone, $"{order}-again-{day}", Enumerable.Range(0, all.Length), order, day, all);
        }
        await CompareAsync(bureau, all);
    }

    static int[] Shuffled(Random random)
    {
        var order = Enumerable.Range(0, days.Length).Concat(Enumerable.Range(1, days.Length - 1)).ToArray();
        random.Shuffle(order);
        return order;
    }

    static async Task PushAsync(Bureau bureau, bool everyone, string number, IEnumerable<int> which, int order, int day, Life[] all)
    {
        var lines = which.Where(it => all[it].Days[day] is not null).Select(it => Line(everyone, $"o{order}-h{it}", all[it].Days[day]!, days[day])).ToArray();
        if (lines.Length == 0) return;
        var batch = everyone ? await bureau.PushAsync(number, string.Join('\n', lines) + "\n", type: "application/x-ndjson") : await bureau.PushAsync(number, Csv(lines));
        Assert.True((int)batch["rejected"]! + (int)batch["parked"]! == 0, $"{Counts(batch)}: {string.Join("; ", await bureau.ReportAsync(batch))}; seed {seed}");
    }

    static string Line(bool everyone, string id, Said said, DateOnly day)
    {
        var left = said.Ended is { } before ? (DateOnly?)(day.AddDays(-before) < days[0] ? days[0] : day.AddDays(-before)) : null;
        if (everyone)
            return JsonSerializer.Serialize(new
            {
                id, area = said.Area, address = said.Address, asOf = day, categories = said.Categories, needs = said.Needs,
                persons = said.Persons.Select(it => new { role = it.Role, name = it.Name, categories = it.Categories }),
                end = left is null ? null : new { reason = "moved-away", on = left },
            }, wire);
        var row = Bureau.Row(id, said.Persons[0].Name, area: said.Area, address: said.Address ?? "", longitude: "", latitude: "",
            categories: string.Join(';', said.Categories), needs: string.Join(';', said.Needs), asOf: $"{day:yyyy-MM-dd}");
        return left is null ? row : Ended(row, $"{left:yyyy-MM-dd}", "moved-away");
    }

    static readonly JsonSerializerOptions wire = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static async Task CompareAsync(Bureau bureau, Life[] all)
    {
        await using var scope = bureau.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Defaults.CallerSlot>().Caller = Defaults.Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<HouseholdsStore>();
        var now = (await db.Households.AsNoTracking().Include(it => it.Persons).ToListAsync()).ToDictionary(it => it.Id, StringComparer.Ordinal);
        var stories = await scope.ServiceProvider.GetRequiredService<LoadStory>().RunAsync(now.Values, null, CancellationToken.None);
        var late = await db.LateStatements.CountAsync();
        for (var it = 0; it < all.Length; it++)
            for (var order = 1; order <= Orders; order++)
            {
                if (!now.TryGetValue($"o0-h{it}", out var calm)) continue;
                var (turned, life) = (now[$"o{order}-h{it}"], $"seed {seed}, household {it}, order {order}:\n" + string.Join('\n', all[it].Days.Select((said, day) => $"{days[day]:O} {JsonSerializer.Serialize(said, wire)}")));
                var (told, heard) = (stories[calm.Id], stories[turned.Id]);
                Assert.True(Text(calm.State(), told) == Text(turned.State(), heard), $"{life}\n{Text(calm.State(), told)}\n{Text(turned.State(), heard)}");
                Assert.True((calm.Since, calm.AsOf) == (turned.Since, turned.AsOf), $"{life}\n{calm.Since} {calm.AsOf}, {turned.Since} {turned.AsOf}");
                for (var day = days[0].AddDays(-1); day <= days[^1]; day = day.AddDays(1))
                {
                    var (one, other) = (Story.On(told, day), Story.On(heard, day));
                    Assert.True(Text(one?.State, told) == Text(other?.State, heard), $"{life}\n{day:O}\n{Text(one?.State, told)}\n{Text(other?.State, heard)}");
                }
            }
        Assert.True(late > all.Length, $"only {late} rows were kept late");
    }

    /// <summary>A state without the numbers of its persons, which follow the order in which they were heard of.</summary>
    static string Text(HouseholdState? state, IReadOnlyList<KnownState> story)
    {
        if (state is null) return "";
        var names = story.SelectMany(it => it.State.Persons).DistinctBy(it => it.Number).ToDictionary(it => it.Number, it => it.Name);
        var held = HeldCategory.Read(state.Held).Select(it => $"{names.GetValueOrDefault(it.Person)} {it.Code} {it.ValidFrom:O} {it.ValidTo:O}").Order(StringComparer.Ordinal);
        var persons = state.Persons.Select(it => $"{it.Role} {it.Name} {it.Birth:O}").Order(StringComparer.Ordinal);
        return $"{state.Area} {state.Address} {state.Active} {state.EndedOn:O} {state.EndReason} {state.Need} {string.Join(',', state.Needs)} [{string.Join("; ", persons)}] [{string.Join("; ", held)}]";
    }
}
