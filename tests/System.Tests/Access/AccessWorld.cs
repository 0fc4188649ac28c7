using System.Net.Http.Json;
using System.Text.Json;
using Local;
using Support;
using Xunit;

namespace SystemTests;

/// <summary>
/// Two districts side by side on one platform: A, in which each caller has something of its own, and B, of which no
/// caller of A may see anything. Ids begin with the district's letter, so that a leak can be read.
/// </summary>
public sealed class AccessWorld : IAsyncLifetime
{
    const string A = "320102", B = "320104";
    readonly Folder folder = new();
    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }); // each call shows its own token and nothing else
    readonly Dictionary<string, string> own = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> other = new(StringComparer.Ordinal);
    DataFolder data = null!;

    internal Platform Platform { get; private set; } = null!;

    /// <summary>A token of each role, all of district A.</summary>
    internal Dictionary<string, string?> Tokens { get; } = new(StringComparer.Ordinal) { [AccessRow.Anonymous] = null };

    /// <summary>A value of the table, <c>@run</c> and the like being what this world has made.</summary>
    internal string Value(string cell, bool ofOther) =>
        (ofOther ? other : own).Aggregate(cell, (text, made) => text.Replace(made.Key, made.Value, StringComparison.Ordinal));

    internal Task<Answer> AskAsync(string service, string? token, string method, string path, string body)
    {
        var app = Endpoints.Application(Platform, service);
        var address = Answer.IsGrpc(path) ? app.Urls.Last() : app.Urls.First();
        return Answer.AskAsync(http, address, token, method, path, body);
    }

    public async Task InitializeAsync()
    {
        data = DataFolder.Take(folder.Sub("data"));
        Platform = await Platform.StartAsync(data, port: 0, CancellationToken.None, new Dictionary<string, string?>
        {
            ["Limits:RequestsPerSecond"] = "100000", // many calls in a moment are this test's affair, not an attack
            ["Limits:Burst"] = "100000",
        });
        var first = await File.ReadAllLinesAsync(data.At("first-administrator.txt"));
        var root = await SignInAsync(first[0], first[1]);
        await TokensAsync(root);
        var rootB = await AccountAsync(root, "b-department", "organization-department", B + "000000", null, null);
        var bureauB = await AccountAsync(root, "b-bureau", "civil-affairs", B + "000000", null, null);
        await FillAsync(root, Tokens["organization-department"]!, Tokens["civil-affairs"]!, A, "A", own);
        await FillAsync(root, rootB, bureauB, B, "B", other);
        await PostAsync("volunteering", Tokens["community"]!, "/api/v1/volunteering/posts", PostOf("A1", A + "001001"), own, "@post");
        var community = await AccountAsync(root, "b-community", "community", B + "001001", "B1-C", null);
        await PostAsync("volunteering", community, "/api/v1/volunteering/posts", PostOf("B1", B + "001001"), other, "@post");
        await SettledAsync(root);
        await PostAsync("volunteering", Tokens["member"]!, $"/api/v1/volunteering/posts/{own["@post"]}/claims", "{}", own, "@claim");
        var member = await AccountAsync(root, "b-member", "member", B + "000000", "B-O1", "B-M1");
        await PostAsync("volunteering", member, $"/api/v1/volunteering/posts/{other["@post"]}/claims", "{}", other, "@claim");
        await SettledAsync(root);
    }

    static string PostOf(string letter, string area) => $$"""
        {"id":"{{letter}}-P1","title":"{{letter}}-岗位","area":"{{area}}","community":"{{letter}}-C","places":5,"skills":[],"kind":"open-ended","from":"2026-01-01","until":null,"note":null}
        """;

    async Task TokensAsync(string root)
    {
        foreach (var role in new[] { "organization-department", "work-committee", "civilization-office", "civil-affairs", "inspector", "auditor", "administrator" })
            Tokens[role] = await AccountAsync(root, "a-" + role, role, A + "000000", null, null);
        Tokens["street"] = await AccountAsync(root, "a-street", "street", A + "001000", null, null);
        Tokens["organ"] = await AccountAsync(root, "a-organ", "organ", A + "000000", "A-O1", null);
        Tokens["community"] = await AccountAsync(root, "a-community", "community", A + "001001", "A1-C", null);
        Tokens["member"] = await AccountAsync(root, "a-member", "member", A + "000000", "A-O1", "A-M1");
        var client = JsonDocument.Parse((await FrontAsync(root, "/api/v1/accounts/clients", $$"""{"id":"a-system","roles":["department-system"],"area":"{{A}}000000"}""")).Said);
        Tokens["department-system"] = await CredentialsAsync("a-system", client.RootElement.GetProperty("secret").GetString()!);
        await FrontAsync(root, "/api/v1/accounts/clients", $$"""{"id":"b-system","roles":["department-system"],"area":"{{B}}000000"}""");
        await AccountAsync(root, "a-someone", "street", A + "001000", null, null);
        await AccountAsync(root, "b-someone", "street", B + "001000", null, null);
        Tokens["service"] = await CredentialsAsync("members", Platform.SecretOf("members"));
    }

    async Task FillAsync(string root, string department, string bureau, string district, string letter, Dictionary<string, string> made)
    {
        await ImportAsync("organizations", root, "areas/import", $"""
            code,name,level,parent
            {district}000000,{letter}-区,district,
            {district}001000,{letter}1-街道,street,{district}000000
            {district}002000,{letter}2-街道,street,{district}000000
            {district}001001,{letter}1-社区,community,{district}001000
            {district}002001,{letter}2-社区,community,{district}002000
            """);
        await ImportAsync("organizations", department, "units/import", $"""
            id,name,kind,area,parent,longitude,latitude,crs,seats,secretary
            {letter}1-C,{letter}1-社区党委,community,{district}001001,,118.79,32.05,,2,{letter}1-书记
            {letter}2-C,{letter}2-社区党委,community,{district}002001,,118.80,32.06,,2,{letter}2-书记
            {letter}-O1,{letter}-机关一,organ,{district}000000,,118.79,32.05,,1,{letter}-书记一
            {letter}-O2,{letter}-机关二,organ,{district}000000,,118.80,32.06,,1,{letter}-书记二
            """);
        await PostAsync("organizations", department, "/api/v1/organizations/campaigns", $$"""
            {"id":"{{letter}}-campaign","name":"{{letter}}-双结对","area":"{{district}}000000","starts":"2026-01-01","dockingDeadline":"2026-02-01","waves":[{"name":"一","kinds":["organ"],"starts":"2026-01-01","deadline":"2026-02-01"}],"organizationRules":null,"memberRules":null}
            """, made, "@campaign");
        await SettledAsync(root);
        await ImportAsync("members", department, "register/import", $"""
            id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats
            {letter}-M1,{letter}-党员一,,,{letter}-O1,{district}001001,118.79,32.05,,legal,1
            {letter}-M2,{letter}-党员二,,,{letter}-O2,{district}002001,118.80,32.06,,,1
            {letter}-M3,{letter}-党员三,,,{letter}-O1,{district}001001,118.79,32.05,,,1
            """);
        foreach (var batch in new[] { "@batch", "@cancelled" })
            await PostAsync("households", bureau, "/api/v1/households/batches", $$"""{"source":"{{letter}}","number":"{{batch}}","mode":"full","asOf":"2026-01-01"}""".Replace("\"@", "\""), made, batch);
        await ImportAsync("households", bureau, "register/import", $"""
            id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of
            {letter}1-H1,{letter}-户主一,,,{district}001001,{letter}-门牌,118.79,32.05,,minimum-living,legal,2026-01-01
            {letter}2-H1,{letter}-户主二,,,{district}002001,{letter}-门牌,118.80,32.06,,disability,,2026-01-01
            """);
        await PostAsync("households", bureau, "/api/v1/households/corrections", $$"""{"household":"{{letter}}1-H1","fields":[{"field":"needs","value":"errands"}],"reason":"x","evidence":"y"}""", made, "@correction");
        await PostAsync("households", bureau, "/api/v1/households/accuracy-audits", $$"""{"area":"{{district}}"}""", made, "@accuracy");
        await SettledAsync(root);
        await RunAsync(department, root, "organizations", letter, made, "@organization-run", "@organization-pairing", $"{letter}-O1");
        await RunAsync(department, root, "members", letter, made, "@member-run", "@member-pairing", $"{letter}-M1");
    }

    async Task RunAsync(string department, string root, string service, string letter, Dictionary<string, string> made, string run, string pairing, string of)
    {
        await PostAsync(service, department, $"/api/v1/{service}/campaigns/{letter}-campaign/runs", "{}", made, run);
        async Task Comes(string state) => await Eventually.HoldsAsync(async () =>
            (await AskAsync(service, department, "GET", $"/api/v1/{service}/runs/{made[run]}", "")).Said.Contains($"\"{state}\"", StringComparison.Ordinal));
        await Comes("done");
        var adopted = await AskAsync(service, department, "POST", $"/api/v1/{service}/runs/{made[run]}/adopt", "{}");
        Assert.StartsWith("2", adopted.Status, StringComparison.Ordinal);
        await Comes("adopted");
        await SettledAsync(root);
        var pairings = JsonDocument.Parse((await AskAsync(service, department, "GET", $"/api/v1/{service}/campaigns/{letter}-campaign/pairings", "")).Said);
        made[pairing] = pairings.RootElement.GetProperty("items").EnumerateArray()
            .First(item => item.GetRawText().Contains($"\"{of}\"", StringComparison.Ordinal)).GetProperty("id").GetString()!;
    }

    async Task SettledAsync(string root) => await Eventually.HoldsAsync(async () =>
    {
        foreach (var service in new[] { "organizations", "households", "members", "volunteering", "assessment" })
            if (!(await AskAsync(service, root, "GET", $"/api/v1/{service}/outbox", "")).Said.Contains("\"waiting\":0", StringComparison.Ordinal)) return false;
        return true;
    });

    async Task ImportAsync(string service, string token, string path, string csv)
    {
        var answer = await AskAsync(service, token, "POST", $"/api/v1/{service}/{path}", csv.ReplaceLineEndings("|"));
        Assert.True(answer.Status == "200", answer.Said);
    }

    async Task PostAsync(string service, string token, string path, string body, Dictionary<string, string> made, string name)
    {
        var answer = await AskAsync(service, token, "POST", path, body.Trim());
        Assert.True(answer.Status.StartsWith('2'), $"{path} {answer}");
        made[name] = JsonDocument.Parse(answer.Said).RootElement.GetProperty("id").GetString()!;
    }

    async Task<string> AccountAsync(string root, string user, string role, string area, string? organization, string? member)
    {
        var body = JsonSerializer.Serialize(new { user, password = "correct-horse-" + user, roles = new[] { role }, area, organization, member });
        var answer = await FrontAsync(root, "/api/v1/accounts", body);
        Assert.True(answer.Status.StartsWith('2'), answer.Said);
        return await SignInAsync(user, "correct-horse-" + user);
    }

    Task<Answer> FrontAsync(string? token, string path, string body) => Answer.AskAsync(http, Platform.Http.ToString().TrimEnd('/'), token, "POST", path, body);

    async Task<string> SignInAsync(string user, string password)
    {
        var answer = await FrontAsync(null, "/sign-in", JsonSerializer.Serialize(new { user, password }));
        Assert.True(answer.Status == "200", answer.Said);
        return JsonDocument.Parse(answer.Said).RootElement.GetProperty("token").GetString()!;
    }

    async Task<string> CredentialsAsync(string id, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret });
        using var answer = await http.PostAsync(new Uri(Platform.Http, "/connect/token"), form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await Platform.DisposeAsync();
        data.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}
