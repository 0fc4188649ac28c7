using System.Net.Sockets;
using System.Text;

namespace Defaults.Tests;

/// <summary>A request whose head announces a body that is never sent.</summary>
static class RawRequest
{
    public static async Task<string> StatusAsync(Shop shop, string method, string path, string type, long length)
    {
        var address = new Uri(shop.Service.HttpAddress);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {shop.Issuer.Token(Role.Community, "320102001001")}\r\n"
            + $"Content-Type: {type}\r\nContent-Length: {length}\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }
}
