using System.Text.Json;
using Defaults;

namespace Households;

/// <summary>What stands in one column as sealed JSON.</summary>
sealed class SealedJson<T>(Sealing sealing) : SealedColumn<T>(
    clear => sealing.Seal(JsonSerializer.Serialize(clear, Wire.Json)), @sealed => JsonSerializer.Deserialize<T>(sealing.Open(@sealed), Wire.Json)!);
