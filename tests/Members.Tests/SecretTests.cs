using System.Collections.Concurrent;
using System.Text;
using Defaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Support;

namespace Members.Tests;

public sealed class SecretTests
{
    static readonly string[] planted =
    [
        "欧阳娜娜", "11010519491231002X", "13712349876", "118.7654321", "32.0456789", "远房表亲", "与邻居有纠纷", "118.7712345",
    ];

    [Fact]
    public async Task Nothing_personal_stands_in_the_clear_in_a_store_a_fact_a_log_or_an_error()
    {
        var logged = new Written();
        await using var district = await District.OpenAsync("sqlite", change: builder =>
            builder.Services.AddSingleton<ILoggerProvider>(logged).AddLogging(it => it.SetMinimumLevel(LogLevel.Trace)));
        await district.RegisterAsync(
            District.Row("m1", planted[0], planted[1], planted[2], longitude: planted[3], latitude: planted[4]), District.Row("m2", planted[0]));
        await district.EnterAsync((District.Household("h1"), new(118.7712345, 32.0)), (District.Household("h2"), null));
        await district.ImportAsync($"campaigns/{District.Campaign}/exclusions/import", "member,household,reason", $"m1,h2,{planted[5]}");
        await district.PairAsync();
        var id = await district.PairingAsync("h1", "m1");
        await district.PostAsync($"pairings/{id}/decline", new { reason = planted[6] }, district.Service.As(Role.Community, District.First));
        using var http = district.Department;
        using var refused = await http.PostAsync("/api/v1/members/register/import", District.Csv(
            District.Header, District.Row("m3", planted[0], planted[1][..17] + "1", planted[2] + "0", longitude: "999" + planted[3])));
        var errors = await refused.Content.ReadAsStringAsync();
        Assert.Contains("id-number-check-digit", errors);
        await district.RunAsync();

        Seen("an error", errors);
        Seen("a fact", district.Told.Text);
        Seen("a log", string.Join('\n', logged.Lines));
        foreach (var file in Directory.GetFiles(district.Store.Folder).Where(it => !it.EndsWith("sealing.key", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Seen(Path.GetFileName(file), Encoding.Latin1.GetString(bytes.ToArray()), Encoding.UTF8, Encoding.Unicode);
        }
        Assert.NotEmpty(logged.Lines);
    }

    /// <summary>Looks for each planted value, in a file in every encoding that a store might keep it in.</summary>
    static void Seen(string where, string text, params Encoding[] encodings)
    {
        foreach (var secret in planted)
        {
            var spellings = encodings.Length == 0 ? [secret] : encodings.Select(it => Encoding.Latin1.GetString(it.GetBytes(secret)));
            Assert.All(spellings, spelling => Assert.False(text.Contains(spelling, StringComparison.Ordinal), $"{where} says {secret}"));
        }
    }

    [Fact]
    public void The_search_finds_what_is_there() => Assert.ThrowsAny<Exception>(() => Seen("here", "a " + planted[2]));

    /// <summary>Keeps every line that anything logs.</summary>
    sealed class Written : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
