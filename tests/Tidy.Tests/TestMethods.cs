namespace Tidy.Tests;

/// <summary>A test's name says what holds, and the test always asks.</summary>
static class TestMethods
{
    static readonly string[] attributes = ["Fact", "Theory", "Property"];

    static readonly Rule sentences = new(
        "a test's name is a sentence",
        tree => All(tree).Where(test => test.Method.Identifier.ValueText.Count(letter => letter == '_') < 2)
            .SelectMany(test => test.Page.Object(test.Method.Identifier, $"{test.Method.Identifier} is no sentence")),
        Bad: [Tests("[Fact] public void VisitWorks() { }"), Tests("[Theory, InlineData(1)] public void Visit_works(int a) { }")],
        Good: [Tests("[Fact] public void A_visit_counts_once() { }\nvoid Run() { }")]);

    static readonly Rule asked = new(
        "no test is skipped",
        tree => All(tree).SelectMany(test => test.Method.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.ToString() is "Skip" or "Explicit") == true)
            .SelectMany(attribute => test.Page.Object(attribute, $"{test.Method.Identifier} is skipped"))),
        Bad: [Tests("[Fact(Skip = \"slow\")] public void A_visit_counts_once() { }"), Tests("[Theory, InlineData(1, Skip = \"\")] public void A_visit_counts_once(int a) { }")],
        Good: [Tests("[Fact(Timeout = 1000)] public void A_visit_counts_once() { }")]);

    static readonly Rule unconditional = new(
        "no test leaves before it has asked",
        tree => All(tree).SelectMany(test => test.Method.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .OfType<ReturnStatementSyntax>().Where(left => left.Expression is null)
            .SelectMany(left => test.Page.Object(left, $"{test.Method.Identifier} passes without asking"))),
        Bad: [Tests("[Fact] public void A_visit_counts_once() { if (server is null) return; Assert.True(Ask()); }")],
        Good: [Tests("[Fact] public void A_visit_counts_once() { Assert.True(Ask()); Run(() => { return; }); void Run(Action act) { return; } }")]);

    static IEnumerable<(Page Page, MethodDeclarationSyntax Method)> All(Tree tree) =>
        tree.Code.Where(page => page.IsTest).SelectMany(page => page.Code.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attributes.Contains(attribute.Name.ToString())))
            .Select(method => (page, method)));

    static Tree Tests(string method) => Tree.Of(("tests/Members.Tests/VisitTests.cs", $"public sealed class VisitTests\n{{\n{method}\n}}"));
}
