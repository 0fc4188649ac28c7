using System.Diagnostics;
using System.Globalization;

namespace SystemTests;

/// <summary>A PostgreSQL of this test alone, so that it can be killed and started again; made by the same script as the shared one.</summary>
sealed class PrivatePostgres : IAsyncDisposable
{
    readonly string folder;
    int id;

    PrivatePostgres(string folder, int id, string address) => (this.folder, this.id, Address) = (folder, id, address);

    /// <summary>Of its administrator, who is trusted without a password.</summary>
    public string Address { get; }

    public int Port => int.Parse(Address.Split("Port=")[1].Split(';')[0], CultureInfo.InvariantCulture);

    /// <summary>The disk that its data are on, where that is one of its own.</summary>
    public SmallDisk Disk => new(folder);

    /// <summary>False when it has ended by itself, as it does when it cannot write what makes a commit last.</summary>
    public bool Runs => Directory.Exists($"/proc/{id}");

    /// <param name="disk">megabytes of a disk of its own; nothing for the folder of temporary files</param>
    public static async Task<PrivatePostgres> StartAsync(int? disk = null)
    {
        var said = await BashAsync($"postgres_disk={disk}; start_postgres && echo \"$postgres_folder $postgres_pid $postgres_address\"");
        return new PrivatePostgres(said[0], int.Parse(said[1], CultureInfo.InvariantCulture), said[2]);
    }

    /// <summary>SIGKILL: no connection is told.</summary>
    public void Kill()
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>As <c>pg_ctl stop -m immediate</c> does: no connection is told, nothing is written.</summary>
    public Task StopAtOnceAsync() => BashAsync($"kill -QUIT {id}; while [ -d /proc/{id} ]; do sleep 0.1; done; echo gone");

    /// <summary>On the same port; the processes of the one that was killed may need a moment to end.</summary>
    public async Task StartAgainAsync()
    {
        var said = await BashAsync($"postgres_folder={folder}; for try in {{1..150}}; do run_postgres {Port} && break; sleep 0.2; done; echo \"$postgres_pid\"");
        id = int.Parse(said[0], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() => await BashAsync($"postgres_folder={folder}; stop_postgres; echo gone");

    static async Task<string[]> BashAsync(string command)
    {
        var (code, output, errors) = await Tree.RunAsync($"source tests/servers/postgres.sh; {command}");
        if (code != 0) throw new InvalidOperationException(errors);
        return output.Trim().Split(' ');
    }
}
