using Defaults;

namespace Local;

/// <summary>The lists that a caller brings, as files of one folder.</summary>
sealed class ListFolder(string path)
{
    public static readonly string[] Required = ["areas.csv", "organizations.csv", "members.csv", "households.csv"];

    const string rule = "file-is-there";

    public string Path { get; } = path;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public bool Has(string name) => System.IO.File.Exists(At(name));

    public Stream Open(string name) => System.IO.File.OpenRead(At(name));

    /// <summary>What is missing, before anything is started.</summary>
    public IReadOnlyList<ListedFault> Missing() =>
        [.. Required.Where(name => !Has(name)).Select(name => new ListedFault(name, 0, "file", rule, Texts.Of(rule)))];
}
