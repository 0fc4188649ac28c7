using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Local;

/// <summary>
/// A port of 127.0.0.1 that is this process's from the moment it is held: whoever asks in vain is told at once, not after
/// the services have started, and the number is known before anything listens.
/// </summary>
sealed class HeldPort : IDisposable
{
    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <param name="port">0 to 65,535; 0 for any free one</param>
    /// <exception cref="CannotStart">rule <c>port-is-free</c></exception>
    public HeldPort(int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new CannotStart("port-is-free", $"127.0.0.1:{port}", error);
        }
    }

    public int Number => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Lets a server take over the ports that were held for it; any other it opens itself.</summary>
    public static void Give(IWebHostBuilder host, params HeldPort[] ports) => host.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
        ports.FirstOrDefault(it => endpoint is IPEndPoint asked && asked.Port == it.Number)?.socket ?? SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));

    /// <summary>Closes it, also when a server has taken it over.</summary>
    public void Dispose() => socket.Dispose();
}
