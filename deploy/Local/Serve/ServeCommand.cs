using System.CommandLine;
using Defaults;
using Spectre.Console;

namespace Local;

/// <summary>
/// With no verb: serves the platform over a data folder. An empty folder is filled first, with the demonstration
/// district or with the lists of <c>--lists</c>; what a crash interrupted is gone on with at the next start.
/// </summary>
static class ServeCommand
{
    const int MostPort = 65_534; // gRPC takes the next

    public static RootCommand Create()
    {
        var data = new Option<string>("--data") { Description = "数据文件夹 / the data folder", DefaultValueFactory = _ => ".pairing" };
        var port = new Option<int>("--port") { Description = "网关端口，gRPC 用下一个；0 为任意 / the gateway's port, gRPC takes the next; 0 for any two", DefaultValueFactory = _ => 8080 };
        port.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && int.TryParse(given.Tokens[0].Value, out var number) && number is < 0 or > MostPort)
                given.AddError($"--port: 0–{MostPort}");
        });
        var lists = new Option<DirectoryInfo?>("--lists") { Description = "空数据文件夹导入此处名单 / fill an empty data folder with these lists" };
        var root = new RootCommand("结对共建、结对帮扶平台 / Pairing, in one process") { data, port, lists };
        root.SetAction((parsed, stop) => Screen.GuardAsync(() => RunAsync(
            parsed.GetValue(data)!, parsed.GetValue(port),
            parsed.GetValue(lists) is { } given ? Path.TrimEndingDirectorySeparator(given.FullName) : null, stop), stop));
        return root;
    }

    static async Task<int> RunAsync(string data, int port, string? lists, CancellationToken stop)
    {
        using var folder = DataFolder.Take(data);
        var beginning = Beginning.Of(folder, lists, Campaign.Today(TimeProvider.System));
        var ids = beginning is null ? null : await KnownIds.ReadAsync(beginning.Lists, stop);
        if (ids?.Refusal is { } early) return Screen.Refuse(early);
        beginning?.Open();
        Refusal? refusal;
        await using (var platform = await Platform.StartAsync(folder, port, stop))
        {
            refusal = beginning is null ? null : await FillAsync(platform, new Accounts(folder), beginning, ids!, stop);
            if (refusal is null) await ServeAsync(platform, stop);
        }
        if (refusal is null) return Screen.Stopped(0);
        folder.Empty();
        return Screen.Refuse(refusal);
    }

    static async Task ServeAsync(Platform platform, CancellationToken stop)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{platform.Http}[/]  接口 API {platform.Http}api  gRPC {platform.Grpc}");
        AnsiConsole.MarkupLineInterpolated($"Ctrl-C 停止 / stops");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    static async Task<Refusal?> FillAsync(Platform platform, Accounts accounts, Beginning beginning, KnownIds ids, CancellationToken stop)
    {
        var done = await Screen.WithProgressAsync(progress => Campaign.RunAsync(platform, accounts, ids, ids.Others, beginning.Starts, progress, stop));
        using (done.Doors)
        {
            if (done.Refusal is { } refusal)
            {
                beginning.Refuse();
                return refusal;
            }
            Screen.Show(done);
        }
        ShowAccounts(accounts);
        beginning.Close();
        return null;
    }

    /// <summary>The one time that passwords are shown.</summary>
    static void ShowAccounts(Accounts accounts)
    {
        var table = new Table().Title("登录 Sign in（仅显示一次 shown once）").AddColumns("账号 user", "密码 password", "角色 role", "地区 area");
        var (user, password) = accounts.FirstAdministrator();
        table.AddRow(user, password, Role.Administrator, "");
        foreach (var account in accounts.Read()) table.AddRow(account.User, account.Password, account.Role, account.Area ?? "");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"密码存于 / passwords are kept in {accounts.Path}");
    }
}
