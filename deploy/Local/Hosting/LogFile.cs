using System.Globalization;

namespace Local;

/// <summary>What the services have to say goes to <c>log.txt</c> in the data folder; the terminal is for the person.</summary>
sealed class LogFile(string path) : ILoggerProvider
{
    static readonly Lock gate = new();

    public ILogger CreateLogger(string categoryName) => new Logger(path, categoryName);

    public void Dispose() { }

    sealed class Logger(string path, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            lock (gate) Write($"{now} {logLevel,-11} {category} {formatter(state, exception)} {exception}\n");
        }

        void Write(string line)
        {
            try
            {
                File.AppendAllText(path, line);
            }
            catch (IOException)
            {
                // On a full disk the line is lost, not the work that had something to say: the store tells its caller itself.
            }
        }
    }
}
