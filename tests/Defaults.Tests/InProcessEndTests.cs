namespace Defaults.Tests;

public sealed class InProcessEndTests
{
    [Fact]
    public async Task Nothing_is_handed_over_before_every_awaited_service_has_joined_whether_it_hears_or_not()
    {
        var end = new InProcessEnd("shop", "mute");
        var told = end.HandOverAsync([Delivery.Of(Guid.Empty, new CrateMoved("c1"))], CancellationToken.None);
        end.Join("shop", null);
        await Assert.ThrowsAsync<TimeoutException>(() => told.WaitAsync(TimeSpan.FromMilliseconds(50)));
        end.Join("mute", null);
        await told.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
