using System.Diagnostics;
using System.Net;
using Support;
using Xunit;
using Xunit.Abstractions;

namespace SystemTests;

/// <summary>
/// Nothing accepted is lost and nothing takes effect twice, whatever fails meanwhile. The controls are the same run with the
/// inbox off and with the outbox off: if they pass, the check cannot see.
/// </summary>
[Collection(OnServers.Name)]
public sealed class FaultTests(ITestOutputHelper output)
{
    static readonly bool isLong = Environment.GetEnvironmentVariable("PAIRING_TEST_LONG") == "1";

    [Fact]
    public async Task Every_acknowledged_change_takes_effect_once_through_every_fault_and_the_controls_fail()
    {
        output.WriteLine($"seed {Seed.Value}");
        await using var world = await FaultWorld.StartAsync();
        await SurvivesAsync(world, changes: isLong ? 24_000 : 5_000, rounds: isLong ? 3 : 1);
        await DiskFullAsync(world);
        await InboxOffAsync(world);
        await OutboxOffAsync(world);
    }

    async Task SurvivesAsync(FaultWorld world, int changes, int rounds)
    {
        var schedule = new FaultSchedule(world, new Random(Seed.Value), output.WriteLine);
        var faults = Enumerable.Range(0, rounds).SelectMany(_ => schedule.Draw()).ToArray();
        var pushing = new Pushing(world.Pushers, "run", changes, faults.Length, Seed.Value);
        var (before, watch) = (world.Absorbed, Stopwatch.StartNew());
        for (var stage = 0; stage < faults.Length; stage++) await schedule.InflictAsync(faults[stage], pushing, stage);
        await pushing.All;
        var lasted = watch.Elapsed;
        watch.Restart();
        await world.Quiet.WaitAsync(TimeSpan.FromSeconds(60));
        var quiet = watch.Elapsed;
        var absorbed = world.Absorbed - before;
        var verdict = await Verdict.OfAsync(pushing, "run", world.Reader, world.StoreOf);
        output.WriteLine(
            $"{pushing.Accepted} changes accepted in {lasted.TotalSeconds:0} s through {faults.Length} faults, {pushing.Repeated} requests repeated, "
            + $"{absorbed} redeliveries absorbed, quiet after {quiet.TotalSeconds:0.0} s: {verdict}");
        Assert.Equal(Verdict.Good, verdict);
        Assert.True(pushing.Accepted >= changes && faults.Length >= 12 && absorbed >= 50, "the run is void: too few changes, faults or redeliveries");
    }

    /// <summary>
    /// PostgreSQL's disk has no room: what cannot be kept is refused for now, what is there is read, and when there is room
    /// again all goes on by itself. A server that has given up is started again, as whoever looks after it would.
    /// </summary>
    async Task DiskFullAsync(FaultWorld world)
    {
        var pushing = new Pushing(world.Pushers, "disk", 600, 1, Seed.Value);
        await world.Postgres.Disk.FillAsync();
        pushing.Open(0);
        await Eventually.HoldsAsync(
            () => pushing.All.IsFaulted ? throw pushing.All.Exception! : Task.FromResult(pushing.Repeated >= 4 * FaultWorld.Callers), TimeSpan.FromMinutes(1));
        using (var read = await world.Reader.GetAsync("/api/v1/households/register?limit=1"))
            Assert.True(read.IsSuccessStatusCode || read.StatusCode == HttpStatusCode.ServiceUnavailable && !world.Postgres.Runs, $"a read was answered {read.StatusCode}");
        var (refused, ran, watch) = (pushing.Repeated, world.Postgres.Runs, Stopwatch.StartNew());
        await world.Postgres.Disk.FreeAsync(FaultWorld.Disk);
        if (!world.Postgres.Runs) await world.Postgres.StartAgainAsync();
        await Eventually.HoldsAsync(async () => (await world.Six.RunAsync("status")).Code == 0, TimeSpan.FromMinutes(1));
        var ready = watch.Elapsed;
        var verdict = await JudgedAsync(world, pushing, "disk");
        output.WriteLine($"disk full: {refused} requests refused, {(ran ? "reads served" : "the server gave up")}, ready {ready.TotalSeconds:0.0} s after there was room: {verdict}");
        Assert.Equal(Verdict.Good, verdict);
        Assert.Contains("Not now: store-has-room", world.Six.Logs(), StringComparison.Ordinal);
    }

    /// <summary>
    /// The inbox forgets each message as soon as it has claimed it, and the ledger's own guard, one line for a message, is
    /// taken away too: what is repeated now counts twice. Done in the store, so that the programs are those of production.
    /// </summary>
    async Task InboxOffAsync(FaultWorld world)
    {
        await world.DoInStoreAsync("assessment", """
            CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM inbox; RETURN NULL; END';
            CREATE TRIGGER forget AFTER INSERT ON inbox FOR EACH STATEMENT EXECUTE FUNCTION forget();
            DROP INDEX "IX_ledger_Message_Part";
            """);
        var pushing = new Pushing(world.Pushers, "inbox", 500, 1, Seed.Value);
        await using (var tap = await Duplicates.TapAsync(world.Rabbit.Address, world.Six.Prefix))
        {
            pushing.Open(0);
            await tap.RepeatAsync(messages: 5, times: 20);
        }
        var verdict = await JudgedAsync(world, pushing, "inbox");
        await world.DoInStoreAsync("assessment", "DROP TRIGGER forget ON inbox");
        output.WriteLine($"inbox off: {verdict}");
        Assert.True(verdict.Doubled > 0, "nothing was doubled without an inbox: the check cannot see");
        Assert.Equal(0, verdict.Lost);
    }

    /// <summary>
    /// The outbox lets go of each fact as soon as the relay has taken it, as if it were told straight from memory: what
    /// cannot be told at that moment is gone. Done in the store, as above.
    /// </summary>
    async Task OutboxOffAsync(FaultWorld world)
    {
        await world.DoInStoreAsync("households", """
            CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN DELETE FROM outbox WHERE "Id" = NEW."Id"; RETURN NULL; END';
            CREATE TRIGGER forget AFTER UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION forget();
            """);
        var stumbled = world.Stumbled;
        var pushing = new Pushing(world.Pushers, "outbox", 500, 1, Seed.Value);
        world.ToRabbit.Cut();
        pushing.Open(0);
        await Eventually.HoldsAsync(() => Task.FromResult(world.Stumbled > stumbled), TimeSpan.FromMinutes(1));
        world.ToRabbit.Mend();
        var verdict = await JudgedAsync(world, pushing, "outbox");
        await world.DoInStoreAsync("households", "DROP TRIGGER forget ON outbox");
        output.WriteLine($"outbox off: {verdict}");
        Assert.True(verdict.Lost > 0, "nothing was lost without an outbox: the check cannot see");
        Assert.Equal(0, verdict.Doubled);
    }

    static async Task<Verdict> JudgedAsync(FaultWorld world, Pushing pushing, string name)
    {
        await pushing.All;
        await world.Quiet.WaitAsync(TimeSpan.FromSeconds(60));
        return await Verdict.OfAsync(pushing, name, world.Reader, world.StoreOf);
    }
}
