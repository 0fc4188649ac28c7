using System.Text;
using System.Text.Json;
using Benchmarks;

namespace Matching.Tests;

public sealed class FolderTests : IDisposable
{
    static readonly Dictionary<string, string> good = new()
    {
        ["proposers.csv"] = "id,longitude,latitude,needs,need,group\nh1,118.79,32.04,medical;legal,10,320102001001\n\"h,2\",118.8,32.04,,0,\n",
        ["acceptors.csv"] = "seats,id,longitude,latitude,skills,groups\n1,m1,118.79,32.05,medical,320102001001;320102001002\n2,m2,118.8,32.05,,\n",
        ["choices.csv"] = "from,to,rank\nh1,m1,1\n",
        ["exclusions.csv"] = "proposer,acceptor\n\"h,2\",m1\n",
        ["locked.csv"] = "proposer,acceptor,stage\n\"h,2\",m2,1\n",
        ["rules.json"] = "{\"load\": 5000, \"radius\": 3000, \"secondPlace\": false, \"objective\": \"stable\", \"levels\": 1}",
    };

    readonly string root = Directory.CreateTempSubdirectory("pairing-folder").FullName;

    string In => Path.Combine(root, "in");

    string Out => Path.Combine(root, "out");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_folder_is_paired_and_its_proof_written_beside_the_pairs()
    {
        Assert.Equal((0, ""), Solve(good));
        Assert.Equal("proposer,acceptor,seat,stage,distance_dm\n\"h,2\",m2,1,1,11119\nh1,m1,1,1,11119\n", Written("pairs.csv"));
        Assert.Equal("proposer,reason\n", Written("unpaired.csv"));
        using var proof = JsonDocument.Parse(Written("proof.json"));
        Assert.True(proof.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(0, proof.RootElement.GetProperty("checks").GetProperty("blockingPairs").GetInt32());
        Assert.Equal("stable", proof.RootElement.GetProperty("rules").GetProperty("objective").GetString());
        Assert.Equal(5_000, proof.RootElement.GetProperty("rules").GetProperty("load").GetInt64());
        Assert.Equal((2, 1), (Count(proof, "firstPlaces"), Count(proof, "standingPairs")));
    }

    [Fact]
    public void Files_that_are_optional_may_be_absent_and_a_byte_order_mark_present()
    {
        var few = good.Where(file => file.Key is "proposers.csv" or "acceptors.csv").ToDictionary(file => file.Key, file => "\uFEFF" + file.Value);
        Assert.Equal((0, ""), Solve(few));
        Assert.Contains("m2", Written("pairs.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_lists_give_empty_files()
    {
        Assert.Equal((0, ""), Solve(new() { ["proposers.csv"] = "id,longitude,latitude,needs,need,group\n", ["acceptors.csv"] = good["acceptors.csv"] }));
        Assert.Equal("proposer,acceptor,seat,stage,distance_dm\n", Written("pairs.csv"));
    }

    [Fact]
    public void Who_holds_somebody_elsewhere_is_told_by_a_column_that_may_be_absent()
    {
        var files = new Dictionary<string, string>(good)
        {
            ["acceptors.csv"] = "elsewhere,seats,id,longitude,latitude,skills,groups\n,1,m1,118.79,32.05,,\ntrue,1,m2,118.8,32.05,,\nfalse,1,m3,118.79,32.06,,\nfalse,1,m4,118.79,32.07,,\n",
            ["proposers.csv"] = "id,longitude,latitude,needs,need,group,elsewhere\nh1,118.79,32.04,,10,,false\n\"h,2\",118.79,32.04,,0,,true\n",
            ["locked.csv"] = "proposer,acceptor,stage\n\"h,2\",m1,1\nh1,m3,1\n",
            ["rules.json"] = "{}",
        };
        Assert.Equal((0, ""), Solve(files));
        // m2 would be nearer to h1, and the second place of h,2 is not to be had.
        Assert.Equal("proposer,acceptor,seat,stage,distance_dm\n\"h,2\",m1,1,1,11119\nh1,m3,1,1,22239\nh1,m4,1,2,33358\n", Written("pairs.csv"));
    }

    [Theory]
    [InlineData("proposers.csv", "\nh1,", "\nh1,x", "proposers.csv:2: longitude: longitude-is-within-180")]
    [InlineData("proposers.csv", ",32.04,medical", ",92.04,medical", "proposers.csv:2: latitude: latitude-is-within-90")]
    [InlineData("proposers.csv", ",10,", ",1.5,", "proposers.csv:2: need: need-is-a-whole-number")]
    [InlineData("proposers.csv", ",10,", ",101,", "proposers.csv:2: need: need-is-0-to-100")]
    [InlineData("proposers.csv", "\nh1,", "\n,", "proposers.csv:2: id: id-is-not-empty;choices.csv:2: from: from-is-known")]
    [InlineData("proposers.csv", ",0,\n", ",0\n", "proposers.csv:3: row: row-has-all-cells")]
    [InlineData("proposers.csv", "need,group\nh1,118.79,32.04,medical;legal,10,320102001001", "need,elsewhere\nh1,118.79,32.04,medical;legal,10,yes", "proposers.csv:1: group: column-is-there")]
    [InlineData("acceptors.csv", "groups\n1,m1,118.79,32.05,medical,320102001001;320102001002\n2,m2,118.8,32.05,,", "groups,elsewhere\n1,m1,118.79,32.05,medical,,yes\n2,m2,118.8,32.05,,,", "acceptors.csv:2: elsewhere: elsewhere-is-true-or-false")]
    [InlineData("proposers.csv", "id,longitude", "id,height", "proposers.csv:1: height: column-is-known;proposers.csv:1: longitude: column-is-there")]
    [InlineData("proposers.csv", "id,longitude", "id,id", "proposers.csv:1: id: column-named-once;proposers.csv:1: longitude: column-is-there")]
    [InlineData("acceptors.csv", "\n2,m2", "\n0,m2", "acceptors.csv:3: seats: seats-is-at-least-1")]
    [InlineData("acceptors.csv", "\n2,m2", "\n2,h1", "acceptors.csv:3: id: id-is-unique-over-both-sides;locked.csv:2: acceptor: acceptor-is-known")]
    [InlineData("choices.csv", "h1,m1,1\n", "h1,m1,1\nh1,m2,1\n", "choices.csv:3: rank: rank-is-given-once")]
    [InlineData("choices.csv", "h1,m1,1\n", "h1,h1,1\n", "choices.csv:2: to: choice-is-not-of-oneself")]
    [InlineData("choices.csv", "h1,m1,1\n", "h1,m3,first\n", "choices.csv:2: rank: rank-is-a-whole-number")]
    [InlineData("exclusions.csv", ",m1\n", ",m9\n", "exclusions.csv:2: acceptor: acceptor-is-known")]
    [InlineData("locked.csv", "m2,1", "m2,3", "locked.csv:2: stage: stage-is-1-or-2")]
    [InlineData("rules.json", "\"load\"", "\"weight\"", "rules.json:1: weight: rule-is-known")]
    [InlineData("rules.json", "5000", "\"much\"", "rules.json:1: load: load-is-a-whole-number")]
    [InlineData("rules.json", "5000", "-1", "rules.json:1: load: weight-is-not-negative")]
    [InlineData("rules.json", "\"levels\": 1", "\"k\": 101", "rules.json:1: k: k-is-at-most-100")]
    [InlineData("rules.json", "\"stable\"", "\"best\"", "rules.json:1: objective: objective-is-stable-or-nearest")]
    [InlineData("rules.json", "\"levels\": 1", "\"levels\": 17", "rules.json:1: levels: levels-is-at-most-16")]
    [InlineData("rules.json", "\"load\"", "\n\"radius\": 1, \"load\"", "rules.json:2: radius: rule-is-given-once")]
    [InlineData("rules.json", "}", "", "rules.json:1: file: file-is-json")]
    public void Bad_input_is_told_by_file_line_field_and_rule_and_nothing_is_written(string file, string what, string with, string told)
    {
        var at = good[file].IndexOf(what, StringComparison.Ordinal);
        var bad = new Dictionary<string, string>(good) { [file] = good[file][..at] + with + good[file][(at + what.Length)..] };
        Assert.Equal((2, told.Replace(';', '\n') + "\n"), Solve(bad));
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void A_file_that_has_to_be_there_and_is_not_is_named() =>
        Assert.Equal((2, "proposers.csv:1: file: file-is-there\nacceptors.csv:1: file: file-is-there\n"), Solve([]));

    [Fact]
    public void What_is_not_utf8_is_refused_by_its_line()
    {
        Write(good);
        File.AppendAllBytes(Path.Combine(In, "proposers.csv"), [.. "h3\xFF,118,32,,0,\n"u8[..2], 0xFF, .. ",118,32,,0,\n"u8]);
        var problems = new StringWriter { NewLine = "\n" };
        Assert.Equal(2, SolveVerb.Run(In, Out, problems));
        Assert.Equal("proposers.csv:4: row: file-is-utf8\n", problems.ToString());
    }

    [Fact]
    public void A_generated_market_comes_back_from_its_files_as_it_was()
    {
        var shape = new MarketShape(300, Needs: true, Groups: true);
        GenerateVerb.Write(In, shape);
        var read = new MarketFolder(In).Read();
        var made = new SyntheticMarket(shape).Market(new Rules());
        Assert.Equal(Lists.Text(Solver.Solve(made)), Lists.Text(Solver.Solve(read)));
    }

    (int Exit, string Told) Solve(Dictionary<string, string> files)
    {
        Write(files);
        var problems = new StringWriter { NewLine = "\n" };
        return (SolveVerb.Run(In, Out, problems), problems.ToString());
    }

    void Write(Dictionary<string, string> files)
    {
        Directory.CreateDirectory(In);
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(In, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    string Written(string name) => File.ReadAllText(Path.Combine(Out, name));

    static int Count(JsonDocument proof, string name) => proof.RootElement.GetProperty("counts").GetProperty(name).GetInt32();
}
