using System.Text;

namespace Households;

/// <summary>An address in the one form in which it is compared: half width, small letters, without blanks and punctuation; 号, 号楼, 单元 and 室 stay.</summary>
static class PlainAddress
{
    const char Between = '-';

    /// <summary>What stands between two numbers still parts them: 3-12 is not 31-2.</summary>
    public static string Of(string address)
    {
        var plain = new StringBuilder(address.Length);
        var parted = false;
        foreach (var rune in address.EnumerateRunes())
        {
            var half = HalfWidth(rune);
            if (!Rune.IsLetterOrDigit(half))
            {
                parted = true;
                continue;
            }
            if (parted && plain.Length > 0 && char.IsAsciiDigit(plain[^1]) && Rune.IsDigit(half)) plain.Append(Between);
            plain.Append(Rune.ToLowerInvariant(half).ToString());
            parted = false;
        }
        return plain.ToString();
    }

    static Rune HalfWidth(Rune rune) => rune.Value is > 0xFF00 and < 0xFF5F ? new Rune(rune.Value - 0xFEE0) : rune;
}
