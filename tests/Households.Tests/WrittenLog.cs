using System.Text;
using Microsoft.Extensions.Logging;

namespace Households.Tests;

/// <summary>Keeps what a service logs, exceptions in full.</summary>
sealed class WrittenLog : ILoggerProvider, ILogger
{
    readonly StringBuilder text = new();

    public string Text
    {
        get
        {
            lock (text) return text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (text) text.Append(formatter(state, exception)).Append(exception).AppendLine();
    }

    public void Dispose() { }
}
