"""A department's own program, as far as this platform is concerned: grpcio, the contracts, and nothing of ours.

One question a line on the standard input, one answer a line on the standard output, both JSON; the end of the input ends it.
"""
import json
import sys
import time
import urllib.parse
import urllib.request

import grpc

import contracts


def call(question):
    """Calls a method: its status, the trailers, the messages, and the seconds that it took."""
    method = contracts.Method(question["method"])
    request = contracts.of_json(method.request, question["request"])
    metadata = [("authorization", "Bearer " + question["token"])] if question["token"] else []
    began = time.monotonic()
    messages = []
    with grpc.insecure_channel(question["target"]) as channel:
        open_call = channel.unary_stream if method.streams else channel.unary_unary
        stub = open_call(method.path, method.request.SerializeToString, method.response.FromString)
        try:
            if method.streams:
                given = stub(request, timeout=question["timeout"], metadata=metadata)
                for message in given:
                    messages.append(contracts.to_json(message))
            else:
                message, given = stub.with_call(request, timeout=question["timeout"], metadata=metadata)
                messages.append(contracts.to_json(message))
        except grpc.RpcError as error:
            given = error
        trailers = {key: value for key, value in given.trailing_metadata() or () if isinstance(value, str)}
        return {
            "code": given.code().name,
            "details": given.details() or "",
            "trailers": trailers,
            "messages": messages,
            "seconds": time.monotonic() - began,
        }


def ready(question):
    """Lets grpcio itself watch the health of a service, by its own code for that, and says whether it would send calls there."""
    config = json.dumps({"loadBalancingConfig": [{"round_robin": {}}], "healthCheckConfig": {"serviceName": question["service"]}})
    with grpc.insecure_channel(question["target"], options=[("grpc.service_config", config)]) as channel:
        try:
            grpc.channel_ready_future(channel).result(timeout=question["timeout"])
            return {"ready": True}
        except grpc.FutureTimeoutError:
            return {"ready": False}


def token(question):
    """Client credentials (OAuth 2), by the standard library."""
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": question["id"], "client_secret": question["secret"]})
    with urllib.request.urlopen(question["endpoint"], form.encode(), timeout=30) as answer:
        return {"token": json.load(answer)["access_token"]}


for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"call": call, "ready": ready, "token": token}[asked["ask"]](asked)), flush=True)
