namespace Tidy.Tests;

/// <summary>One text file of the tree, known by its path from the top with forward slashes.</summary>
sealed class Page(string path, string text)
{
    readonly Lazy<CompilationUnitSyntax> code = new(() => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public string[] Lines => Text.Split('\n');

    /// <summary>The folders from the top down to the file.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    /// <summary>The file's name up to its first dot: <c>Pairing</c> of <c>Pairing.cs</c>.</summary>
    public string Stem => Path.Split('/')[^1].Split('.')[0];

    /// <summary>C# that a person wrote; migrations are generated and judged by nobody.</summary>
    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal) && !Folders.Contains("Migrations");

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The folder under <c>services/</c>, or null for a file that belongs to no service.</summary>
    public string? ServiceFolder => Folders is ["services", var name, ..] ? name : null;

    public CompilationUnitSyntax Code => code.Value;

    public IEnumerable<Complaint> Object(SyntaxNodeOrToken where, string says) =>
        [new Complaint(Path, where.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, says)];

    public override string ToString() => Path;
}

/// <summary>What a rule objects to, and where; line 1 stands for the whole file too.</summary>
sealed record Complaint(string Path, int Line, string Says)
{
    public override string ToString() => $"{Path}:{Line}: {Says}";
}
