namespace Contracts.Tests;

public sealed class AreaCodeTests
{
    [Theory]
    [InlineData("320000000000", AreaLevel.Province, "32")]
    [InlineData("320100000000", AreaLevel.City, "3201")]
    [InlineData("320102000000", AreaLevel.District, "320102")]
    [InlineData("320102002000", AreaLevel.Street, "320102002")]
    [InlineData("320102002001", AreaLevel.Community, "320102002001")]
    [InlineData("441900000000", AreaLevel.City, "4419")]
    [InlineData("441900003000", AreaLevel.Street, "441900003")]
    [InlineData("320102010010", AreaLevel.Community, "320102010010")]
    public void A_code_stands_for_the_prefix_that_its_trailing_zeros_leave(string code, AreaLevel level, string scope)
    {
        Assert.Equal(level, AreaCode.LevelOf(code));
        Assert.Equal(scope, AreaCode.Scope(code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("32")]
    [InlineData("320102")]
    [InlineData("32010200000")]
    public void A_shorter_code_is_its_own_scope(string code) => Assert.Equal(code, AreaCode.Scope(code));

    [Theory]
    [InlineData(AreaLevel.Province, "32")]
    [InlineData(AreaLevel.City, "3201")]
    [InlineData(AreaLevel.District, "320102")]
    [InlineData(AreaLevel.Street, "320102002")]
    [InlineData(AreaLevel.Community, "320102002001")]
    public void A_prefix_of_each_level_is_cut(AreaLevel level, string prefix)
    {
        Assert.Equal(prefix, AreaCode.Prefix("320102002001", level));
        Assert.Equal(prefix.PadRight(12, '0'), AreaCode.At("320102002001", level));
        Assert.Equal("32", AreaCode.Prefix("32", level));
    }

    [Fact]
    public void A_community_knows_its_street_and_district()
    {
        Assert.Equal("320102002000", AreaCode.StreetOf("320102002001"));
        Assert.Equal("320102000000", AreaCode.DistrictOf("320102002001"));
        Assert.Equal("441900000000", AreaCode.DistrictOf("441900003001"));
    }

    [Theory]
    [InlineData("320102002001", true)]
    [InlineData("32010200200", false)]
    [InlineData("3201020020010", false)]
    [InlineData("32010200200a", false)]
    [InlineData("32010200200１", false)]
    [InlineData("020102002001", false)]
    [InlineData(" 20102002001", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_well_formed_code_is_twelve_digits(string? code, bool wellFormed) =>
        Assert.Equal(wellFormed, AreaCode.IsWellFormed(code));

    [Theory]
    [InlineData("320102002001", CommunityKind.Residents)]
    [InlineData("320102002199", CommunityKind.Residents)]
    [InlineData("320102002200", CommunityKind.Village)]
    [InlineData("320102002399", CommunityKind.Village)]
    [InlineData("320102002498", CommunityKind.Other)]
    public void The_last_three_digits_tell_residents_committees_from_villages(string code, CommunityKind kind) =>
        Assert.Equal(kind, AreaCode.KindOf(code));

    [Fact]
    public void Levels_are_named_in_lower_case_and_parsed_exactly()
    {
        Assert.Equal(["province", "city", "district", "street", "community"], AreaLevels.All.Select(AreaLevels.Name));
        foreach (var level in AreaLevels.All)
            Assert.True(AreaLevels.TryParse(AreaLevels.Name(level), out var parsed) && parsed == level);
        foreach (var wrong in new[] { null, "", "Province", "county", "0" })
            Assert.False(AreaLevels.TryParse(wrong, out _));
    }
}
