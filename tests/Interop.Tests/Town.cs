using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Support;

namespace Interop.Tests;

/// <summary>What is in a <see cref="World"/>: a district with an organ, a community, a member, a household, a campaign and a post.</summary>
sealed class Town
{
    public const string District = "320102";
    public const string Community = "320102001001";

    readonly HttpClient http;

    Town(HttpClient http) => this.http = http;

    /// <summary>The secret of the department's client <c>registry</c>.</summary>
    public string RegistrySecret { get; private set; } = "";

    /// <summary>The post's id, which the service gives.</summary>
    public string Post { get; private set; } = "";

    /// <summary>Fills an empty platform through its gateway, with an account for each who must.</summary>
    /// <param name="administratorFile">where the first start left the user and the password</param>
    public static async Task<Town> FillAsync(Uri gateway, string administratorFile)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway };
        var town = new Town(http);
        var first = await File.ReadAllLinesAsync(administratorFile);
        var root = await town.SignInAsync(first[0], first[1]);
        var department = await town.PersonAsync(root, "department", "organization-department", District + "000000");
        var bureau = await town.PersonAsync(root, "bureau", "civil-affairs", District + "000000");
        var community = await town.PersonAsync(root, "community", "community", Community, organization: "C1");
        await town.ImportAsync(root, "organizations/areas/import", $"""
            code,name,level,parent
            {District}000000,玄武区,district,
            320102001000,甲街道,street,{District}000000
            {Community},甲社区,community,320102001000
            """);
        await town.ImportAsync(department, "organizations/units/import", $"""
            id,name,kind,area,parent,longitude,latitude,crs,seats,secretary
            C1,甲社区党委,community,{Community},,118.79,32.05,,2,
            O1,第一机关党支部,organ,{District}000000,,118.79,32.05,,1,
            O2,第二机关党支部,organ,{District}000000,,,,,1,
            """);
        await town.PostAsync(department, "/api/v1/organizations/campaigns", $$"""
            {"id":"campaign","name":"双结对","area":"{{District}}000000","starts":"2026-01-01","dockingDeadline":"2026-02-01","waves":[{"name":"一","kinds":["organ"],"starts":"2026-01-01","deadline":"2026-02-01"}],"organizationRules":null,"memberRules":null}
            """);
        await town.SettledAsync(root);
        await town.ImportAsync(department, "members/register/import", $"""
            id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats
            M1,党员一,,,O1,{Community},118.79,32.05,,legal;errands,2
            """);
        await town.ImportAsync(bureau, "households/register/import", $"""
            id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of
            H1,户主一,,,{Community},门牌,118.79,32.05,,minimum-living,legal,2026-01-01
            """);
        town.Post = (await town.PostAsync(community, "/api/v1/volunteering/posts", $$"""
            {"id":"P1","title":"文明劝导","area":"{{Community}}","community":"C1","places":5,"skills":[],"kind":"open-ended","from":"2026-01-01","until":null,"note":null}
            """)).GetProperty("id").GetString()!;
        var client = await town.PostAsync(root, "/api/v1/accounts/clients", $$"""{"id":"registry","roles":["department-system"],"area":"{{District}}000000"}""");
        town.RegistrySecret = client.GetProperty("secret").GetString()!;
        await town.SettledAsync(root);
        return town;
    }

    async Task<string> PersonAsync(string root, string user, string role, string area, string? organization = null)
    {
        var password = "a long password of " + user;
        await PostAsync(root, "/api/v1/accounts", JsonSerializer.Serialize(new { user, password, roles = new[] { role }, area, organization }));
        return await SignInAsync(user, password);
    }

    async Task<string> SignInAsync(string user, string password)
    {
        using var answer = await http.PostAsJsonAsync("/sign-in", new { user, password });
        return (await ReadAsync(answer)).GetProperty("token").GetString()!;
    }

    async Task ImportAsync(string token, string path, string list) =>
        Assert.Equal(0, (await SendAsync(token, HttpMethod.Post, "/api/v1/" + path, list, "text/csv")).GetProperty("faults").GetInt32());

    Task<JsonElement> PostAsync(string token, string path, string body) => SendAsync(token, HttpMethod.Post, path, body, "application/json");

    /// <summary>Waits until everybody has heard everything.</summary>
    Task SettledAsync(string root) => Eventually.HoldsAsync(async () =>
    {
        foreach (var service in Gateway.GatewayService.Services)
            if ((await SendAsync(root, HttpMethod.Get, $"/api/v1/{service}/outbox", null, "")).GetProperty("waiting").GetInt32() > 0) return false;
        return true;
    });

    async Task<JsonElement> SendAsync(string token, HttpMethod method, string path, string? body, string type)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await http.SendAsync(request);
        return await ReadAsync(answer);
    }

    static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {said}");
        return JsonSerializer.Deserialize<JsonElement>(said);
    }
}
