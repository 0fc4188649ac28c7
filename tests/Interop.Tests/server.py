"""Serves the contracts of the Households service with grpcio, well and badly, as a caller asks for it by what it looks for.

Says its port on the standard output; the end of the standard input ends it.
"""
import sys
import threading
from concurrent import futures

import grpc

import contracts

find = contracts.Method("/pairing.households.v1.HouseholdRegister/Find")
listing = contracts.Method("/pairing.households.v1.HouseholdRegister/List")
read = contracts.Method("/pairing.households.v1.HouseholdPositions/Read")

household = {"id": "h1", "area": "320102001001", "need": 63, "needs": ["legal", "陪护"], "categories": ["disability"], "active": True, "version": "9007199254740993"}
refused = {"count": 0}
gone = threading.Event()


def on_find(request, context):
    if request.id == "missing":
        context.set_trailing_metadata((("rule", "household-is-known"), ("proof-bin", bytes(range(256)))))
        context.abort(grpc.StatusCode.NOT_FOUND, "没有这一户 100% / no such household\n")
    if request.id == "away-twice":
        refused["count"] += 1
        if refused["count"] <= 2:
            context.abort(grpc.StatusCode.UNAVAILABLE, "not now")
    if request.id == "slow":
        context.add_callback(gone.set)
        gone.wait(30)
    if request.id == "given-up":
        return contracts.of_json(find.response, {"active": gone.wait(30)})
    said = dict(context.invocation_metadata())
    left = context.time_remaining()
    return contracts.of_json(find.response, {**household, "categories": [said.get("authorization", ""), "deadline" if left and left < 60 else "none"]})


def on_list(request, context):
    for number in range(1_000):
        if request.area == "broken" and number == 2:
            context.abort(grpc.StatusCode.DATA_LOSS, "broken off")
        yield contracts.of_json(listing.response, {**household, "id": f"h{number:04}"})


def on_read(request, context):
    yield contracts.of_json(read.response, {"items": [{"id": "h1", "area": request.area, "longitude": 118.79, "latitude": 32.05}, {"id": "h2"}]})
    yield contracts.of_json(read.response, {})
    yield contracts.of_json(read.response, {"items": [{"id": "h3", "longitude": 0, "latitude": 0}]})


def served(method, behaviour):
    make = grpc.unary_stream_rpc_method_handler if method.streams else grpc.unary_unary_rpc_method_handler
    return make(behaviour, method.request.FromString, method.response.SerializeToString)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
server.add_generic_rpc_handlers((
    grpc.method_handlers_generic_handler("pairing.households.v1.HouseholdRegister", {"Find": served(find, on_find), "List": served(listing, on_list)}),
    grpc.method_handlers_generic_handler("pairing.households.v1.HouseholdPositions", {"Read": served(read, on_read)}),
))
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
sys.stdin.read()
server.stop(None)
