using Defaults;

namespace Organizations;

static class Turns
{
    /// <summary>Does everything in one transaction, while nobody else takes a turn at this store.</summary>
    public static async Task<T> InTurnAsync<T>(this OrganizationsStore db, Func<Task<T>> act, CancellationToken stop)
    {
        await using var turn = await Turn.TakeAsync(db, stop);
        var result = await act();
        await turn.CommitAsync(stop);
        return result;
    }
}
