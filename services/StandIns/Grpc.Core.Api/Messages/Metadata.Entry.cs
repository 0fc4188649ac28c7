using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>A key in lower case with its text, or with its bytes if the key ends in <see cref="BinaryHeaderSuffix"/>.</summary>
    public class Entry
    {
        static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        readonly string? _text;
        readonly byte[]? _bytes;

        /// <summary>Text under a key.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normal(key);
            _text = IsBinary ? throw new ArgumentException($"A key that ends in {BinaryHeaderSuffix} takes bytes.", nameof(key)) : value;
        }

        /// <summary>Bytes under a key that ends in <see cref="BinaryHeaderSuffix"/>.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normal(key);
            _bytes = IsBinary ? [.. valueBytes] : throw new ArgumentException($"A key for bytes ends in {BinaryHeaderSuffix}.", nameof(key));
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The text; an entry of bytes has none and throws.</summary>
        public string Value => _text ?? throw new InvalidOperationException("A binary entry has no text.");

        /// <summary>A copy of the bytes; of a text, its ASCII bytes.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. _bytes];

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override string ToString() =>
            _bytes is null ? $"[Entry: key={Key}, value={_text}]" : $"[Entry: key={Key}, valueBytes={_bytes.Length}]";

        internal bool Answers(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        static string Normal(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var normal = key.ToLowerInvariant();
            if (normal.Length == 0 || normal.AsSpan().ContainsAnyExcept(KeyCharacters))
                throw new ArgumentException("A key consists of letters, digits, '_', '-' and '.'.", nameof(key));
            return normal;
        }
    }
}
