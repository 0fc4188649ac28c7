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
        root.SetAction((parsed, stop) => Screen.GuardAsync(() =>
            RunAsync(parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(lists)?.FullName, stop)));
        return root;
    }

    static async Task<int> RunAsync(string data, int port, string? lists, CancellationToken stop)
    {
        using var folder = DataFolder.Take(data);
        var beginning = new Beginning(folder);
        await using var platform = await Platform.StartAsync(folder, port, stop);
        if (beginning.IsOpen && await BeginAsync(platform, folder, beginning, lists, stop) is var code and not 0) return code;
        AnsiConsole.MarkupLineInterpolated($"[bold]{platform.Http}[/]  接口 API {platform.Http}api  gRPC {platform.Grpc}");
        AnsiConsole.MarkupLineInterpolated($"Ctrl-C 停止 / stops");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    static async Task<int> BeginAsync(Platform platform, DataFolder folder, Beginning beginning, string? given, CancellationToken stop)
    {
        var lists = beginning.Lists(given);
        if (lists.Missing() is { Count: > 0 } missing) return Screen.Refuse(missing, missing.Count);
        var accounts = new Accounts(folder);
        var others = await Beginning.OthersAsync(lists, stop);
        var done = await Screen.WithProgressAsync(progress => Campaign.RunAsync(platform, accounts, lists, others, progress, stop));
        using (done.Doors)
        {
            if (done.Faults > 0)
            {
                beginning.Refuse();
                return Screen.Refuse(done.Listed, done.Faults);
            }
            Screen.Show(done);
        }
        ShowAccounts(accounts);
        beginning.Close();
        return 0;
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
