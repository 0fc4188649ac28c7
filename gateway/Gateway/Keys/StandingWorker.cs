namespace Gateway;

/// <summary>Reads keys and standings anew every few seconds, since another gateway may have changed them.</summary>
sealed partial class StandingWorker(
    IServiceScopeFactory scopes, KeyRing keys, Standings standings, TimeProvider time, IConfiguration configuration, ILogger<StandingWorker> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(configuration.GetValue("Keys:ReadSeconds", 5.0)), time);
        while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<GatewayStore>();
                await keys.ReadAsync(db, stop);
                await standings.ReadAsync(db, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                NotRead(log, error.GetType().Name); // what was last read goes on counting
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Keys and standings could not be read anew: {Kind}")]
    static partial void NotRead(ILogger log, string kind);
}
