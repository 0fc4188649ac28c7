using Defaults;
using Microsoft.EntityFrameworkCore;

namespace Gateway;

/// <summary>
/// Before the first request: a store without an account gets an administrator of everywhere, whose random password is in
/// <see cref="GatewayService.FirstAdministratorFile"/> before the account is in the store, and the first signing key. A
/// crash between the two leaves no account, and the next start writes the file anew. Of several gateways that start at
/// once, one does it.
/// </summary>
sealed partial class FirstStart(
    IServiceScopeFactory scopes, KeyRing keys, Standings standings, Passwords passwords, IConfiguration configuration, ILogger<FirstStart> log)
    : IHostedService
{
    public const string Administrator = "administrator";

    public async Task StartAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayStore>();
        await MakeAsync(db, stop);
        await keys.ReadAsync(db, stop);
        await standings.ReadAsync(db, stop);
    }

    public Task StopAsync(CancellationToken stop) => Task.CompletedTask;

    async Task MakeAsync(GatewayStore db, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        if (await db.Accounts.IgnoreQueryFilters().AnyAsync(stop)) return;
        var password = Passwords.Generate();
        WritePassword(password);
        db.Add(Account.Create(Administrator, passwords.Hash(password), Grant.Of([Role.Administrator], "", null, null), db.Now));
        if (!await db.Keys.IgnoreQueryFilters().AnyAsync(stop)) db.Add(SigningKey.Create(db.Now, db.Now));
        await db.SaveChangesAsync(stop);
        await turn.CommitAsync(stop);
        AdministratorMade(log, GatewayService.FirstAdministratorFile);
    }

    void WritePassword(string password)
    {
        var folder = configuration["Store:Folder"] ?? ".pairing";
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, GatewayService.FirstAdministratorFile);
        var fresh = $"{file}.{Environment.ProcessId}";
        File.Delete(fresh);
        using (var stream = OwnFile.Create(fresh))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes($"{Administrator}\n{password}\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }

    [LoggerMessage(LogLevel.Warning, "The first administrator was made; the password is in {File} of the data folder")]
    static partial void AdministratorMade(ILogger log, string file);
}
