namespace Gateway;

/// <summary>The OpenAPI documents of all services on one page, at <c>/api</c>; its files come with the gateway.</summary>
static class ApiPage
{
    public static void UseApiPage(this IApplicationBuilder app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = "api";
        page.DocumentTitle = "Pairing 接口";
        page.SwaggerEndpoint("/openapi/gateway.json", "gateway 网关");
        foreach (var service in GatewayService.Services)
            page.SwaggerEndpoint($"/openapi/{service}.json", $"{service} {ServiceWords.Of(service).Chinese}");
    });
}
