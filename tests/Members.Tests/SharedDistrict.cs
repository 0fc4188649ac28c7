namespace Members.Tests;

/// <summary>One district for all tests of a class that leave it as they find it.</summary>
public sealed class SharedDistrict : IAsyncLifetime
{
    internal District District { get; private set; } = null!;

    public async Task InitializeAsync() => District = await District.OpenAsync("sqlite");

    public async Task DisposeAsync() => await District.DisposeAsync();
}
