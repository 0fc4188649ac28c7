using System.Globalization;

namespace Members;

/// <summary>What is left to see of a sensitive value.</summary>
static class Mask
{
    /// <summary>王小明 → 王**; the number of characters is not told.</summary>
    public static string Name(string name) => name.Length == 0 ? "" : StringInfo.GetNextTextElement(name) + "**";

    /// <summary>The first three and the last four characters of an ID number or a telephone number; of shorter ones nothing.</summary>
    public static string Number(string number) => number.Length switch
    {
        0 => "",
        < 11 => "****",
        _ => number[..3] + new string('*', number.Length - 7) + number[^4..],
    };
}
