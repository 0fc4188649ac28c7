using System.Globalization;

namespace Local;

/// <summary>
/// What a data folder is filled with: lists, and the first day of their campaign. <c>beginning.txt</c> holds the day and
/// where the lists are (nothing for the demonstration) from before the first row until after the last pairing was
/// adopted, so that a start after a crash goes on where it was, on whatever day and without being told the lists again.
/// </summary>
sealed class Beginning
{
    const string File = "beginning.txt", Refused = "refused.txt";

    readonly DataFolder folder;
    readonly string source;

    Beginning(DataFolder folder, DateOnly starts, string source) => (this.folder, Starts, this.source) = (folder, starts, source);

    /// <summary>The campaign's first day.</summary>
    public DateOnly Starts { get; }

    public ListFolder Lists => new(source.Length > 0 ? source : folder.At(Demonstration.Folder));

    /// <param name="given">the lists that the caller names, null for those begun with or the demonstration</param>
    /// <param name="today">the first day, if it begins now</param>
    /// <returns>null when the folder is filled already</returns>
    /// <exception cref="CannotStart">rules <c>lists-are-those-begun-with</c>, <c>lists-are-there</c></exception>
    public static Beginning? Of(DataFolder folder, string? given, DateOnly today)
    {
        if (System.IO.File.Exists(folder.At(Refused))) folder.Empty();
        if (folder.HasStores && !System.IO.File.Exists(folder.At(File))) return null;
        var it = folder.HasStores ? Read(folder) : new Beginning(folder, today, given ?? "");
        if (given is not null && given != it.source) throw new CannotStart("lists-are-those-begun-with", it.Lists.Path);
        if (it.source.Length == 0) Demonstration.WriteTo(it.Lists.Path);
        else if (!Directory.Exists(it.source)) throw new CannotStart("lists-are-there", it.source);
        return it;
    }

    /// <summary>From now on a start goes on with this.</summary>
    public void Open()
    {
        var fresh = folder.At(File + ".new");
        System.IO.File.WriteAllLines(fresh, [Starts.ToString("O", CultureInfo.InvariantCulture), source]);
        System.IO.File.Move(fresh, folder.At(File), overwrite: true);
    }

    /// <summary>The lists were refused: should the process be killed before they are thrown away, the next start does it.</summary>
    public void Refuse() => System.IO.File.WriteAllText(folder.At(Refused), "refused\n");

    public void Close()
    {
        if (Directory.Exists(folder.At(Demonstration.Folder))) Directory.Delete(folder.At(Demonstration.Folder), recursive: true);
        System.IO.File.Delete(folder.At(File));
    }

    static Beginning Read(DataFolder folder)
    {
        var lines = System.IO.File.ReadAllLines(folder.At(File));
        return new Beginning(folder, DateOnly.ParseExact(lines[0], "O", CultureInfo.InvariantCulture), lines[1]);
    }
}
