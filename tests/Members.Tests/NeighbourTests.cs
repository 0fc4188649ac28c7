using Contracts;
using Contracts.Households;
using Contracts.Organizations;
using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Support;

namespace Members.Tests;

public sealed class NeighbourTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Whatever_the_order_of_arrival_the_highest_version_stays(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        var chance = new Random(3);
        var told = Enumerable.Range(1, 9).SelectMany(version => new object[]
        {
            new HouseholdsChanged([District.Household("h1", need: version, version: version)]),
            new OrganizationsChanged([District.Organization(District.Organ, "320102000000") with { Longitude = 118 + version / 100.0, Latitude = 32, Version = version }]),
            new CampaignChanged(District.Campaign, District.Code, default, default, new PairingRules(), new PairingRules(Load: version), version),
            new AreasChanged([District.Area(District.Second) with { ValidTo = new DateOnly(2040, 1, version), Version = version }]),
            new OrganizationPairingsChanged(District.Campaign, [new("p", District.Organ, "c", District.First, version % 2 == 0 ? "ended" : "confirmed", default, null, version)]),
        }).ToArray();
        chance.Shuffle(told);
        foreach (var fact in told)
        {
            var message = Guid.CreateVersion7(district.Time.GetUtcNow());
            await district.Service.TellAsync(fact, message);
            await district.Service.TellAsync(fact, message);
        }
        await using var scope = district.Service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSlot>().Caller = Caller.System;
        var db = scope.ServiceProvider.GetRequiredService<MembersStore>();
        Assert.Equal((9, 9L), await db.Households.Select(it => new ValueTuple<int, long>(it.Need, it.Version)).SingleAsync());
        Assert.Equal(118.09, (await db.Organizations.SingleAsync(it => it.Id == District.Organ)).Longitude);
        Assert.Equal(9, (await db.Campaigns.SingleAsync()).Rules.Load);
        Assert.Equal(new DateOnly(2040, 1, 9), (await db.Areas.SingleAsync(it => it.Id == District.Second)).ValidTo);
        Assert.True((await db.PairedCommunities.SingleAsync()).Stands);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_organization_that_moves_to_another_district_takes_its_members_out_of_sight(string provider)
    {
        await using var district = await District.OpenAsync(provider);
        await district.RegisterAsync(District.Row("m1"), District.Row("m2", organization: District.OtherOrgan));
        await district.Service.TellAsync(new OrganizationsChanged([District.Organization(District.Organ, "320104000000") with { Version = 2 }]));
        Assert.Equal(["m2"], (await district.GetAsync("register"))["items"]!.AsArray().Select(it => (string)it!["id"]!));
        var there = await district.GetAsync("register", district.Service.As(Role.WorkCommittee, "320104"));
        Assert.Equal(["m1"], there["items"]!.AsArray().Select(it => (string)it!["id"]!));
    }
}
