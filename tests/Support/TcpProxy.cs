using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Support;

/// <summary>Loopback with a switch: passes bytes between a port of its own and a server's, until it is cut or falls silent.</summary>
public sealed class TcpProxy : IDisposable
{
    readonly int target;
    readonly ConcurrentDictionary<Socket, bool> open = new();
    TcpListener listener;
    TaskCompletionSource? silence;

    public TcpProxy(int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>Resets every connection, and refuses new ones.</summary>
    public void Cut()
    {
        listener.Stop();
        foreach (var socket in open.Keys) socket.Close(0);
    }

    public void Mend()
    {
        listener = new TcpListener(IPAddress.Loopback, Port) { ExclusiveAddressUse = false };
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    /// <summary>Nothing passes and nobody is told, as when packets are dropped.</summary>
    public void FallSilent() => silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak() => Interlocked.Exchange(ref silence, null)?.SetResult();

    async Task AcceptAsync(TcpListener listening)
    {
        try
        {
            while (true) _ = PassAsync(await listening.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // it was cut, and listens again when it is mended
        }
    }

    async Task PassAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        near.NoDelay = far.NoDelay = true;
        (open[near], open[far]) = (true, true);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            await await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // one end is gone, and so is the other
        }
        finally
        {
            open.TryRemove(near, out _);
            open.TryRemove(far, out _);
            near.Dispose();
        }
    }

    async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var count)
        {
            if (Volatile.Read(ref silence) is { } held) await held.Task;
            for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
        }
    }

    public void Dispose()
    {
        Cut();
        Speak();
        listener.Dispose();
    }
}
