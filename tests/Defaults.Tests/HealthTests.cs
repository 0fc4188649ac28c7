using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Support;

namespace Defaults.Tests;

public sealed class HealthTests
{
    public static IEnumerable<object[]> Providers => TestStore.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task A_service_whose_store_answers_is_alive_started_and_ready(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var http = shop.Service.As(null);
        foreach (var path in (string[])["/livez", "/startupz", "/readyz"])
            Assert.Equal((path, HttpStatusCode.OK), (path, (await http.GetAsync(path)).StatusCode));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_service_whose_store_does_not_answer_is_alive_and_not_ready(string provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.InAsync(Caller.System, db => db.Database.ExecuteSqlAsync($"DROP TABLE outbox"));
        using var nobody = shop.Service.As(null);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/livez")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await nobody.GetAsync("/readyz")).StatusCode);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Health_and_the_interface_are_told_in_every_environment(string environment)
    {
        await using var shop = await Shop.OpenAsync("sqlite", change: builder => builder.Environment.EnvironmentName = environment);
        using var http = shop.Service.As(null);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/livez")).StatusCode);
        var document = await http.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>("/openapi/shop.json");
        Assert.NotNull(document!["paths"]!["/api/v1/shop/crates/{id}"]!["put"]);
    }
}
