using Contracts.Households;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

public sealed class AnonymisedTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task What_was_said_in_words_of_an_anonymised_household_goes_and_that_it_was_paired_stays(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"), District.Row("m2"));
        await district.EnterAsync((District.Household("h1"), new(118.8, 32.05)), (District.Household("h2"), new(118.8, 32.05)));
        await district.PairAsync();
        foreach (var id in await AskAsync(district, db => db.Pairings.Where(it => it.Until == null).Select(it => it.Id).ToListAsync()))
            await district.PostAsync($"pairings/{id}/end", new { reason = "搬到女儿家" });
        await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", "m1,h1,邻里纠纷", "m2,h1,亲属", "m1,h2,亲属");
        Assert.Equal("h1 搬到女儿家, h2 搬到女儿家; h1 亲属, h1 邻里纠纷, h2 亲属", await WordsAsync(district));
        await district.Service.TellAsync(new HouseholdsAnonymised([new("h1", District.First), new("never-heard-of", District.First)]));
        Assert.Equal("h1 , h2 搬到女儿家; h1 , h1 , h2 亲属", await WordsAsync(district));
        await district.Service.TellAsync(new HouseholdsAnonymised([new("h1", District.First)]));
        Assert.Equal("h1 , h2 搬到女儿家; h1 , h1 , h2 亲属", await WordsAsync(district));
    }

    /// <summary>Of pairings and of conflicts of interest, opened.</summary>
    static Task<string> WordsAsync(District district) => AskAsync(district, async db =>
        string.Join(", ", (await db.Pairings.OrderBy(it => it.Household).ToListAsync()).Select(it => $"{it.Household} {it.EndWords}").Distinct()) + "; "
        + string.Join(", ", (await db.Exclusions.ToListAsync()).Select(it => $"{it.Household} {it.Reason}").Order(StringComparer.Ordinal)));

    static async Task<T> AskAsync<T>(District district, Func<MembersStore, Task<T>> ask)
    {
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        return await ask(scope.ServiceProvider.GetRequiredService<MembersStore>());
    }
}
