using System.Text;

namespace Contracts.Tests;

public sealed class CodedTextTests
{
    [Theory]
    [InlineData("91350203M0001QAY9B", "credit-code-check-digit")] // In real use all the same.
    [InlineData("91310115591693856A", null)]
    [InlineData("91440300708461136T", null)]
    [InlineData("92371000MA3MXH0E3W", null)]
    [InlineData("91440300708461136A", "credit-code-check-digit")]
    [InlineData("91440300708461163T", "credit-code-check-digit")]
    [InlineData("92371000ma3mxh0e3w", "credit-code-form")]
    [InlineData("92371000IA3MXH0E3W", "credit-code-form")]
    [InlineData("9144030070846113T", "credit-code-form")]
    [InlineData(null, "credit-code-form")]
    public void A_credit_code_is_checked(string? code, string? rule) => Assert.Equal(rule, CreditCode.Check(code));

    [Theory]
    [InlineData("王小明", false)]
    [InlineData("阿依古丽·买买提", false)]
    [InlineData("𠮷田", false)]
    [InlineData("", false)]
    [InlineData("王\0明", true)]
    [InlineData("王\t明", true)]
    [InlineData("王明\n", true)]
    [InlineData("王\u007F", true)]
    [InlineData("王\u0085", true)]
    [InlineData("王\u202A", true)]
    [InlineData("\u202E明王", true)]
    [InlineData("王\u2066", true)]
    [InlineData("王\u2069", true)]
    [InlineData("王\u2029", false)]
    public void Control_characters_and_bidirectional_overrides_are_forbidden(string text, bool forbidden) =>
        Assert.Equal(forbidden, Text.HasForbidden(text));

    [Fact]
    public void What_is_forbidden_is_forbidden_in_utf_8_too()
    {
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (!Rune.TryCreate(scalar, out var rune)) continue;
            var text = $"王{rune}";
            if (Text.HasForbidden(text) != Text.HasForbidden(Encoding.UTF8.GetBytes(text))) Assert.Fail($"U+{scalar:X4}");
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_forbidden()
    {
        Assert.True(Text.HasForbidden("王" + (char)0xD842));
        Assert.True(Text.HasForbidden((char)0xDFB7 + "王"));
        Assert.True(Text.HasForbidden([(char)0xD842, (char)0xD842, (char)0xDFB7]));
        Assert.False(Text.HasForbidden([(char)0xD842, (char)0xDFB7]));
    }

    [Theory]
    [InlineData("13800138000", true)]
    [InlineData("16900000001", true)]
    [InlineData("025-83639999", true)]
    [InlineData("02583639999", true)]
    [InlineData("0512-65221111", true)]
    [InlineData("010-83639999-8012", true)]
    [InlineData("12345678901", false)]
    [InlineData("1380013800", false)]
    [InlineData("138001380000", false)]
    [InlineData("138 0013 8000", false)]
    [InlineData("+8613800138000", false)]
    [InlineData("83639999", false)]
    [InlineData("025-", false)]
    [InlineData("13800138000\n", false)]
    [InlineData("１３８００１３８０００", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_phone_is_mobile_or_a_land_line_with_its_area(string? phone, bool wellFormed) =>
        Assert.Equal(wellFormed, Phones.IsWellFormed(phone));

    [Fact]
    public void Aid_is_named_by_code_in_both_languages()
    {
        Assert.Equal(
            ["medical", "legal", "schooling", "employment", "elder-care", "child-care", "disability-care", "repairs", "counselling", "digital", "errands", "company"],
            Aid.Kinds.Select(kind => kind.Code));
        Assert.Equal(
            ["minimum-living", "extreme-poverty", "marginal", "rigid-expenditure", "party-member", "disability", "serious-illness", "elder-alone", "child", "other"],
            Aid.Categories.Select(category => category.Code));
        Assert.Equal("最低生活保障", Aid.Categories[0].Chinese);
        Assert.Equal("医疗健康", Aid.Kinds[0].Chinese);
        Assert.All(Aid.Categories, category => Assert.False(string.IsNullOrWhiteSpace(category.Authority)));
    }

    [Fact]
    public void Codes_stand_in_one_order_each_once_those_first_that_ship()
    {
        Assert.Equal(["minimum-living", "child", "abc", "b-1"], Aid.InOrder(["b-1", "child", "abc", "minimum-living", "child"]));
        Assert.Equal(Aid.Kinds.Select(it => it.Code), Aid.InOrder(Aid.Kinds.Select(it => it.Code).Reverse()));
        Assert.Empty(Aid.InOrder([]));
    }
}
