namespace Households.Tests;

/// <summary>One bureau for all tests of a class that leave nothing behind that another would see.</summary>
public sealed class OpenBureau : IAsyncLifetime
{
    internal Bureau Bureau { get; private set; } = null!;

    public async Task InitializeAsync() => Bureau = await Bureau.OpenAsync("sqlite");

    public async Task DisposeAsync() => await Bureau.DisposeAsync();
}
