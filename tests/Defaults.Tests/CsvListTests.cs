using System.Text;

namespace Defaults.Tests;

public sealed class CsvListTests
{
    static readonly Columns columns = Columns.Of("id", "area").With("note");

    /// <summary>A file, and what is said of it: <c>line field rule</c> for each fault, or each row as <c>line:id,area,note</c>.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "id,area\na,1\nb,2\n", "2:a,1, 3:b,2," },
        { "\uFEFFid,area\r\na,1\r\nb,2", "2:a,1, 3:b,2," },
        { "note,area,id\nx,1,a\n", "2:a,1,x" },
        { " id , area \n a , 1 \n", "2:a,1," },
        { "id,area,note\n\"a\",\"1\",\"say \"\"hi\"\", friend\"\n", "2:a,1,say \"hi\", friend" },
        { "id,area\n#a,1\n", "2:#a,1," },
        { "sep=;\nid;area\n", "1 column 1 column-is-known; 1 id column-is-there; 1 area column-is-there" },
        { "id,area\n", "" },
        { "id,area", "" },
        { "", "1 file file-has-header" },
        { "id,area,colour\n", "1 colour column-is-known" },
        { "id\n", "1 area column-is-there" },
        { "id,area,id\n", "1 id column-named-once" },
        { "ID,area\n", "1 ID column-is-known; 1 id column-is-there" },
        { "i\u0001d,area\n", "1 column 1 column-is-known; 1 id column-is-there" },
        { "id,area\na\nb,2,3,4\nc,3\n", "2 row row-has-all-cells; 3 row row-has-all-cells" },
        { "id,area\na,\"1\nb,2\n", "2 row row-is-rfc4180" },
        { "id,area\na,1\"2\nb,2\n", "2 row row-is-rfc4180" },
        { "id,area\n\"a\"x,1\nb,2\n", "2 row row-is-rfc4180" },
        { "id,area\na,1\u0000\nb,2\n", "2 area no-control-characters" },
        { "id,area\na,\"1\n2\"\nb,\u202E2\n", "2 area no-control-characters; 4 area no-control-characters" },
        { "id,area\na\tb,1\n", "2 id no-control-characters" },
        { "id,area\na,1\u0085\nb,\u20662\nc,\u007F\n", "2 area no-control-characters; 3 area no-control-characters; 4 area no-control-characters" },
        { "id,area\n¥“é”,𠮷\n", "2:¥“é”,𠮷," },
        { "id,area\r\n\"a\r\n\r\n\",1\r\nb,2,3\r\n", "2 id no-control-characters; 5 row row-has-all-cells" },
        { $"id,area\n{new string('a', 1_000)},1\nb,{new string('王', 1_001)}\n", "3 area cell-within-limit" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task Every_fault_of_form_is_told_with_its_line(string text, string said)
    {
        var list = await ReadAsync(Encoding.UTF8.GetBytes(text));
        Assert.Equal(said, Said(list));
    }

    [Theory]
    [InlineData("latin", "2 row file-is-utf8")]
    [InlineData("header", "1 row file-is-utf8")]
    [InlineData("utf-16", "1 file file-is-utf8")]
    [InlineData("utf-16-big", "1 file file-is-utf8")]
    [InlineData("utf-32", "1 file file-is-utf8")]
    [InlineData("utf-32-big", "1 file file-is-utf8")]
    [InlineData("gb18030", "2 row file-is-utf8")]
    [InlineData("surrogate", "2 row file-is-utf8")]
    [InlineData("overlong", "2 row file-is-utf8")]
    public async Task What_is_not_utf_8_is_refused(string kind, string said)
    {
        byte[] bytes = kind switch
        {
            "latin" => [.. "id,area\nM"u8, 0xFC, .. "ller,1\n"u8],
            "header" => [.. "id,ar"u8, 0xFF, .. "ea\na,1\n"u8],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,area\na,1\n")],
            "utf-16-big" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("id,area\na,1\n")],
            "utf-32" => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes("id,area\na,1\n")],
            "utf-32-big" => [0, 0, 0xFE, 0xFF, .. new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetBytes("id,area\na,1\n")],
            "gb18030" => [.. "id,area\n"u8, 0xCD, 0xF5, .. ",1\n"u8],
            "surrogate" => [.. "id,area\n"u8, 0xED, 0xA0, 0x80, .. ",1\n"u8],
            _ => [.. "id,area\n"u8, 0xC0, 0xAF, .. ",1\n"u8],
        };
        var list = await ReadAsync(bytes);
        Assert.StartsWith(said, Said(list), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf_16_without_a_mark_is_refused_too()
    {
        var list = await ReadAsync(Encoding.Unicode.GetBytes("id,area\na,1\n"));
        Assert.True(list.Faults.Any);
        Assert.Empty(list.Rows);
    }

    [Theory]
    [InlineData("id,area\na,1\n", 'x', "3 row row-within-limit")]
    [InlineData("id,area\na,1\n\"", '\n', "3 row row-within-limit")]
    [InlineData("", '\0', "1 row row-within-limit")]
    public async Task A_record_that_does_not_end_within_the_limit_is_refused_where_it_begins(string before, char then, string said)
    {
        var list = await ReadAsync(Encoding.UTF8.GetBytes(before + new string(then, 2 << 20)));
        Assert.Equal(said, Said(list));
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_while_it_is_read()
    {
        await using var endless = new EndlessList("id,area\n"u8.ToArray(), "a,1\n"u8.ToArray(), blank: (byte)'\n');
        var list = await CsvList.ReadAsync(endless, "crates.csv", columns, CancellationToken.None);
        Assert.Contains(list.Faults.List, fault => fault.Rule == "file-within-limit");
        Assert.InRange(endless.Given, CsvList.MostBytes + 1, CsvList.MostBytes + (4 << 20));
    }

    [Fact]
    public async Task The_first_thousand_faults_are_listed_and_the_rest_counted()
    {
        var list = await ReadAsync(Encoding.UTF8.GetBytes("id,area\n" + string.Concat(Enumerable.Repeat("a\n", 2_500))));
        Assert.Equal((1_000, 2_500L, 2_500), (list.Faults.List.Count, list.Faults.Count, list.Count));
    }

    [Fact]
    public async Task A_cell_tells_by_name_what_rule_it_breaks()
    {
        var list = await CsvList.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(
                $"id,n,d,c,longitude,latitude,crs\n"
                + $",x,2026-02-30,medical;wizardry,118,,\n{new string('i', 65)},21,26-1-1,;;legal;medical;legal,1e2,32,WGS-85\na,5,2026-01-31,,72.9,54.1,gcj-02\nb,,2026-1-31,,,,\n")),
            "all.csv", Columns.Of("id", "n", "d", "c", "longitude", "latitude", "crs"), CancellationToken.None);
        var codes = list.Rows.Select(row =>
        {
            row.Id("id");
            row.Number("n", 1, 20, empty: 1);
            row.Date("d");
            row.Position();
            return string.Join(';', row.Codes("c", ["medical", "legal"]));
        }).ToList();
        Assert.Equal(["medical", "medical;legal", "", ""], codes);
        Assert.Equal(
            "2 id is-given; 2 n number-in-range; 2 d date-form; 2 latitude is-given; 2 c code-is-known; "
            + "3 id id-form; 3 n number-in-range; 3 d date-form; 3 crs code-is-known; 3 longitude coordinates-inside-country; "
            + "4 longitude coordinates-inside-country; 4 latitude coordinates-inside-country; 5 d date-form",
            Said(list.Faults));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("=1+1")]
    [InlineData("+8")]
    [InlineData("-1")]
    [InlineData("@x")]
    [InlineData("a b")]
    [InlineData("a\u3000b")]
    public async Task An_id_that_no_address_and_no_list_can_carry_is_refused(string id)
    {
        var list = await ReadAsync(Encoding.UTF8.GetBytes($"id,area\n{id},1\n"));
        Assert.Null(list.Rows[0].Id("id"));
        Assert.Equal("2 id id-form", Said(list));
    }

