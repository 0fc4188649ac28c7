using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>An administrator gives a department's system another secret, or shuts it out. Tokens issued before end at once.</summary>
sealed class ChangeClient(GatewayStore db, Standings standings)
{
    public async Task<MadeClient> SetSecretAsync(string id, CancellationToken stop)
    {
        var secret = Passwords.GenerateSecret();
        return new MadeClient(await RunAsync(id, client => client.SetSecret(Passwords.HashSecret(secret), db.Now), stop), secret);
    }

    public Task<ClientView> DisableAsync(string id, CancellationToken stop) => RunAsync(id, client => client.Disable(db.Now), stop);

    async Task<ClientView> RunAsync(string id, Action<Client> change, CancellationToken stop)
    {
        var client = Missing.IfNull(await db.Clients.SingleOrDefaultAsync(it => it.Id == id, stop), "client-is-there");
        change(client);
        await db.SaveChangesAsync(stop);
        await standings.ReadAsync(db, stop);
        return ClientView.Of(client);
    }
}
