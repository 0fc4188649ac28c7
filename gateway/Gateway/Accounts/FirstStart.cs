using Defaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Gateway;

/// <summary>
/// Before the first request: a store without an account gets an administrator of everywhere, whose random password is in
/// <see cref="GatewayService.FirstAdministratorFile"/> before the account is in the store, and the first signing key. A
/// crash between the two leaves no account, and the next start writes the file anew. Of several gateways that start at
/// once, one does it. While the store is away it is tried again, and the gateway is not ready.
/// </summary>
sealed partial class FirstStart(
    IServiceScopeFactory scopes, KeyRing keys, Standings standings, Passwords passwords, IConfiguration configuration, ILogger<FirstStart> log)
    : BackgroundService
{
    public const string Administrator = "administrator";

    static readonly TimeSpan look = TimeSpan.FromSeconds(1);
    volatile bool done;

    /// <summary>False until accounts and keys were read: nobody can sign in, and nobody is told which keys to trust.</summary>
    public bool Done => done;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(look);
        while (!done && await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
    }

    async Task TryAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GatewayStore>();
            await MakeAsync(db, stop);
            await keys.ReadAsync(db, stop);
            await standings.ReadAsync(db, stop);
            done = true;
        }
        catch (Exception error) when (error is NpgsqlException || error.InnerException is NpgsqlException)
        {
            NotBegun(log, error.GetBaseException().GetType().Name);
        }
    }

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

    [LoggerMessage(LogLevel.Warning, "Accounts and keys could not be read yet: {Kind}")]
    static partial void NotBegun(ILogger log, string kind);

    [LoggerMessage(LogLevel.Warning, "The first administrator was made; the password is in {File} of the data folder")]
    static partial void AdministratorMade(ILogger log, string file);
}

/// <summary>Ready when the first start is over; before that, every request but those about health is to come again.</summary>
sealed class FirstStartHealth(FirstStart first) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        first.Done ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"accounts-are-read: {Texts.Of("accounts-are-read")}"));

    public static void Use(IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.RequestServices.GetRequiredService<FirstStart>().Done || Health.IsAskedBy(http)) return next(http);
        http.Response.Headers.RetryAfter = "5";
        return Problem.WriteAsync(http, 503, "accounts-are-read", GrpcCode.Unavailable);
    });
}
