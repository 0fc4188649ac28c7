using System.Globalization;
using System.Text;
using Contracts;

namespace Local.Tests;

/// <summary>The rules of the lists, read from the written files alone: each broken one as <c>file:line: field: rule</c>.</summary>
sealed class ListRules
{
    static readonly Dictionary<string, string> headers = new(StringComparer.Ordinal)
    {
        ["areas.csv"] = "code,name,level,parent",
        ["organizations.csv"] = "id,name,kind,area,parent,longitude,latitude,crs,seats,secretary",
        ["members.csv"] = "id,name,id_number,phone,organization,area,longitude,latitude,crs,skills,seats",
        ["households.csv"] = "id,head,id_number,phone,area,address,longitude,latitude,crs,categories,needs,as_of",
        ["choices.csv"] = "from,to,rank",
        ["exclusions.csv"] = "member,household,reason",
    };

    readonly Folder folder;
    readonly Outline? outline;
    readonly DateOnly today;
    readonly List<string> faults = [];
    readonly HashSet<(string Code, string Level)> areas = [];
    readonly Dictionary<string, string> kindOf = new(StringComparer.Ordinal);
    readonly HashSet<string> people = [];

    ListRules(Folder folder, Outline? outline, DateOnly today) =>
        (this.folder, this.outline, this.today) = (folder, outline, today);

    public static List<string> Faults(Folder folder, Outline? outline, DateOnly today)
    {
        var rules = new ListRules(folder, outline, today);
        rules.Areas();
        rules.Organizations();
        rules.Members();
        rules.Households();
        rules.Choices();
        rules.Exclusions();
        return rules.faults;
    }

    IEnumerable<(Dictionary<string, string> Row, Action<string, string, bool> Must)> Rows(string file)
    {
        var bytes = folder.Bytes(file);
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
            faults.Add($"{file}:1: : no-byte-order-mark");
        _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        var (header, rows) = folder.Read(file);
        if (string.Join(',', header) != headers[file])
            faults.Add($"{file}:1: : columns");
        foreach (var (index, row) in rows.Index())
        {
            void Must(string field, string rule, bool kept)
            {
                if (!kept)
                    faults.Add($"{file}:{index + 2}: {field}: {rule}");
            }
            foreach (var (field, cell) in row)
                Must(field, "cell-form", cell.Length <= 1_000 && !Text.HasForbidden(cell));
            yield return (row, Must);
        }
    }

    void Areas()
    {
        foreach (var (row, must) in Rows("areas.csv"))
        {
            var (code, parent) = (row["code"], row["parent"]);
            must("code", "area-code-form", AreaCode.IsWellFormed(code));
            must("level", "level-known", AreaLevels.TryParse(row["level"], out var level));
            must("name", "is-given", row["name"].Length > 0);
            // Wider ones stand first, so that a list can be read from top to bottom.
            must("parent", "parent-known", areas.Count == 0 ? parent.Length == 0
                : AreaLevels.All.Any(above => above < level && areas.Contains((parent, AreaLevels.Name(above)))));
            must("code", "known-once", areas.Add((code, row["level"])));
        }
    }

