using System.Net;
using Contracts.Organizations.V1;
using Grpc.Core;
using Support;

namespace Organizations.Tests;

/// <summary>Who sees which organization.</summary>
public sealed class DirectoryTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    public static readonly (string Role, string Area, string? Organization, string? Member, string[] Seen)[] Callers =
    [
        ("organization-department", "320102", null, null, ["c1", "c2", "c3", "o1", "o2"]),
        ("work-committee", "3201", null, null, ["c1", "c2", "c3", "d1", "o1", "o2", "p1"]),
        ("administrator", "", null, null, ["c1", "c2", "c3", "d1", "o1", "o2", "p1"]),
        ("service", "", null, null, ["c1", "c2", "c3", "d1", "o1", "o2", "p1"]),
        ("street", "320102002", null, null, ["c1", "c2"]),
        // A community sees itself and the organs of its district: they choose among each other.
        ("community", "320102002001", null, null, ["c1", "o1", "o2"]),
        ("community", "320104001001", null, null, ["d1", "p1"]),
        // An organ sees itself and the communities of its district.
        ("organ", "", "o1", null, ["c1", "c2", "c3", "o1"]),
        ("organ", "320102", "p1", null, ["d1", "p1"]),
        ("member", "", "o2", "m1", ["o2"]),
        ("member", "", null, "m1", []),
        ("inspector", "", null, null, []),
    ];

    [Theory, MemberData(nameof(Providers))]
    public async Task Everybody_sees_what_is_theirs_to_see(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        using var channel = office.Service.Channel();
        var directory = new OrganizationDirectory.OrganizationDirectoryClient(channel);
        foreach (var (role, area, organization, member, seen) in Callers)
        {
            var caller = office.As(role, area, organization, member);
            Assert.Equal(seen, (await caller.GetAsync("units", HttpStatusCode.OK)).Ids());
            foreach (var id in new[] { "o1", "c1", "c2", "d1" })
                await caller.GetAsync("units/" + id, seen.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound);
            var headers = office.Service.Headers(role, area, organization, member);
            var listed = new List<string>();
            await foreach (var unit in directory.List(new ListOrganizations(), headers).ResponseStream.ReadAllAsync()) listed.Add(unit.Id);
            Assert.Equal(seen, listed);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_secretary_is_named_to_the_organization_itself_and_to_those_who_run_the_campaign(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        foreach (var (role, area, organization, named) in new (string, string, string?, bool)[]
        {
            ("organization-department", "320102", null, true), ("work-committee", "320102", null, true), ("administrator", "320102", null, false),
            ("street", "320102002", null, false), ("inspector", "320102", null, false), ("organ", "", "o1", false),
            ("community", "320102002001", null, true), ("community", "320102002001", "c1", true),
        })
        {
            var unit = await office.As(role, area, organization).GetAsync("units/c1", HttpStatusCode.OK);
            Assert.Equal(named ? "甲书记" : null, unit["secretary"]?.GetValue<string>());
            var line = (await office.As(role, area, organization).GetCsvAsync("units?kind=community")).Split('\n').Single(it => it.StartsWith("c1,", StringComparison.Ordinal));
            Assert.Equal(named, line.EndsWith("甲书记", StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_neighbour_finds_an_organization_by_its_id(string provider)
    {
        await using var office = await Office.OpenAsync(provider);
        await office.FillAsync();
        using var channel = office.Service.Channel();
        var directory = new OrganizationDirectory.OrganizationDirectoryClient(channel);
        var found = await directory.FindAsync(new FindOrganization { Id = "c1" }, office.Service.Headers("service"));
        Assert.Equal(("c1", "community", "320102002001", 2, 118.791), (found.Id, found.Kind, found.Area, found.Seats, found.Longitude));
        var missing = await Assert.ThrowsAsync<RpcException>(async () =>
            await directory.FindAsync(new FindOrganization { Id = "c2" }, office.Service.Headers("community", "320102002001")));
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
    }
}
