namespace Gateway;

/// <summary>How each service is, asked of the service itself; an answer is kept for a second, so that a page costs little.</summary>
sealed class ServiceStates(Backends backends, TimeProvider time) : IDisposable
{
    static readonly TimeSpan kept = TimeSpan.FromSeconds(1);

    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(1) };
    readonly SemaphoreSlim gate = new(1);
    (DateTimeOffset At, IReadOnlyList<(string Service, ServiceState State)> States) last = (DateTimeOffset.MinValue, []);

    public async Task<IReadOnlyList<(string Service, ServiceState State)>> AskAsync(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            if (time.GetUtcNow() - last.At < kept) return last.States;
            var states = await Task.WhenAll(GatewayService.Services.Select(async service => (service, await AskAsync(service, stop))));
            last = (time.GetUtcNow(), states);
            return states;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task<ServiceState> AskAsync(string service, CancellationToken stop)
    {
        var replicas = backends.HttpOf(service);
        if (replicas.Count == 0) return ServiceState.NotConfigured;
        return (await Task.WhenAll(replicas.Select(address => AskReplicaAsync(address, stop)))).Min(); // as its best replica is
    }

    async Task<ServiceState> AskReplicaAsync(string address, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/readyz"), stop);
            return answer.IsSuccessStatusCode ? ServiceState.Ready : ServiceState.NotReady;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            return ServiceState.Away;
        }
    }

    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }
}

enum ServiceState
{
    Ready,
    NotReady,
    Away,
    NotConfigured,
}
