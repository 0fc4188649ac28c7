using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Support;

/// <summary>Keeps every line that was logged, exceptions included.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = [];

    public string Text => string.Join('\n', lines.Select(it => it.Text));

    /// <summary>What was logged as an error, or worse.</summary>
    public IReadOnlyList<string> Errors => [.. lines.Where(it => it.Level >= LogLevel.Error).Select(it => it.Text)];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, lines);

    public void Dispose() => lines.Clear();

    sealed class Recorder(string category, ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