    /// <summary>A list, and what its only row says but for the note, where <c>id</c>, <c>area</c> is the usual order.</summary>
    [Theory]
    [InlineData("id,area,note\na,1,x\n", "id|area|note:a|1|")]
    [InlineData("id,area,note\n\"a\",1,\"y,\"\"z\"\"\"\n", "id|area|note:a|1|")]
    [InlineData("note,area,id\nx,1,a\n", "note|area|id:1|a|")]
    [InlineData("id,note,area\na,x,\n", "id|note|area:a||")]
    public async Task What_a_row_says_but_for_one_column_is_one_text(string text, string said)
    {
        var row = Assert.Single((await ReadAsync(Encoding.UTF8.GetBytes(text))).Rows);
        Assert.Equal(said, Encoding.UTF8.GetString(row.ToText(["id", "area"], but: "note")).Replace('\u001f', '|').Replace('\u001e', ':'));
    }

    [Fact]
    public async Task In_the_usual_order_columns_are_not_named()
    {
        var row = Assert.Single((await ReadAsync("id,area,note\na,1,x\n"u8.ToArray())).Rows);
        Assert.Equal("a\u001f1\u001f", Encoding.UTF8.GetString(row.ToText(["id", "area", "note"], but: "note")));
        Assert.Equal("a\u001fx\u001f", Encoding.UTF8.GetString(row.ToText(["id", "area", "note"], but: "area")));
    }

    [Fact]
    public async Task Faults_are_told_in_the_order_of_the_lines()
    {
        var list = await ReadAsync("id,area\na/b,1\nb\n"u8.ToArray());
        list.Rows[0].Id("id");
        Assert.Equal("2 id id-form; 3 row row-has-all-cells", Said(list));
    }

    [Fact]
    public void An_answer_is_harmless_to_a_spreadsheet()
    {
        Assert.Equal("a,\"b,c\",\"say \"\"hi\"\"\",'=1+1,'+8,'-1,'@x,\n", CsvCell.Line("a", "b,c", "say \"hi\"", "=1+1", "+8", "-1", "@x", null));
    }

    static Task<CsvList> ReadAsync(byte[] bytes) => CsvList.ReadAsync(new MemoryStream(bytes), "crates.csv", columns, CancellationToken.None);

    static string Said(CsvList list) => list.Faults.Any
        ? Said(list.Faults)
        : string.Join(' ', list.Rows.Select(row => $"{row.Line}:{row["id"]},{row["area"]},{row["note"]}"));

    static string Said(Faults faults) => string.Join("; ", faults.List.Select(fault => $"{fault.Line} {fault.Field} {fault.Rule}"));
}
