namespace Defaults.Tests;

/// <summary>One shop for all tests of a class that only ask and change nothing that another would see.</summary>
public sealed class OpenShop : IAsyncLifetime
{
    internal Shop Shop { get; private set; } = null!;

    public async Task InitializeAsync() => Shop = await Shop.OpenAsync("sqlite");

    public async Task DisposeAsync() => await Shop.DisposeAsync();
}
