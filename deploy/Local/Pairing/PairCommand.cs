using System.CommandLine;
using Defaults;

namespace Local;

/// <summary>
/// <c>pair IN --out OUT</c>: a fresh platform in a temporary folder takes the lists, runs both pairings, writes the
/// results and is gone. Exit 0; 2 when a row was refused, and then nothing is written; 1 when something else is in the way.
/// </summary>
static class PairCommand
{
    public static Command Create()
    {
        var input = new Argument<DirectoryInfo>("IN") { Description = "名单所在文件夹 / the folder with the lists" };
        var output = new Option<DirectoryInfo>("--out") { Description = "结果写入的文件夹 / the folder for the results", Required = true };
        var command = new Command("pair", "导入名单，完成两个结对并写出结果 / pair the lists of a folder") { input, output };
        command.SetAction((parsed, stop) => Screen.GuardAsync(() => RunAsync(parsed.GetValue(input)!.FullName, parsed.GetValue(output)!.FullName, stop), stop));
        return command;
    }

    static async Task<int> RunAsync(string input, string output, CancellationToken stop)
    {
        PairResults.Probe(output);
        var ids = await KnownIds.ReadAsync(new ListFolder(input), stop);
        if (ids.Refusal is { } refusal) return Screen.Refuse(refusal);
        var temporary = Directory.CreateTempSubdirectory("pairing-").FullName;
        try
        {
            using var folder = DataFolder.Take(temporary);
            await using var platform = await Platform.StartAsync(folder, port: 0, stop);
            return await PairAsync(platform, folder, ids, output, stop);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(temporary, recursive: true);
        }
    }

    static async Task<int> PairAsync(Platform platform, DataFolder folder, KnownIds ids, string output, CancellationToken stop)
    {
        var done = await Campaign.RunAsync(platform, new Accounts(folder), ids, [], Campaign.Today(TimeProvider.System), Screen.Quiet, stop);
        if (done.Refusal is { } refusal) return Screen.Refuse(refusal);
        using (done.Doors) await new PairResults(done.Doors).WriteAsync(done.Runs, done.Sent, output, stop);
        Screen.Show(done);
        Console.WriteLine($"结果 / results: {output}");
        return 0;
    }
}
