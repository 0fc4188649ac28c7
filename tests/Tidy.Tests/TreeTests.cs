using System.Reflection;

namespace Tidy.Tests;

public sealed class TreeTests
{
    public static TheoryData<string> Rules => [.. Rule.All.Keys];

    [Theory, MemberData(nameof(Rules))]
    public void The_tree_keeps_to(string rule)
    {
        var complaints = Rule.All[rule].Judge(Tree.Repository).ToList();
        Assert.True(complaints.Count == 0, $"{rule}:\n{string.Join('\n', complaints)}");
    }

    [Theory, MemberData(nameof(Rules))]
    public void Each_bad_sample_is_rejected_for_its_one_offence(string rule)
    {
        Assert.NotEmpty(Rule.All[rule].Bad);
        Assert.All(Rule.All[rule].Bad, sample => Assert.Single(Rule.All[rule].Judge(sample)));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Each_good_sample_is_accepted(string rule)
    {
        Assert.NotEmpty(Rule.All[rule].Good);
        Assert.All(Rule.All[rule].Good, sample => Assert.Empty(Rule.All[rule].Judge(sample)));
    }

    [Fact]
    public void Samples_of_code_are_code_that_compiles_as_far_as_it_goes()
    {
        var samples = Rule.All.Values.SelectMany(rule => rule.Bad.Concat(rule.Good)).SelectMany(tree => tree.Code);
        Assert.All(samples, page => Assert.DoesNotContain(page.Code.GetDiagnostics(), said => said.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void Every_allowance_says_why_and_names_no_file_that_is_gone()
    {
        var allowances = typeof(Rule).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Allowance[]))
            .SelectMany(field => (Allowance[])field.GetValue(null)!);
        Assert.All(allowances, allowance =>
        {
            Assert.Contains(' ', allowance.Reason);
            // A folder is allowed by the plan of the tree and may come later; a single file is allowed because it is there.
            Assert.True(allowance.Path.EndsWith('/') || Tree.Repository.Has(allowance.Path), $"{allowance.Path} is gone.");
        });
    }

    [Fact]
    public void The_reader_finds_this_project_and_leaves_out_what_is_built()
    {
        Assert.Contains(Tree.Repository.Pages, page => page.Path == "tests/Tidy.Tests/TreeTests.cs" && page.Text.Contains(nameof(TreeTests)));
        Assert.DoesNotContain(Tree.Repository.Files, path => path.Split('/').Intersect(["bin", "obj", ".git"]).Any());
    }
}
