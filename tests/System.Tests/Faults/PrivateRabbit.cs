using System.Globalization;

namespace SystemTests;

/// <summary>A RabbitMQ of this test alone, so that it can be killed, filled and started again; made by the same script as the shared one.</summary>
sealed class PrivateRabbit : IAsyncDisposable
{
    readonly string folder;

    PrivateRabbit(string folder, string address, string control) => (this.folder, Address, Control) = (folder, address, control);

    public string Address { get; }

    /// <summary>The command that is rabbitmqctl for it.</summary>
    public string Control { get; }

    public int Port => new Uri(Address).Port;

    public static async Task<PrivateRabbit> StartAsync()
    {
        var said = (await BashAsync("start_rabbitmq && echo \"$rabbitmq_folder $rabbitmq_address $rabbitmq_control\"")).Trim().Split(' ');
        return new PrivateRabbit(said[0], said[1], said[2]);
    }

    /// <summary>SIGKILL, of the node and of the script that runs it.</summary>
    public Task KillAsync() => BashAsync($"kill -KILL $(cat {folder}/pid) $(cat {folder}/server) 2>/dev/null; true");

    public Task StartAgainAsync() => BashAsync($"rabbitmq_folder={folder}; for try in {{1..5}}; do run_rabbitmq && exit; sleep 0.5; done; cat {folder}/log/output >&2; exit 1");

    /// <summary>Below this much free space it takes nothing more.</summary>
    public Task SetDiskLimitAsync(string limit) => BashAsync($"{Control} -q set_disk_free_limit {limit}");

    public async ValueTask DisposeAsync() => await BashAsync($"rabbitmq_folder={folder}; stop_rabbitmq");

    static async Task<string> BashAsync(string command)
    {
        var (code, output, errors) = await Tree.RunAsync(string.Create(CultureInfo.InvariantCulture, $"source tests/servers/rabbitmq.sh; {command}"));
        return code == 0 ? output : throw new InvalidOperationException($"{command} ended with {code}: {errors}");
    }
}
