namespace Defaults.Tests;

public sealed class InProcessEndTests
{
    [Fact]
    public async Task Nothing_is_handed_over_before_every_awaited_service_has_joined_whether_it_hears_or_not()
    {
        var end = new InProcessEnd("shop", "mute");
        var told = end.HandOverAsync(Guid.CreateVersion7(), new object(), CancellationToken.None);
        end.Join("shop", null);
        await Task.Delay(50);
        Assert.False(told.IsCompleted);
        end.Join("mute", null);
        await told.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
