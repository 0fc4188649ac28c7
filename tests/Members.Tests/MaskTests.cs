namespace Members.Tests;

public sealed class MaskTests
{
    [Theory]
    [InlineData("王小明", "王**")]
    [InlineData("王五", "王**")]
    [InlineData("𠮷田", "𠮷**")] // a character outside the basic plane is not cut in two
    [InlineData("", "")]
    public void Of_a_name_the_first_character_is_left(string name, string masked) => Assert.Equal(masked, Mask.Name(name));

    [Theory]
    [InlineData("11010519491231002X", "110***********002X")]
    [InlineData("13812345678", "138****5678")]
    [InlineData("025-8331", "****")]
    [InlineData("", "")]
    public void Of_a_number_the_middle_is_hidden(string number, string masked) => Assert.Equal(masked, Mask.Number(number));
}
