using Defaults;

namespace Local;

/// <summary>The lists that a caller brings, as files of one folder.</summary>
sealed class ListFolder(string path)
{
    static readonly string[] required = ["areas.csv", "organizations.csv", "members.csv", "households.csv"];
    static readonly string[] optional = [ChoiceLists.Name, "exclusions.csv", ImportLists.RulesFile];

    public string Path { get; } = path;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public bool Has(string name) => File.Exists(At(name));

    public Stream Open(string name) => File.OpenRead(At(name));

    /// <summary>What is missing and what is too large, before any of it is read.</summary>
    public IReadOnlyList<ListedFault> Unreadable() =>
    [
        .. required.Where(name => !Has(name)).Select(name => Fault(name, "file-is-there")),
        .. required.Concat(optional).Where(name => Has(name) && new FileInfo(At(name)).Length > CsvList.MostBytes).Select(name => Fault(name, "file-within-limit")),
    ];

    static ListedFault Fault(string name, string rule) => new(name, 0, "file", rule, Texts.Of(rule));
}
