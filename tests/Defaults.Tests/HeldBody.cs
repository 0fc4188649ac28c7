using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Defaults.Tests;

/// <summary>A list of which half is sent, and the rest when the test says so.</summary>
sealed class HeldBody : HttpContent
{
    readonly byte[] bytes;
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldBody(string text)
    {
        bytes = Encoding.UTF8.GetBytes(text);
        Headers.ContentType = new MediaTypeHeaderValue("text/csv");
    }

    public Task Begun => begun.Task;

    public void End() => ended.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await stream.FlushAsync();
        begun.SetResult();
        await ended.Task;
        await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
