using System.CommandLine;
using System.Globalization;

namespace Local;

/// <summary>The verb <c>generate</c>: writes the lists of a synthetic district. Exit 0, or 2 with the reason when they cannot be made.</summary>
static class GenerateCommand
{
    static readonly Option<FileInfo> areas = new("--areas")
    {
        Description = "区划列表 / list of divisions: code,name,level,parent",
        DefaultValueFactory = _ => new(Shipped("areas-320100.csv")),
    };

    static readonly Option<string> district = new("--district")
    {
        Description = "区县代码 / code of the district",
        DefaultValueFactory = _ => "320102000000",
    };

    static readonly Option<int> organizations = Count("--organizations", "机关数 / organs", 120);
    static readonly Option<int> members = Count("--members", "党员数 / members", 8_000);
    static readonly Option<int> households = Count("--households", "困难家庭数 / households", 4_000);

    static readonly Option<ulong> seed = new("--seed") { Description = "随机种子 / seed", DefaultValueFactory = _ => 1 };

    static readonly Option<DirectoryInfo> output = new("--out") { Description = "输出文件夹 / folder to write to", Required = true };

    static readonly Option<FileInfo> outlines = new("--outlines")
    {
        Description = "边界 GeoJSON / outlines of districts",
        DefaultValueFactory = _ => new(Shipped("districts-320100.geojson")),
    };

    static readonly Option<DateOnly?> asOf = new("--as-of")
    {
        Description = $"数据日期 / the day on which the lists are true [default: {GenerateOptions.DefaultAsOf:yyyy-MM-dd}]",
    };

    public static Command Create()
    {
        var command = new Command("generate", "生成示例名单 / write the lists of a synthetic district")
        {
            areas, district, organizations, members, households, seed, output, outlines, asOf,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult said)
    {
        var (text, problems) = (said.InvocationConfiguration.Output, said.InvocationConfiguration.Error);
        var options = new GenerateOptions(
            said.GetRequiredValue(district), said.GetRequiredValue(organizations), said.GetRequiredValue(members),
            said.GetRequiredValue(households), said.GetRequiredValue(seed), said.GetValue(asOf));
        var folder = said.GetRequiredValue(output);
        try
        {
            using var list = said.GetRequiredValue(areas).OpenText();
            using var shapes = said.GetRequiredValue(outlines).OpenRead();
            var outline = Outline.Read(shapes, options.District);
            var lists = DistrictLists.Generate(options, list, outline);
            lists.WriteTo(folder.FullName);
            text.WriteLine(Summary(lists, outline is not null, folder.FullName));
            return 0;
        }
        catch (CannotGenerate reason)
        {
            problems.WriteLine($"generate: {reason.Rule}: {reason.Message}");
            return 2;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.WriteLine($"generate: {exception.Message}");
            return 2;
        }
    }

    static string Summary(DistrictLists lists, bool outlined, string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {folder}
        区划 {lists.Areas.Count} · 组织 {lists.Organizations.Count} · 党员 {lists.Members.Count} · 家庭 {lists.Households.Count} · 选择 {lists.Choices.Count} · 回避 {lists.Exclusions.Count}
        areas {lists.Areas.Count}, organizations {lists.Organizations.Count}, members {lists.Members.Count}, households {lists.Households.Count}, choices {lists.Choices.Count}, exclusions {lists.Exclusions.Count}
        {(outlined ? "位置在该区边界内 / places lie inside the district's outline" : "无该区边界，位置纯属虚构 / no outline of this district is known: places are invented")}
        """);

    static Option<int> Count(string name, string description, int count) =>
        new(name) { Description = description, DefaultValueFactory = _ => count };

    static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
