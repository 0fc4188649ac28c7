namespace Local;

/// <summary>Waits until every fact was told to everyone who hears it, so that the next list may name what the last one brought.</summary>
sealed class Settled(FrontDoors doors)
{
    static readonly string[] services = ["organizations", "households", "members", "volunteering", "assessment"];

    /// <exception cref="Defaults.RefusedException">rule <c>facts-are-taken</c>, when one was refused for good; rule <c>store-has-room</c></exception>
    public async Task WaitAsync(CancellationToken stop)
    {
        // Twice in a row: a fact may cause another one in a service that was already looked at.
        for (var quiet = 0; quiet < 2;)
        {
            var waiting = 0;
            foreach (var service in services)
            {
                var state = await doors.Operations.GetAsync($"/api/v1/{service}/outbox", stop);
                Defaults.Refused.Unless(state.GetProperty("parked").GetInt32() == 0, "facts-are-taken");
                waiting += state.GetProperty("waiting").GetInt32();
            }
            if (waiting > 0) doors.NeedRoom();
            quiet = waiting == 0 ? quiet + 1 : 0;
            if (quiet < 2) await Task.Delay(250, stop); // the gateway lets nobody ask more than fifty times a second
        }
    }
}
