using System.Net.Sockets;
using System.Text;
using Xunit;

namespace SystemTests;

/// <summary>What becomes of a platform whose lists are refused, and of one that is told to stop.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Refused_lists_leave_nothing_behind_and_corrected_ones_fill_the_same_folder()
    {
        using var folder = new Folder();
        var small = new SmallLists().Member("M1").Household("H1");
        small.Members.Add("M2,某,,,O9,,,,,,1");
        var data = folder.Sub("data");
        using (var refused = LocalProcess.Start("--data", data, "--port", "0", "--lists", small.WriteTo(folder.Sub("in"))))
        {
            Assert.Equal(2, await refused.EndAsync());
            Assert.Equal(["lock"], Directory.EnumerateFileSystemEntries(data).Select(Path.GetFileName));
        }
        small.Members.RemoveAt(1);
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", small.WriteTo(folder.Sub("corrected")));
        local.Says("Ctrl-C");
        Assert.DoesNotContain("\u001b[", local.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_being_answered_when_it_is_told_to_stop_is_answered_first()
    {
        using var folder = new Folder();
        var (data, lists) = (folder.Sub("data"), new SmallLists().Member("M1").Household("H1").WriteTo(folder.Sub("in")));
        using var local = LocalProcess.Start("--data", data, "--port", "0", "--lists", lists);
        local.Says("Ctrl-C");
        using var bureau = await new Served(data, local.Port).AsAsync("civil-affairs");
        using var slow = new TcpClient("127.0.0.1", local.Port);
        await using var wire = slow.GetStream();
        var list = await File.ReadAllTextAsync(Path.Combine(lists, "households.csv"));
        var head = $"POST /api/v1/households/register/import HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: text/csv\r\n"
            + $"Authorization: {bureau.DefaultRequestHeaders.Authorization}\r\nContent-Length: {Encoding.UTF8.GetByteCount(list)}\r\n\r\n";
        await wire.WriteAsync(Encoding.UTF8.GetBytes(head + list[..40]));
        Assert.True(local.Interrupt());
        Assert.True(local.WorksFor(TimeSpan.FromSeconds(4)), "it ended before it had answered");
        await wire.WriteAsync(Encoding.UTF8.GetBytes(list[40..]));
        using var answer = new StreamReader(wire);
        Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await local.EndAsync());
        Assert.Contains("stopped", local.Output, StringComparison.Ordinal);
    }
}
