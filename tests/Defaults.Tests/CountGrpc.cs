using System.Globalization;
using Contracts.Households.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Defaults.Tests;

/// <summary>Counts streams of requests, which no contract has yet: at their end, or one by one. Bound by hand, as generated code would.</summary>
[BindServiceMethod(typeof(CountGrpc), nameof(Bind))]
sealed class CountGrpc
{
    public const string Name = "pairing.shop.v1.Count";

    public static readonly Method<FindHousehold, HouseholdReply> ToAll = Of(MethodType.ClientStreaming, nameof(All));
    public static readonly Method<FindHousehold, HouseholdReply> ToEach = Of(MethodType.DuplexStreaming, nameof(Each));

    public static void Bind(ServiceBinderBase binder, CountGrpc? it)
    {
        binder.AddMethod(ToAll, it is null ? null : new ClientStreamingServerMethod<FindHousehold, HouseholdReply>(it.All));
        binder.AddMethod(ToEach, it is null ? null : new DuplexStreamingServerMethod<FindHousehold, HouseholdReply>(it.Each));
    }

    public async Task<HouseholdReply> All(IAsyncStreamReader<FindHousehold> requests, ServerCallContext context)
    {
        var count = 0;
        while (await requests.MoveNext(context.CancellationToken)) count += Weigh(requests.Current);
        return Reply(count);
    }

    public async Task Each(IAsyncStreamReader<FindHousehold> requests, IServerStreamWriter<HouseholdReply> responses, ServerCallContext context)
    {
        for (var count = 0; await requests.MoveNext(context.CancellationToken);)
        {
            count += Weigh(requests.Current);
            await responses.WriteAsync(Reply(count), context.CancellationToken);
        }
    }

    static int Weigh(FindHousehold request)
    {
        if (request.Id is not ("" or "h1")) ShopHttp.Fail(request.Id);
        return 1;
    }

    static HouseholdReply Reply(int count) => new() { Id = count.ToString(CultureInfo.InvariantCulture) };

    static Method<FindHousehold, HouseholdReply> Of(MethodType type, string name) => new(
        type, Name, name, Marshallers.Create(it => it.ToByteArray(), FindHousehold.Parser.ParseFrom), Marshallers.Create(it => it.ToByteArray(), HouseholdReply.Parser.ParseFrom));
}
