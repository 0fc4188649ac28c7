using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

static class ClientsHttp
{
    public static void MapClientsHttp(this WebApplication app)
    {
        var clients = app.MapGroup("/api/v1/accounts/clients").WithTags("clients");

        clients.MapPost("", async (NewClient body, CreateClient verb, CancellationToken stop) =>
                TypedResults.Created("/api/v1/accounts/clients", await verb.RunAsync(body, stop)))
            .Once<GatewayStore>().For(Role.Administrator).WithSummary("Lets a department's system in; its secret is told once");

        clients.MapGet("", async (GatewayStore db, string? after, int? limit, CancellationToken stop) =>
            {
                var rows = db.Clients.AsNoTracking().OrderBy(it => it.Id).Where(it => after == null || it.Id.CompareTo(after) > 0);
                var page = await rows.PageAsync(limit, it => it.Id, stop);
                return TypedResults.Ok(new Page<ClientView>([.. page.Items.Select(ClientView.Of)], page.Next));
            })
            .For(Role.Administrator).WithSummary("Departments' systems inside the administrator's area, by id");

        clients.MapPost("/{id}/secret", async (string id, ChangeClient verb, CancellationToken stop) =>
                TypedResults.Ok(await verb.SetSecretAsync(id, stop)))
            .For(Role.Administrator).WithSummary("Gives a system another secret, told once; tokens issued before end");

        clients.MapPost("/{id}/disable", async (string id, ChangeClient verb, CancellationToken stop) =>
                TypedResults.Ok(await verb.DisableAsync(id, stop)))
            .For(Role.Administrator).WithSummary("Shuts a system out; tokens issued before end");
    }
}
