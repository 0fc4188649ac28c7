using System.Reflection;

namespace Tidy.Tests;

/// <summary>
/// One thing that the style asks and a machine can see. Each bad sample holds one offence, each good sample none,
/// so that a rule that sees nothing, or too much, is seen itself.
/// </summary>
sealed record Rule(string Name, Func<Tree, IEnumerable<Complaint>> Judge, Tree[] Bad, Tree[] Good)
{
    /// <summary>Every rule that stands in a static field of this project: to write one is to have it enforced.</summary>
    public static IReadOnlyDictionary<string, Rule> All { get; } = typeof(Rule).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(Rule))
        .Select(field => (Rule)field.GetValue(null)!)
        .ToDictionary(rule => rule.Name, StringComparer.Ordinal);
}

/// <summary>A file, or with a slash at the end a folder, that a rule passes over, and why it may.</summary>
sealed record Allowance(string Path, string Reason)
{
    public bool Covers(Page page) => Covers(page.Path);

    public bool Covers(string path) => Path.EndsWith('/') ? path.StartsWith(Path, StringComparison.Ordinal) : path == Path;
}
