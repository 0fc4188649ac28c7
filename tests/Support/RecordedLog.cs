using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Support;

/// <summary>Keeps every line that was logged, exceptions included.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    readonly ConcurrentQueue<string> lines = [];

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Recorder(lines);

    public void Dispose() => lines.Clear();

    sealed class Recorder(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
