using Contracts.Assessment.V1;
using Contracts.Households;
using Contracts.Organizations;
using Defaults;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Support;
using static Assessment.Tests.Province;

namespace Assessment.Tests;

/// <summary>Roles × own or other × endpoints: what is not allowed by name is denied.</summary>
public sealed class AccessTests
{
    /// <param name="Path">is called about what lies in the first community</param>
    /// <param name="Other">status for a caller elsewhere; a list answers 200 and shows nothing of it</param>
    sealed record Row(string Endpoint, string[] Roles, string Path, int Other, int Own = 200);

    static readonly string[] readers =
    [
        Role.OrganizationDepartment, Role.WorkCommittee, Role.CivilAffairs, Role.Street, Role.Organ, Role.Community, Role.Service,
    ];

    static readonly Row[] rows =
    [
        new($"GET {Api}/ledger", [Role.OrganizationDepartment, Role.Auditor], "/ledger", 200),
        new($"GET {Api}/campaigns/{{id}}/coverage", readers, "/campaigns/k/coverage", 404),
        new($"GET {Api}/outbox", [Role.Administrator, Role.Service], "/outbox", 200),
        new($"GET {Api}/parked", [Role.Administrator], "/parked", 200),
        new($"POST {Api}/parked/{{id:guid}}/replay", [Role.Administrator], $"/parked/{Guid.Empty}/replay", 404, Own: 404),
    ];

    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Fact]
    public async Task Every_endpoint_has_its_row()
    {
        await using var province = await Province.OpenAsync("sqlite");

        var endpoints = province.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(it => it.Metadata.GetMetadata<IAllowAnonymous>() is null && !it.RoutePattern.RawText!.Contains("{unimplemented"))
            .Select(it => $"{string.Join(',', it.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])} {it.RoutePattern.RawText}");

        Assert.Equal(rows.Select(it => it.Endpoint).Append("POST /pairing.assessment.v1.Coverage/Read").Order(), endpoints.Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_role_gets_what_its_row_says(string provider)
    {
        await using var province = await FurnishedAsync(provider);
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            await ExpectAsync(row, "nobody", province.Service.As(null), 401);
            foreach (var role in Role.All)
            {
                var allowed = row.Roles.Contains(role);
                await ExpectAsync(row, role, Own(province, role), allowed ? row.Own : 403);
                if (Other(province, role) is { } other) await ExpectAsync(row, "another " + role, other, allowed ? row.Other : 403);
            }
        }
        Assert.Empty(wrong);

        async Task ExpectAsync(Row row, string who, HttpClient caller, int status)
        {
            using var it = caller;
            using var request = new HttpRequestMessage(new HttpMethod(row.Endpoint[..row.Endpoint.IndexOf(' ')]), Api + row.Path);
            using var answer = await it.SendAsync(request);
            if ((int)answer.StatusCode != status) wrong.Add($"{row.Endpoint} as {who}: {(int)answer.StatusCode}, not {status}");
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task The_ledger_shows_nothing_of_another_area(string provider)
    {
        await using var province = await FurnishedAsync(provider);
        foreach (var role in rows[0].Roles)
        {
            Assert.Equal(3, (await province.GetAsync<Page<LedgerLine>>("/ledger", role)).Items.Count);
            Assert.Empty((await province.GetAsync<Page<LedgerLine>>("/ledger", role, OtherDistrict)).Items);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Each_role_gets_by_grpc_what_it_gets_by_http(string provider)
    {
        await using var province = await FurnishedAsync(provider);
        using var channel = province.Service.Channel();
        var coverage = new Coverage.CoverageClient(channel);
        foreach (var role in Role.All)
        {
            var allowed = readers.Contains(role);
            Assert.Equal((role, allowed ? StatusCode.OK : StatusCode.PermissionDenied), (role, await ReadAsync(coverage, Own(province, role))));
            if (Other(province, role) is { } other)
                Assert.Equal((role, allowed ? StatusCode.NotFound : StatusCode.PermissionDenied), (role, await ReadAsync(coverage, other)));
        }
        Assert.Equal(StatusCode.Unauthenticated, await ReadAsync(coverage, province.Service.As(null)));
    }

    static async Task<StatusCode> ReadAsync(Coverage.CoverageClient coverage, HttpClient caller)
    {
        using var it = caller;
        var headers = new Metadata();
        if (it.DefaultRequestHeaders.Authorization is { } token) headers.Add("authorization", token.ToString());
        using var call = coverage.ReadAsync(new ReadCoverage { Campaign = "k" }, headers);
        return await Record.ExceptionAsync(async () => await call) switch
        {
            null => StatusCode.OK,
            RpcException error => error.StatusCode,
            var error => throw error,
        };
    }

    static HttpClient Own(Province province, string role) => role switch
    {
        Role.Member => province.Service.As(role, District, "O1", "M1"),
        Role.Organ => province.Service.As(role, District, "O1"),
        Role.Community => province.Service.As(role, First, "C1"),
        Role.Street => province.Service.As(role, "320102001"),
        Role.Service => province.Service.As(role),
        _ => province.Service.As(role, District),
    };

    static HttpClient? Other(Province province, string role) => role switch
    {
        Role.Member => province.Service.As(role, OtherDistrict, "O9", "M9"),
        Role.Organ => province.Service.As(role, OtherDistrict, "O9"),
        Role.Community => province.Service.As(role, Elsewhere, "C9"),
        Role.Street => province.Service.As(role, "320104001"),
        Role.Service => null,
        _ => province.Service.As(role, OtherDistrict),
    };

    static async Task<Province> FurnishedAsync(string provider)
    {
        var province = await Province.OpenAsync(provider);
        await province.TellAsync(
            Campaign("k", District), new OrganizationsChanged([Organization("O1", "organ", First)]), new HouseholdsChanged([Household("h1", First)]));
        return province;
    }
}
