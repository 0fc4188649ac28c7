using Microsoft.Extensions.Logging;

namespace Members.Tests;

/// <summary>Counts the statements that EF sends to the store on behalf of a test, and none that the service's own workers send meanwhile.</summary>
sealed class CountedStatements : ILoggerProvider, ILogger
{
    static readonly AsyncLocal<bool> counts = new();

    int many;

    public static void On(ILoggingBuilder logging, CountedStatements statements) =>
        logging.AddProvider(statements).AddFilter<CountedStatements>("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Information);

    public async Task<int> InAsync(Func<Task> act)
    {
        many = 0;
        counts.Value = true;
        await act();
        counts.Value = false;
        return many;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (counts.Value && eventId == Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.CommandExecuted) Interlocked.Increment(ref many);
    }

    public void Dispose()
    {
    }
}
