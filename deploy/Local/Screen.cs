using System.Globalization;
using System.Text.Json;
using Defaults;
using Spectre.Console;

namespace Local;

/// <summary>What a person at the terminal sees.</summary>
static class Screen
{
    public static readonly IProgress<(string List, double Share)> Quiet = new Silence();

    /// <summary>Says plainly why nothing was done, exit code 1; or that it was stopped, 130 as shells have it.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> act, CancellationToken stop)
    {
        try
        {
            return await act();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped(130);
        }
        catch (CannotStart cannot)
        {
            return Say(cannot.ToString());
        }
        catch (Exception error) when (Problems.IsFull(error))
        {
            return Say(Texts.Of("disk-has-room"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Say(error.Message);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return Say($"{Texts.Of("platform-answers")} ({error.Message})");
        }
        catch (RefusedException refused)
        {
            return Say(refused.Rule == "store-has-room" ? Texts.Of("disk-has-room") : $"{refused.Source}: {refused.Rule}: {Texts.Of(refused.Rule)}");
        }
        catch (ListRefused refused)
        {
            return Say(string.Join('\n', refused.Faults.Select(Line)));
        }
    }

    static int Say(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }

    /// <summary>The last word of what was told to stop.</summary>
    public static int Stopped(int code)
    {
        Console.WriteLine("已停止 / stopped");
        return code;
    }

    /// <summary>Each bad row as <c>file:line: field: rule</c>, the first 1,000 and then a count; exit code 2.</summary>
    public static int Refuse(Refusal refusal)
    {
        var (listed, all) = refusal;
        // choices.csv is sent in two parts, and each list is looked at from several sides.
        foreach (var fault in listed.GroupBy(it => it.File).SelectMany(it => it.OrderBy(fault => fault.Line))) Console.Error.WriteLine(Line(fault));
        if (all > listed.Count) Console.Error.WriteLine($"另有 {all - listed.Count} 处 / and {all - listed.Count} more");
        Console.Error.WriteLine($"共 {all} 处错误，未写入任何内容 / {all} faults; nothing was written");
        return 2;
    }

    static string Line(ListedFault fault) => $"{fault.File}:{fault.Line}: {fault.Field}: {fault.Rule}: {fault.Message}";

    public static async Task<T> WithProgressAsync<T>(Func<IProgress<(string List, double Share)>, Task<T>> act)
    {
        if (Console.IsOutputRedirected) return await act(Quiet);
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => act(new Bars(context)));
    }

    public static void Show(CampaignDone done)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 160;
        var lists = new Table().Title("名单 Lists").AddColumns("名单 list", "行 rows", "秒 seconds");
        foreach (var list in done.Sent.GroupBy(sent => sent.File)) // choices.csv is sent in two parts
            lists.AddRow(list.Key, $"{list.Sum(sent => sent.Rows):N0}", Seconds(list.Sum(sent => sent.Seconds)));
        lists.AddRow("合计 total", $"{done.Sent.Sum(list => list.Rows):N0}", Seconds(done.ImportSeconds));
        AnsiConsole.Write(lists);
        var runs = new Table().Title("结对 Pairings").AddColumn("");
        foreach (var run in done.Runs) runs.AddColumn(run.Service == "organizations" ? "机关—社区 organs, communities" : "党员—家庭 members, households");
        foreach (var (label, figure) in figures)
            runs.AddRow([label, .. done.Runs.Select(run => Cell(run.Figures, figure))]);
        runs.AddRow(["原因 why", .. done.Runs.Select(run => string.Join('\n', run.LeftOut.Select(why => $"{why.Side} {why.Count:N0}: {why.Reason}")))]);
        runs.AddRow(["秒 seconds", .. done.Runs.Select(run => Seconds(run.Seconds))]);
        AnsiConsole.Write(runs);
    }

    static readonly (string Label, string Figure)[] figures =
    [
        ("结对 paired", "paired"), ("第二帮扶人 second helpers", "secondPlaces"), ("未结对 left out", "leftOut"), ("空闲 idle", "idle"),
        ("平均距离（米） mean distance, m", "meanDistanceM"), ("99% 距离（米） 99th percentile, m", "p99DistanceM"),
        ("志愿 choices", "choicesMade"), ("志愿满足 granted", "choicesGranted"),
        ("互为第一志愿 mutual first choices", "mutualFirst"), ("互选满足 granted", "mutualFirstGranted"), ("位置为推定 position assumed", "assumed"),
    ];

    /// <summary>A figure of a run, empty where the market has no such figure.</summary>
    static string Cell(JsonElement run, string figure) =>
        run.GetProperty("figures").TryGetProperty(figure, out var value) ? value.GetDouble().ToString("#,0.#", CultureInfo.InvariantCulture) : "";

    static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    sealed class Silence : IProgress<(string List, double Share)>
    {
        public void Report((string List, double Share) value) { }
    }

    sealed class Bars(ProgressContext context) : IProgress<(string List, double Share)>
    {
        readonly Dictionary<string, ProgressTask> bars = new(StringComparer.Ordinal);

        public void Report((string List, double Share) value)
        {
            lock (bars)
            {
                if (!bars.TryGetValue(value.List, out var bar)) bars[value.List] = bar = context.AddTask(value.List, maxValue: 1);
                bar.Value = value.Share;
            }
        }
    }
}
