namespace Local.Tests;

/// <summary>What an interrupted start goes on with, and whose files a data folder holds.</summary>
public sealed class BeginningTests : IDisposable
{
    static readonly DateOnly someday = new(2026, 3, 1);
    readonly Folder folder = new();

    [Fact]
    public void What_was_begun_goes_on_with_the_same_lists_and_first_day_on_any_other_day()
    {
        var lists = Directory.CreateDirectory(folder.File("in")).FullName;
        using var data = Begun(lists);
        var again = Beginning.Of(data, given: null, someday.AddDays(1))!;
        Assert.Equal((someday, lists), (again.Starts, again.Lists.Path));
        Assert.Equal("lists-are-those-begun-with", Assert.Throws<CannotStart>(() => Beginning.Of(data, folder.Path, someday)).Rule);
        Directory.Delete(lists);
        Assert.Equal("lists-are-there", Assert.Throws<CannotStart>(() => Beginning.Of(data, lists, someday)).Rule);
        again.Close();
        Assert.Null(Beginning.Of(data, given: null, someday));
    }

    [Fact]
    public void What_was_refused_is_begun_anew_and_files_of_others_stay()
    {
        using var data = Begun(Directory.CreateDirectory(folder.File("in")).FullName);
        File.WriteAllText(data.At("mine.csv"), "id\n");
        Beginning.Of(data, given: null, someday)!.Refuse();
        var other = Directory.CreateDirectory(folder.File("other")).FullName;
        Assert.Equal(other, Beginning.Of(data, other, someday)!.Lists.Path);
        Assert.Equal(["lock", "mine.csv"], Directory.EnumerateFiles(data.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_with_files_of_others_is_left_as_it_is()
    {
        File.WriteAllText(folder.File("mine.csv"), "id\n");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.Path, mode);
        Assert.Equal("data-folder-is-its-own", Assert.Throws<CannotStart>(() => DataFolder.Take(folder.Path)).Rule);
        Assert.Equal(["mine.csv"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows()) Assert.Equal(mode, File.GetUnixFileMode(folder.Path));
    }

    /// <summary>A data folder as a kill leaves it in the middle of the import.</summary>
    DataFolder Begun(string lists)
    {
        var data = DataFolder.Take(folder.File("data"));
        Beginning.Of(data, lists, someday)!.Open();
        File.WriteAllText(data.At("organizations.db"), "");
        return data;
    }

    public void Dispose() => folder.Dispose();
}
