using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>An administrator lets a department's system in, inside the administrator's own area.</summary>
sealed class CreateClient(GatewayStore db)
{
    public async Task<MadeClient> RunAsync(NewClient asked, CancellationToken stop)
    {
        var id = UserName.Of("id", asked.Id);
        var grant = Grant.Of(asked.Roles ?? [Role.DepartmentSystem], asked.Area, null, null).Within(db.Caller.Area);
        Refused.Unless(!grant.Roles.Contains(Role.Administrator), "administrator-is-a-person");
        Refused.Unless(!GatewayService.Services.Contains(id), "client-is-new");
        await using var turn = await Turn.TakeAsync(db, stop);
        Refused.Unless(!await db.Clients.IgnoreQueryFilters().AnyAsync(it => it.Id == id, stop), "client-is-new");
        var secret = Passwords.GenerateSecret();
        var client = Client.Create(id, Passwords.HashSecret(secret), grant, db.Now);
        db.Add(client);
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        return new MadeClient(ClientView.Of(client), secret);
    }
}

/// <param name="Id">2 to 64 of a–z, 0–9, dot, underscore and hyphen</param>
/// <param name="Area">12-digit division code, or its first 2, 4, 6 or 9 digits</param>
/// <param name="Roles">department-system when none is given; never administrator</param>
sealed record NewClient(string Id, string Area, IReadOnlyList<string>? Roles = null);

/// <param name="Secret">told this once</param>
sealed record MadeClient(ClientView Client, string Secret);
