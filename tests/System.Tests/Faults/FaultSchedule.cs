using System.Diagnostics;
using Support;

namespace SystemTests;

/// <summary>One thing that goes wrong, and how it is put right.</summary>
/// <param name="First">inflicted before its stage is pushed, because it only shows when something is pushed meanwhile</param>
/// <param name="Meanwhile">awaited while it lasts: that somebody has felt it</param>
sealed record Fault(string Name, bool First, Func<Task> Inflict, Func<Pushing, Task> Meanwhile, Func<Task> Mend);

/// <summary>Every fault that the platform must survive, in an order drawn by a seed, each amid its own stage of pushing.</summary>
sealed class FaultSchedule(FaultWorld world, Random random, Action<string> say)
{
    static readonly string[] processes = ["organizations-1", "members-1", "members-2", "households-1", "volunteering-1", "assessment-1", "gateway-1"];

    /// <summary>All kinds once, in a new order.</summary>
    public Fault[] Draw()
    {
        Fault[] faults =
        [
            .. processes.Select(Killed),
            new("the broker killed", true, world.Rabbit.KillAsync, _ => RelayFeelsItAsync(), world.Rabbit.StartAgainAsync),
            new("PostgreSQL stopped at once", false, world.Postgres.StopAtOnceAsync, CallersFeelItAsync, world.Postgres.StartAgainAsync),
            new("loopback to PostgreSQL cut", false, Do(world.ToPostgres.Cut), CallersFeelItAsync, Do(world.ToPostgres.Mend)),
            new("loopback to the broker cut", true, Do(world.ToRabbit.Cut), _ => RelayFeelsItAsync(times: 4), Do(world.ToRabbit.Mend)),
            new("loopback to the broker silent", true, Do(world.ToRabbit.FallSilent), _ => RelayFeelsItAsync(), Do(world.ToRabbit.Speak)),
            new("the broker out of disk", true, () => world.Rabbit.SetDiskLimitAsync("1000000GB"), _ => RelayFeelsItAsync(), () => world.Rabbit.SetDiskLimitAsync("50MB")),
            Repeated(),
        ];
        random.Shuffle(faults);
        return faults;
    }

    /// <param name="stage">what of the pushing belongs to it</param>
    public async Task InflictAsync(Fault fault, Pushing pushing, int stage)
    {
        var watch = Stopwatch.StartNew();
        var (accepted, absorbed) = (pushing.Accepted, world.Absorbed);
        if (!fault.First) pushing.Open(stage);
        if (!fault.First) await pushing.MovesByAsync(random.Next(1, 100));
        await fault.Inflict();
        pushing.Open(stage);
        await fault.Meanwhile(pushing);
        await fault.Mend();
        say($"{fault.Name}: {watch.Elapsed.TotalSeconds:0.0} s, {pushing.Accepted - accepted} accepted, {world.Absorbed - absorbed} absorbed");
    }

    Fault Killed(string process) => new($"{process} killed", false, Do(() =>
    {
        using var victim = Process.GetProcessById(world.Six.Ids()[process]);
        victim.Kill();
    }), _ => Task.CompletedTask, () => world.Six.MustAsync("start"));

    Fault Repeated()
    {
        Duplicates? tap = null;
        return new("messages repeated 20 times", true,
            async () => tap = await Duplicates.TapAsync(world.Rabbit.Address, world.Six.Prefix),
            _ => tap!.RepeatAsync(messages: 5, times: 20),
            () => tap!.DisposeAsync().AsTask());
    }

    /// <summary>Every caller was turned away four times, on average: some seconds, unless all were done before it began.</summary>
    static Task CallersFeelItAsync(Pushing pushing)
    {
        var before = pushing.Repeated;
        return Eventually.HoldsAsync(() => Task.FromResult(pushing.Repeated >= before + 4 * FaultWorld.Callers || pushing.IsIdle), TimeSpan.FromMinutes(1));
    }

    /// <summary>What was accepted meanwhile could not be told.</summary>
    /// <param name="times">each time a relay waits longer before it looks again; four are some seconds</param>
    Task RelayFeelsItAsync(int times = 1)
    {
        var before = world.Stumbled;
        return Eventually.HoldsAsync(() => Task.FromResult(world.Stumbled >= before + times), TimeSpan.FromMinutes(1), pace: TimeSpan.FromMilliseconds(250));
    }

    static Func<Task> Do(Action act) => () =>
    {
        act();
        return Task.CompletedTask;
    };
}
