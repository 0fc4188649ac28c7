using System.Diagnostics;

namespace Defaults;

static class Telemetry
{
    public static readonly ActivitySource Source = new("Pairing");
}
