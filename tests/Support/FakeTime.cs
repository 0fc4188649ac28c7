namespace Support;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class FakeTime(DateTime now) : TimeProvider
{
    DateTimeOffset now = new(DateTime.SpecifyKind(now, DateTimeKind.Utc));

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
