using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Households.V1;
using Defaults;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Households.Tests;

/// <summary>Each endpoint × each role × the own or another area; an endpoint without a row fails.</summary>
public sealed class AccessTests(OpenBureau open) : IClassFixture<OpenBureau>
{
    const string Root = "/api/v1/households/";

    static readonly string[] lists = [Role.CivilAffairs, Role.Street, Role.Community, Role.OrganizationDepartment, Role.WorkCommittee];
    static readonly string[] persons = [Role.CivilAffairs, Role.Street, Role.Community];
    static readonly string[] bureau = [Role.CivilAffairs];
    static readonly string[] asking = [Role.CivilAffairs, Role.Street, Role.Community, Role.Member];
    static readonly string[] streets = [Role.CivilAffairs, Role.Street];
    static readonly string[] consents = [Role.CivilAffairs, Role.Street, Role.Community, Role.Auditor];
    static readonly string[] pushing = [Role.CivilAffairs, Role.DepartmentSystem];

    /// <param name="Own">status for a row of the own area</param>
    /// <param name="Other">status for a row of another area</param>
    sealed record Row(string Endpoint, string[] Roles, string Path, int Own, int Other, Func<HttpContent>? Body = null);

    static readonly Row[] rows =
    [
        new("GET /api/v1/households/outbox", [Role.Administrator, Role.Service], "outbox", 200, 200),
        new("GET /api/v1/households/parked", [Role.Administrator], "parked", 200, 200),
        new("POST /api/v1/households/parked/{id:guid}/replay", [Role.Administrator], $"parked/{Guid.Empty}/replay", 404, 404),
        new("GET /api/v1/households/codes", [.. Role.All], "codes", 200, 200),
        new("GET /api/v1/households/codes/{list}/{code}", [.. Role.All], "codes/needs/legal", 200, 200),
        new("POST /api/v1/households/codes/{list}", bureau, "codes/needs", 201, 409, () => JsonContent.Create(new { code = "moving-house", chinese = "搬家", english = "moving house", validFrom = "2026-03-10" })),
        new("PUT /api/v1/households/codes/{list}/{code}", bureau, "codes/needs/legal", 412, 409, () => JsonContent.Create(new { chinese = "法律", english = "law", validFrom = "2026-03-10" })),
        new("GET /api/v1/households/need-rule", [.. Role.All], "need-rule", 200, 200),
        new("GET /api/v1/households/need-rules", [.. Role.All], "need-rules", 200, 200),
        new("GET /api/v1/households/need-rules/{number:int}", [.. Role.All], "need-rules/1", 200, 200),
        new("GET /api/v1/households/need-rules/{number:int}/effect", bureau, "need-rules/1/effect", 200, 200),
        new("POST /api/v1/households/need-rules", bureau, "need-rules", 201, 409, () => JsonContent.Create(new { cap = 100, categories = new { child = 9 }, needs = new { legal = 1 }, from = "2026-03-10", reason = "调整" })),
        new("POST /api/v1/households/need-rules/{number:int}/adopt", bureau, "need-rules/1/adopt", 409, 409),
        new("POST /api/v1/households/need-rules/{number:int}/withdraw", bureau, "need-rules/1/withdraw", 409, 409),
        new("POST /api/v1/households/register/import", [Role.CivilAffairs, Role.DepartmentSystem], "register/import", 200, 400, () => Bureau.Csv(Bureau.Row("h1"))),
        new("GET /api/v1/households/register", lists, "register", 200, 200),
        new("GET /api/v1/households/register/{id}", persons, "register/h1", 200, 404),
        new("GET /api/v1/households/register/{id}/timeline", persons, "register/h1/timeline", 200, 404),
        new("GET /api/v1/households/register/{id}/on/{day}", persons, "register/h1/on/2026-03-10", 200, 404),
        new("GET /api/v1/households/register/{id}/sources", persons, "register/h1/sources", 200, 404),
        new("GET /api/v1/households/register/{id}/need", lists, "register/h1/need", 200, 404),
        new("POST /api/v1/households/register", bureau, "register", 409, 400, () => Json("h1")),
        new("PUT /api/v1/households/register/{id}", bureau, "register/h1", 412, 404, () => Json("h1")),
        new("POST /api/v1/households/register/{id}/end", bureau, "register/h1/end", 400, 404, () => JsonContent.Create(new { reason = "sold", on = "2026-03-10" })),
        new("POST /api/v1/households/register/{id}/reveal", persons, "register/h1/reveal", 200, 404, () => JsonContent.Create(new { purpose = "visit", fields = new[] { "name" } })),
        new("POST /api/v1/households/register/{id}/anonymise", bureau, "register/h1/anonymise", 409, 404, () => JsonContent.Create(new { reason = "申请" })),
        new("POST /api/v1/households/exports", streets, "exports", 201, 201, () => JsonContent.Create(new { purpose = "report", reason = "汇总", fields = new[] { "id" } })),
        new("GET /api/v1/households/exports", [Role.CivilAffairs, Role.Street, Role.Auditor], "exports", 200, 200),
        new("GET /api/v1/households/exports/{id}", [Role.CivilAffairs, Role.Street, Role.Auditor], "exports/e1", 404, 404),
        new("POST /api/v1/households/exports/{id}/approve", bureau, "exports/e1/approve", 404, 404, () => JsonContent.Create(new { reason = "可以" })),
        new("POST /api/v1/households/exports/{id}/refuse", bureau, "exports/e1/refuse", 404, 404, () => JsonContent.Create(new { reason = "不可" })),
        new("GET /api/v1/households/exports/{id}/file", streets, "exports/e1/file", 404, 404),
        new("GET /api/v1/households/exports/mark/{mark}", [Role.Auditor], "exports/mark/00000000000000000000000000000000", 404, 404),
        new("GET /api/v1/households/retention", [Role.CivilAffairs, Role.Auditor], "retention", 200, 200),
        new("GET /api/v1/households/retention/verify", [Role.Auditor], "retention/verify", 200, 200),
        new("POST /api/v1/households/register/search", persons, "register/search", 200, 200, () => JsonContent.Create(new { purpose = "visit", phone = "13812345678" })),
        new("GET /api/v1/households/audit", [Role.Auditor], "audit", 200, 200),
        new("GET /api/v1/households/audit/verify", [Role.Auditor], "audit/verify", 200, 200),
        new("GET /api/v1/households/audit/key", [.. Role.All], "audit/key", 200, 200),
        new("GET /api/v1/households/statistics", [.. lists, Role.CivilizationOffice], "statistics", 200, 200),
        new("POST /api/v1/households/batches", pushing, "batches", 400, 400, () => JsonContent.Create(new { source = "s", number = "1", mode = "changes", asOf = "2026-03-11" })),
        new("POST /api/v1/households/batches/whole", pushing, "batches/whole?source=s&number=2&asOf=2026-03-11", 400, 400, () => Bureau.Csv(Bureau.Row("h1"))),
        new("GET /api/v1/households/batches", pushing, "batches", 200, 200),
        new("GET /api/v1/households/batches/{id}", pushing, "batches/b1", 404, 404),
        new("GET /api/v1/households/batches/{id}/parts", pushing, "batches/b1/parts", 404, 404),
        new("PUT /api/v1/households/batches/{id}/parts/{number:int}", pushing, "batches/b1/parts/1", 404, 404, () => Bureau.Csv()),
        new("POST /api/v1/households/batches/{id}/complete", pushing, "batches/b1/complete", 404, 404, () => JsonContent.Create(new { parts = 1 })),
        new("POST /api/v1/households/batches/{id}/cancel", pushing, "batches/b1/cancel", 404, 404),
        new("GET /api/v1/households/batches/{id}/report", pushing, "batches/b1/report", 404, 404),
        new("GET /api/v1/households/batches/{id}/missing", bureau, "batches/b1/missing", 404, 404),
        new("POST /api/v1/households/batches/{id}/missing/end", bureau, "batches/b1/missing/end", 404, 404),
        new("POST /api/v1/households/batches/{id}/missing/keep", bureau, "batches/b1/missing/keep", 404, 404),
        new("GET /api/v1/households/parked-rows", bureau, "parked-rows", 200, 200),
        new("POST /api/v1/households/parked-rows/{id}/accept", bureau, "parked-rows/p1/accept", 404, 404, () => JsonContent.Create(new { reason = "相符" })),
        new("POST /api/v1/households/parked-rows/{id}/leave", bureau, "parked-rows/p1/leave", 404, 404, () => JsonContent.Create(new { reason = "相符" })),
        new("POST /api/v1/households/corrections", asking, "corrections", 404, 404, () => JsonContent.Create(Correcting.Body("h9", "needs=legal"))),
        new("GET /api/v1/households/corrections", asking, "corrections?mine=true", 200, 200),
        new("GET /api/v1/households/corrections/{id}", asking, "corrections/c1", 404, 404),
        new("POST /api/v1/households/corrections/{id}/approve", streets, "corrections/c1/approve", 404, 404, () => JsonContent.Create(new { reason = "相符" })),
        new("POST /api/v1/households/corrections/{id}/refuse", streets, "corrections/c1/refuse", 404, 404, () => JsonContent.Create(new { reason = "相符" })),
        new("GET /api/v1/households/register/{id}/consents", consents, "register/h1/consents", 200, 404),
        new("POST /api/v1/households/register/{id}/consents", persons, "register/h1/consents", 201, 404, () => JsonContent.Create(Consenting.Word("given", "publication"))),
        new("GET /api/v1/households/consents", consents, "consents?scope=contact", 200, 200),
        new("GET /api/v1/households/notices", [.. Role.All], "notices", 200, 200),
        new("GET /api/v1/households/notices/{number:int}", [.. Role.All], "notices/1", 200, 200),
        new("POST /api/v1/households/notices", bureau, "notices", 201, 409, () => JsonContent.Create(new { chinese = "告知", english = "Notice", scopes = new[] { "contact" }, from = "2026-03-10" })),
        new("POST /api/v1/households/notices/{number:int}/adopt", bureau, "notices/1/adopt", 409, 409),
        new("GET /api/v1/households/freshness", lists, "freshness", 200, 200),
        new("POST /api/v1/households/accuracy-audits", bureau, "accuracy-audits", 409, 400, () => JsonContent.Create(new { area = Bureau.Second })),
        new("GET /api/v1/households/accuracy-audits", lists, "accuracy-audits", 200, 200),
        new("GET /api/v1/households/accuracy-audits/{id}", lists, "accuracy-audits/a1", 404, 404),
        new("GET /api/v1/households/accuracy-audits/{id}/sample", persons, "accuracy-audits/a1/sample", 404, 404),
        new("PUT /api/v1/households/accuracy-audits/{id}/sample/{household}", [Role.Street, Role.Community], "accuracy-audits/a1/sample/h1", 404, 404, () => JsonContent.Create(new { outcome = "right" })),
        new("POST /api/v1/households/accuracy-audits/{id}/close", bureau, "accuracy-audits/a1/close", 404, 404),
        new("POST /api/v1/households/corrections/{id}/reveal", streets, "corrections/c1/reveal", 404, 404, () => JsonContent.Create(new { purpose = "verification" })),
        new("GET /api/v1/households/duplicates", persons, "duplicates", 200, 200),
        new("GET /api/v1/households/duplicates/crowds", persons, "duplicates/crowds", 200, 200),
        new("GET /api/v1/households/duplicates/verdicts", bureau, "duplicates/verdicts", 200, 200),
        new("POST /api/v1/households/duplicates/looks", bureau, "duplicates/looks", 202, 202),
        new("GET /api/v1/households/duplicates/looks", bureau, "duplicates/looks", 200, 200),
        new("GET /api/v1/households/duplicates/looks/{id}", bureau, "duplicates/looks/l1", 404, 404),
        new("GET /api/v1/households/duplicates/pairs/{one}/{other}", persons, "duplicates/pairs/h1/h8", 200, 404),
        new("PUT /api/v1/households/duplicates/pairs/{one}/{other}/verdict", bureau, "duplicates/pairs/h8/h1/verdict", 200, 404, () => JsonContent.Create(new { reason = "两户" })),
        new("DELETE /api/v1/households/duplicates/pairs/{one}/{other}/verdict", bureau, "duplicates/pairs/h1/h8/verdict", 204, 404),
        new("GET /api/v1/households/duplicates/pairs/{one}/{other}/merge", bureau, "duplicates/pairs/h1/h8/merge?keep=h1", 200, 404),
        new("PUT /api/v1/households/duplicates/pairs/{one}/{other}/merge", bureau, "duplicates/pairs/h1/h8/merge", 412, 404, () => JsonContent.Create(new { keep = "h1" })),
    ];

