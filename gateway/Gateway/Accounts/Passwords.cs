using System.Security.Cryptography;
using System.Text;
using Contracts;
using Defaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gateway;

/// <summary>
/// Passwords of people (slow hashes: PBKDF2 with HMAC-SHA-512) and secrets of systems (chance enough for a fast one).
/// <c>Passwords:Iterations</c> is 210,000 unless configured, the count that OWASP recommends.
/// </summary>
sealed class Passwords
{
    /// <summary>Shortest password that a person may choose.</summary>
    public const int Shortest = 12;

    const int longest = 128;

    // Neither 0 and O nor 1, l and I: a password made here is read from a screen and typed once.
    const string letters = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

    readonly PasswordHasher<string> hasher;

    public Passwords(IConfiguration configuration)
    {
        var iterations = configuration.GetValue("Passwords:Iterations", 210_000);
        hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        OfNobody = Hash(Generate());
    }

    /// <summary>Compared with when there is no such account, so that the answer takes as long as when there is one.</summary>
    public string OfNobody { get; }

    public static string Generate() => RandomNumberGenerator.GetString(letters, 20);

    public static string GenerateSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <exception cref="InvalidException">rule <c>password-is-long</c></exception>
    public static string Chosen(string password) =>
        password.Length is >= Shortest and <= longest && !Text.HasForbidden(password)
            ? password
            : throw new InvalidException("password", "password-is-long");

    public string Hash(string password) => hasher.HashPassword("", password);

    public bool Match(string hash, string password) =>
        password.Length <= longest && hasher.VerifyHashedPassword("", hash, password) != PasswordVerificationResult.Failed;

    public static string HashSecret(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Takes as long for a wrong secret as for the right one.</summary>
    public static bool MatchSecret(string hash, string secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashSecret(secret)));
}
