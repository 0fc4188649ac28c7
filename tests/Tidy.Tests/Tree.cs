namespace Tidy.Tests;

/// <summary>The files of the repository, or of a sample. Rules see the files through this and touch no disk.</summary>
sealed class Tree
{
    // Longer files are data; no rule is about data.
    const long longestText = 1 << 20;

    static readonly Lazy<Tree> repository = new(() => Read(Top()));

    readonly HashSet<string> files;
    readonly HashSet<string> folders;

    Tree(IEnumerable<string> paths, IEnumerable<Page> pages)
    {
        files = [.. paths];
        Pages = [.. pages];
        folders = [.. files.SelectMany(FoldersOf)];
    }

    public static Tree Repository => repository.Value;

    public IReadOnlyList<Page> Pages { get; }

    public IEnumerable<string> Files => files;

    public IEnumerable<Page> Code => Pages.Where(page => page.IsCode);

    public IEnumerable<Page> Projects => Pages.Where(page => page.IsProject);

    /// <summary>A file or a folder of the tree; a slash at the end asks for a folder.</summary>
    public bool Has(string path) => path.EndsWith('/') ? folders.Contains(path[..^1]) : files.Contains(path) || folders.Contains(path);

    public static Tree Of(params (string Path, string Text)[] pages) =>
        new(pages.Select(page => page.Path), pages.Select(page => new Page(page.Path, page.Text)));

    /// <summary>Reads everything below <paramref name="top"/> except links and what its <c>.gitignore</c> names.</summary>
    public static Tree Read(string top)
    {
        var ignored = File.ReadAllLines(Path.Combine(top, ".gitignore")).Append(".git").Append(".git/").ToHashSet();
        var paths = Walk(new DirectoryInfo(top), "", ignored).Order(StringComparer.Ordinal).ToList();
        return new Tree(paths, paths.Select(path => ReadText(top, path)).OfType<Page>());
    }

    static IEnumerable<string> Walk(DirectoryInfo folder, string prefix, HashSet<string> ignored)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var isFolder = entry is DirectoryInfo;
            if (entry.LinkTarget is not null || ignored.Contains(entry.Name + (isFolder ? "/" : "")) || ignored.Contains("*" + entry.Extension))
                continue;
            if (!isFolder)
                yield return prefix + entry.Name;
            else
                foreach (var path in Walk((DirectoryInfo)entry, prefix + entry.Name + "/", ignored))
                    yield return path;
        }
    }

    static Page? ReadText(string top, string path)
    {
        var file = new FileInfo(Path.Combine(top, path));
        if (file.Length > longestText)
            return null;
        var text = File.ReadAllText(file.FullName);
        return text.Contains('\0') ? null : new Page(path, text);
    }

    static string Top()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pairing.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Pairing.sln is in no folder above the tests.");
    }

    static IEnumerable<string> FoldersOf(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