    readonly Bureau office = open.Bureau;

    [Fact]
    public void Every_endpoint_has_a_row()
    {
        var endpoints = office.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var http = endpoints.Where(it => it.RoutePattern.RawText!.StartsWith(Root, StringComparison.Ordinal))
            .SelectMany(it => it.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {it.RoutePattern.RawText}"));
        Assert.Equal(rows.Select(it => it.Endpoint).Order(StringComparer.Ordinal), http.Order(StringComparer.Ordinal));
        var grpc = endpoints.Where(it => it.Metadata.GetMetadata<Grpc.AspNetCore.Server.GrpcMethodMetadata>() is not null && it.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(it => it.RoutePattern.RawText!);
        Assert.Equal(
            ["/pairing.households.v1.HouseholdPositions/Read", "/pairing.households.v1.HouseholdPushes/Find", "/pairing.households.v1.HouseholdPushes/Push", "/pairing.households.v1.HouseholdRegister/Find", "/pairing.households.v1.HouseholdRegister/List"],
            grpc.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_endpoint_answers_its_roles_in_their_area_and_nobody_else()
    {
        await office.ImportAsync(Bureau.Row("h1"), Bureau.Row("h8"));
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            await ExpectAsync(row, null, "", 401, wrong);
            foreach (var role in Role.All)
            {
                var allowed = row.Roles.Contains(role);
                await ExpectAsync(row, role, Own(role), allowed ? row.Own : 403, wrong);
                if (role != Role.Service) await ExpectAsync(row, role, "320104", allowed ? row.Other : 403, wrong);
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Each_call_answers_its_roles_in_their_area_and_nobody_else()
    {
        await office.ImportAsync(Bureau.Row("h1"));
        using var channel = office.Service.Channel();
        var register = new HouseholdRegister.HouseholdRegisterClient(channel);
        var positions = new HouseholdPositions.HouseholdPositionsClient(channel);
        var pushes = new HouseholdPushes.HouseholdPushesClient(channel);
        var wrong = new List<string>();
        foreach (var role in Role.All)
        {
            var (own, other) = (office.Service.Headers(role, Own(role), "o1", "m1"), office.Service.Headers(role, "320104", "o1", "m1"));
            var reads = role == Role.Service || lists.Contains(role);
            async Task ExpectAsync(string call, StatusCode expected, Func<Task> ask)
            {
                var status = await StatusAsync(ask);
                if (status != expected) wrong.Add($"{call} as {role}: {status}, not {expected}");
            }
            var denied = StatusCode.PermissionDenied;
            await ExpectAsync("Find", reads ? StatusCode.OK : denied, () => register.FindAsync(new FindHousehold { Id = "h1" }, own).ResponseAsync);
            if (role != Role.Service) await ExpectAsync("Find of another", reads ? StatusCode.NotFound : denied, () => register.FindAsync(new FindHousehold { Id = "h1" }, other).ResponseAsync);
            await ExpectAsync("List", reads ? StatusCode.OK : denied, () => register.List(new Contracts.Households.V1.ListHouseholds(), own).ResponseStream.MoveNext(default));
            await ExpectAsync("Read", role == Role.Service ? StatusCode.OK : denied, () => positions.Read(new Contracts.Households.V1.ReadPositions(), own).ResponseStream.MoveNext(default));
            await ExpectAsync("Push", pushing.Contains(role) ? StatusCode.InvalidArgument : denied, () => PushNothingAsync(pushes, own));
            await ExpectAsync("Find of a push", pushing.Contains(role) ? StatusCode.NotFound : denied, () => pushes.FindAsync(new FindPush { Id = "b1" }, own).ResponseAsync);
        }
        Assert.Empty(wrong);
        Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => PushNothingAsync(pushes, [])));
        Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => register.FindAsync(new FindHousehold { Id = "h1" }).ResponseAsync));
        Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(() => positions.Read(new Contracts.Households.V1.ReadPositions()).ResponseStream.MoveNext(default)));
    }

    static async Task PushNothingAsync(HouseholdPushes.HouseholdPushesClient pushes, Metadata headers)
    {
        using var call = pushes.Push(headers);
        await call.RequestStream.CompleteAsync();
        await call;
    }

    [Fact]
    public async Task A_community_sees_nothing_of_another_community()
    {
        await using var own = await Bureau.OpenAsync("sqlite");
        await own.ImportAsync(Bureau.Row("h1"), Bureau.Row("h2", area: Bureau.Second), Bureau.Row("h3", area: Bureau.OtherStreet));
        async Task<string> SeenAsync(string role, string area) => string.Join(' ',
            (await own.GetAsync("/api/v1/households/register", role, area))["items"]!.AsArray().Select(it => (string)it!["id"]!));
        Assert.Equal("h1", await SeenAsync(Role.Community, Bureau.First));
        Assert.Equal("h2", await SeenAsync(Role.Community, Bureau.Second));
        Assert.Equal("h1 h2", await SeenAsync(Role.Street, "320102002"));
        Assert.Equal("h1 h2 h3", await SeenAsync(Role.OrganizationDepartment, "3201"));
        Assert.Equal("", await SeenAsync(Role.CivilAffairs, ""));
    }

    static string Own(string role) => role == Role.Service ? "" : role == Role.Community ? Bureau.First : "320102";

    static JsonContent Json(string id) => JsonContent.Create(JsonNode.Parse(
        $$"""{"id":"{{id}}","area":"{{Bureau.First}}","asOf":"2026-03-10","persons":[{"role":"head","name":"王秀英"}]}"""));

    async Task ExpectAsync(Row row, string? role, string area, int expected, List<string> wrong)
    {
        using var http = office.Service.As(role, area, "o1", "m1");
        using var request = new HttpRequestMessage(new HttpMethod(row.Endpoint.Split(' ')[0]), Root + row.Path) { Content = row.Body?.Invoke() };
        request.Headers.TryAddWithoutValidation("If-Match", "\"99\"");
        using var answer = await http.SendAsync(request);
        if ((int)answer.StatusCode != expected) wrong.Add($"{row.Endpoint} as {role} of {area}: {(int)answer.StatusCode}, not {expected}");
    }

    static async Task<StatusCode> StatusAsync(Func<Task> ask) =>
        await Record.ExceptionAsync(ask) is { } thrown ? Assert.IsType<RpcException>(thrown).StatusCode : StatusCode.OK;
}
