"""The contracts as descriptors, and messages made from them: nothing here is generated for this platform, or by it."""
import os

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

_pool = descriptor_pool.DescriptorPool()
_factory = message_factory.MessageFactory(_pool)


class Method:
    """A method by its path on the wire, /package.Service/Method."""

    def __init__(self, path):
        _, service, name = path.split("/")
        found = _pool.FindServiceByName(service).FindMethodByName(name)
        said = descriptor_pb2.MethodDescriptorProto()
        found.CopyToProto(said)
        self.path = path
        self.streams = said.server_streaming
        self.request = _factory.GetPrototype(found.input_type)
        self.response = _factory.GetPrototype(found.output_type)


def of_json(kind, value):
    return json_format.ParseDict(value, kind())


def to_json(message):
    return json_format.MessageToDict(message, including_default_value_fields=False)


def _load(path):
    with open(path, "rb") as file:
        files = descriptor_pb2.FileDescriptorSet.FromString(file.read())
    for file in files.file:
        _pool.Add(file)


_load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "contracts.pb"))
