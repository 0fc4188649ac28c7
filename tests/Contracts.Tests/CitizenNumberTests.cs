namespace Contracts.Tests;

public sealed class CitizenNumberTests
{
    static readonly DateOnly today = new(2026, 1, 1);

    [Theory]
    [InlineData("11010519491231002X", 1949, 12, 31)]
    [InlineData("440524188001010014", 1880, 1, 1)]
    [InlineData("11010519491231002x", 1949, 12, 31)]
    [InlineData("110105491231002", 1949, 12, 31)]
    [InlineData("999999194912310025", 1949, 12, 31)] // No such county: never judged.
    public void Numbers_that_pass(string number, int year, int month, int day)
    {
        Assert.Null(CitizenNumber.Check(number, today, out var birth));
        Assert.Equal(new DateOnly(year, month, day), birth);
    }

    [Theory]
    [InlineData(null, "id-number-form")]
    [InlineData("", "id-number-form")]
    [InlineData("1101051949123100", "id-number-form")]
    [InlineData("1101051949123100 2", "id-number-form")]
    [InlineData("11010519491231002Y", "id-number-form")]
    [InlineData("1101051949123100２X", "id-number-form")]
    [InlineData("11010549123100X", "id-number-form")]
    [InlineData("110105194912310021", "id-number-check-digit")]
    [InlineData("110105194912310012", "id-number-check-digit")]
    [InlineData("110105491331002", "id-number-birth-date")]
    [InlineData("110105490229002", "id-number-birth-date")]
    public void Numbers_that_are_refused(string? number, string rule) =>
        Assert.Equal(rule, CitizenNumber.Check(number, today, out _));

    [Theory]
    [InlineData("20250229", "id-number-birth-date")]
    [InlineData("00010101", "id-number-birth-date")]
    [InlineData("17991231", "id-number-birth-date")]
    [InlineData("20260102", "birth-date-not-in-future")]
    [InlineData("20260101", null)]
    public void A_birth_date_is_a_date_not_in_the_future(string date, string? rule)
    {
        var first = "320102" + date + "001";
        Assert.Equal(rule, CitizenNumber.Check(first + CitizenNumber.CheckCharacter(first), today, out _));
    }

    [Fact]
    public void Every_wrong_check_character_is_refused()
    {
        foreach (var character in "0123456789X".Where(c => c != 'X'))
            Assert.Equal("id-number-check-digit", CitizenNumber.Check("11010519491231002" + character, today, out _));
    }

    [Fact]
    public void A_fifteen_digit_number_and_its_successor_are_kept_as_one()
    {
        Assert.Equal("11010519491231002X", CitizenNumber.ToEighteen("110105491231002"));
        Assert.Equal("11010519491231002X", CitizenNumber.Normalise("110105491231002"));
        Assert.Equal("11010519491231002X", CitizenNumber.Normalise("11010519491231002x"));
    }

    [Fact]
    public void Every_single_wrong_digit_and_every_swap_of_neighbours_is_found()
    {
        const string number = "440524188001010014";
        for (var i = 0; i < 17; i++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                if (digit != number[i])
                    Assert.NotNull(CitizenNumber.Check(number[..i] + digit + number[(i + 1)..], today, out _));
            }
            if (i < 16 && number[i] != number[i + 1])
                Assert.NotNull(CitizenNumber.Check($"{number[..i]}{number[i + 1]}{number[i]}{number[(i + 2)..]}", today, out _));
        }
    }
}