    void Organizations()
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, must) in Rows("organizations.csv"))
        {
            Identity(row, row["kind"], must);
            must("kind", "kind-known", row["kind"] is "organ" or "community" or "street");
            must("secretary", "is-given", row["secretary"].Length > 0);
            must("name", "is-given", row["name"].Length > 0);
            must("area", "area-of-its-level", areas.Contains((row["area"], row["kind"] == "street" ? "street" : "community")));
            must("seats", "seats-in-range", row["seats"].Length == 0 ? row["kind"] != "community" : Within(row["seats"], 1, 20));
            Position(row, must);
            parents[row["id"]] = row["parent"];
        }
        foreach (var id in parents.Keys)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var above = id; above.Length > 0; above = parents.GetValueOrDefault(above, ""))
            {
                if (!parents.ContainsKey(above) || !seen.Add(above))
                {
                    faults.Add($"organizations.csv: {id}: parent-known-and-no-cycle");
                    break;
                }
            }
        }
    }

    void Members()
    {
        foreach (var (row, must) in Rows("members.csv"))
        {
            Identity(row, "member", must);
            Person(row, must);
            must("name", "is-given", row["name"].Length > 0);
            must("organization", "organization-known", kindOf.GetValueOrDefault(row["organization"]) == "organ");
            must("skills", "codes-known", Codes(row["skills"], code => Aid.Kinds.Any(it => it.Code == code)));
            must("seats", "seats-in-range", Within(row["seats"], 1, 20));
        }
    }

    void Households()
    {
        foreach (var (row, must) in Rows("households.csv"))
        {
            Identity(row, "household", must);
            Person(row, must);
            must("head", "is-given", row["head"].Length > 0);
            must("address", "is-given", row["address"].Length > 0);
            must("categories", "codes-known", row["categories"].Length > 0 && Codes(row["categories"], code => Aid.Categories.Any(it => it.Code == code)));
            must("needs", "codes-known", Codes(row["needs"], code => Aid.Kinds.Any(it => it.Code == code)));
            must("as_of", "date-not-in-future", DateOnly.TryParseExact(row["as_of"], "yyyy-MM-dd", out var day) && day <= today);
        }
    }

    void Choices()
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        var pairs = new HashSet<(string, string)>();
        foreach (var (row, must) in Rows("choices.csv"))
        {
            var (from, to) = (row["from"], row["to"]);
            var market = (kindOf.GetValueOrDefault(from), kindOf.GetValueOrDefault(to));
            must("to", "choice-of-its-market", market is ("organ", "community") or ("community", "organ") or ("member", "household") or ("household", "member"));
            ranks[from] = ranks.GetValueOrDefault(from) + 1;
            must("rank", "ranks-count-from-one", row["rank"] == ranks[from].ToString(CultureInfo.InvariantCulture) && ranks[from] <= 5);
            must("to", "chosen-once", pairs.Add((from, to)));
        }
    }

    void Exclusions()
    {
        var pairs = new HashSet<(string, string)>();
        foreach (var (row, must) in Rows("exclusions.csv"))
        {
            must("member", "member-known", kindOf.GetValueOrDefault(row["member"]) == "member");
            must("household", "household-known", kindOf.GetValueOrDefault(row["household"]) == "household");
            must("member", "excluded-once", pairs.Add((row["member"], row["household"])));
            must("reason", "is-given", row["reason"].Length > 0);
        }
    }

    void Identity(Dictionary<string, string> row, string kind, Action<string, string, bool> must)
    {
        must("id", "id-form", row["id"].Length is >= 1 and <= 64);
        must("id", "id-once", kindOf.TryAdd(row["id"], kind));
    }

    void Person(Dictionary<string, string> row, Action<string, string, bool> must)
    {
        var rule = CitizenNumber.Check(row["id_number"], today, out _);
        must("id_number", rule ?? "", rule is null);
        must("id_number", "number-once", rule is not null || people.Add(CitizenNumber.Normalise(row["id_number"])));
        must("phone", "phone-form", row["phone"].Length == 0 || Phones.IsWellFormed(row["phone"]) && people.Add(row["phone"]));
        must("area", "area-of-its-level", areas.Contains((row["area"], "community")));
        Position(row, must);
    }

    void Position(Dictionary<string, string> row, Action<string, string, bool> must)
    {
        var (longitude, latitude) = (row["longitude"], row["latitude"]);
        if (longitude.Length == 0 && latitude.Length == 0 && row["crs"].Length == 0)
            return;
        var number = double.TryParse(longitude, CultureInfo.InvariantCulture, out var x) & double.TryParse(latitude, CultureInfo.InvariantCulture, out var y);
        must("longitude", "number-form", number);
        must("crs", "crs-known", CrsNames.TryParse(row["crs"], out var crs));
        must("longitude", "inside-country", Coordinates.InsideChina(x, y));
        must("longitude", "inside-outline", outline is null || outline.Contains(Coordinates.From(x, y, crs)));
    }

    static bool Codes(string cell, Func<string, bool> known)
    {
        var codes = cell.Length == 0 ? [] : cell.Split(';');
        return codes.All(known) && codes.Distinct(StringComparer.Ordinal).Count() == codes.Length;
    }

    static bool Within(string cell, int least, int most) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
}
