# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Reads and writes .halftone files, the models of Halftone. Needs numpy alone.

    import halftone_file
    model = halftone_file.load("net.halftone")
    model.convs["down1.a"].codes            # int8 [O,I,K,K]
    model.tables["W4A6"].multiplier[0]      # int16 [O], of the first convolution
    halftone_file.save("copy.halftone", model)

What the fields mean, and how a mask comes about, is told in README.md beside this file. Both
functions check what Halftone itself checks; what is wrong is a sentence in a FileError.

Longer than 400 lines because it is to be taken as one file.
"""
import hashlib
import json
import os
import re
import struct
import tempfile
from dataclasses import dataclass, field
from typing import Dict, List, Optional

import numpy

VERSION = 3
MOST_BYTES = 4 << 30
MOST_HEADER = 16 << 20
DTYPES = {"I8": "<i1", "U8": "<u1", "I16": "<i2", "I32": "<i4", "F16": "<f2", "F32": "<f4"}
SUM_KEY = b'"halftone_sha256":"'
NO_SUM = "0" * 64
ADDS = {"bias": "I32", "first": "I16", "second": "I16", "shift": "U8"}
PARTS = {"bias": "I32", "multiplier": "I16", "pre_shift": "U8", "shift": "U8"}
DAMAGED = ("the file is damaged or cut short: its bytes do not fit the checksum that was written with "
           "them; copy it again from where it came from")
OTHER_KIND = "a field is missing or of another kind than README.md says"


class FileError(ValueError):
    """What is wrong with a file or a model, as a sentence."""


@dataclass(eq=False)
class Conv:
    """Weights of one convolution."""
    codes: numpy.ndarray                            # int8 [O,I,K,K], of 8 or stored_weight_bits
    master: Optional[numpy.ndarray] = None          # float16 [O,I,K,K]; all convolutions or none
    float_scale: Optional[numpy.ndarray] = None     # float32 [O]
    float_offset: Optional[numpy.ndarray] = None    # float32 [O]
    codes_of_width: Dict[int, numpy.ndarray] = field(default_factory=dict)  # own codes of 1 to 7 bits


@dataclass(eq=False)
class Table:
    """Integers of one precision: lists with an array [O] for each convolution but the head."""
    bias: List[numpy.ndarray]
    multiplier: List[numpy.ndarray]
    pre_shift: List[numpy.ndarray]
    shift: List[numpy.ndarray]
    head_bias: numpy.ndarray                        # int32 [classes]
    logit_scale: float = 1.0
    trained: bool = False
    input_zero_point: int = 0
    zero_points: Optional[numpy.ndarray] = None     # uint8 [nodes]; None: all 0
    adds: Dict[str, numpy.ndarray] = field(default_factory=dict)  # the parts of ADDS, [adds] each

    def zero_point(self, value):
        """The code that means 0 in a value: the image (-1) or a node."""
        if value < 0:
            return self.input_zero_point
        return 0 if self.zero_points is None else int(self.zero_points[value])


@dataclass(eq=False)
class Model:
    """What a .halftone file holds; `network` and `card` are JSON as in the file."""
    network: dict
    card: dict
    convs: Dict[str, Conv]                          # by the node's name, in the network's order
    tables: Dict[str, Table] = field(default_factory=dict)  # by precision: "W4A6"
    stored_weight_bits: int = 8                     # less: packed for one precision
    graph: Optional[dict] = None                    # of an imported model, as in the file
    graph_tensors: Dict[str, numpy.ndarray] = field(default_factory=dict)  # "graph.*" and "ranges"

    def codes_at(self, name, bits):
        """Codes of a convolution at a weight width, int8 [O,I,K,K]."""
        stored = self.convs[name].codes
        if node_named(self.network, name)["fixed8"] or self.stored_weight_bits == bits:
            return stored
        if bits in self.convs[name].codes_of_width:
            return self.convs[name].codes_of_width[bits]
        require(self.stored_weight_bits == 8, f"the weights are packed at {self.stored_weight_bits} "
                f"bits and cannot be used at {bits}")
        return nested_codes(stored, bits)


def require(holds, sentence):
    """Raises FileError unless `holds`."""
    if not holds:
        raise FileError(sentence)


# --- numbers ---------------------------------------------------------------------------------------

def precision_bits(precision):
    """(weight bits, activation bits) of "W4A6"."""
    match = re.fullmatch(r"W([1-8])A([1-8])", precision)
    require(match, f"'{precision}' is no precision of a table: expected W1A1 to W8A8")
    return int(match[1]), int(match[2])


def most_code(bits):
    """The largest magnitude of a weight code."""
    return 1 if bits == 1 else (1 << (bits - 1)) - 1


def nested_codes(codes8, bits):
    """The codes of a width nested in 8-bit codes."""
    wide = codes8.astype(numpy.int32)
    if bits == 8:
        return codes8
    if bits == 1:
        return numpy.where(wide >= 0, 1, -1).astype(numpy.int8)
    dropped = 8 - bits
    size = numpy.minimum((abs(wide) + (1 << (dropped - 1))) >> dropped, most_code(bits))
    return (numpy.sign(wide) * size).astype(numpy.int8)


def pack_codes(codes, bits):
    """uint8 stream of codes, the first in the lowest bits: two's complement, or 1 for +1 at 1 bit."""
    flat = codes.reshape(-1).astype(numpy.int64)
    raw = (flat > 0) if bits == 1 else flat & ((1 << bits) - 1)
    stream = (raw.astype(numpy.int64)[:, None] >> numpy.arange(bits)) & 1
    return numpy.packbits(stream.astype(numpy.uint8).reshape(-1), bitorder="little")


def unpack_codes(packed, shape, bits):
    """The inverse of pack_codes."""
    count = int(numpy.prod(shape))
    stream = numpy.unpackbits(packed, bitorder="little")[:count * bits].reshape(count, bits)
    raw = stream.astype(numpy.int64) @ (1 << numpy.arange(bits))
    codes = 2 * raw - 1 if bits == 1 else raw - ((raw >> (bits - 1)) << bits)
    return codes.astype(numpy.int8).reshape(shape)


def make_requant(scale, offset, bound):
    """(bias, multiplier, pre_shift, shift) whose code is nearest to round(scale * acc + offset).

    `bound`: the largest |acc|, which is the largest code of the input times the sum of |code| of the
    channel's weights.
    """
    offset = min(max(offset, -float(1 << 20)), float(1 << 20))
    pre = next((p for p in range(16) if rounded_bound(bound, p) <= 1 << 16), 15)
    for shift in range(30, -1, -1):
        multiplier = round(scale * 2.0 ** (pre + shift))
        bias = round(offset * 2.0 ** shift) + (1 << shift >> 1)
        if is_safe(bias, multiplier, pre, shift, bound).all():
            return bias, multiplier, pre, shift
    raise FileError(f"the scale {scale} of a channel is too large for the multiplier of a table")


def rounded_bound(bound, pre):
    """The largest |t|."""
    bound = numpy.asarray(bound, numpy.int64)
    return (bound + ((1 << numpy.asarray(pre, numpy.int64)) >> 1)) >> pre


def is_safe(bias, multiplier, pre, shift, bound):
    """Whether 32 bits suffice for channels whose accumulators reach `bound`: an array of bool."""
    bias, multiplier = (numpy.abs(numpy.asarray(part, numpy.int64)) for part in (bias, multiplier))
    pre = numpy.asarray(pre, numpy.int64)
    inside = (numpy.asarray(bound) < 1 << 28) & (pre <= 15) & (numpy.asarray(shift) <= 30)
    t = rounded_bound(bound, numpy.minimum(pre, 15))
    return inside & (multiplier < 1 << 14) & (t <= 1 << 16) & (t * multiplier + bias < 1 << 31)


# --- the file --------------------------------------------------------------------------------------

def sum_of(length, header, at, data):
    """The checksum of a file whose digits begin at `at` of the header."""
    blank = header[:at] + NO_SUM.encode() + header[at + 64:]
    return hashlib.sha256(length + blank + data).hexdigest()


def read_tensors(path):
    """({name: array}, metadata) of a safetensors file with a checksum."""
    require(os.path.getsize(path) <= MOST_BYTES, "the file has more than 4 GiB")
    with open(path, "rb") as file:
        content = file.read()
    require(len(content) >= 8, f"the file has {len(content)} bytes, too few for a model")
    size = struct.unpack("<Q", content[:8])[0]
    require(size <= min(len(content) - 8, MOST_HEADER),
            f"the header claims {size} bytes, more than the file holds or than the 16 MiB allowed")
    header, data = content[8:8 + size], content[8 + size:]
    require(header.count(SUM_KEY) == 1, "the file has no checksum: it is damaged, or of version 1, "
            "which Halftone still reads; export the model again")
    at = header.index(SUM_KEY) + len(SUM_KEY)
    require(sum_of(content[:8], header, at, data).encode() == header[at:at + 64], DAMAGED)
    try:
        entries = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise FileError(f"the header is no JSON: {error}") from error
    metadata = entries.pop("__metadata__")
    tensors, end = {}, 0
    for name, entry in sorted(entries.items(), key=lambda item: item[1]["data_offsets"]):
        require(entry["dtype"] in DTYPES, f"tensor '{name}' has the unexpected type '{entry['dtype']}'")
        dtype = numpy.dtype(DTYPES[entry["dtype"]])
        begin, last = entry["data_offsets"]
        count = int(numpy.prod([int(extent) for extent in entry["shape"]], dtype=object))
        require(begin == end and last - begin == count * dtype.itemsize and last <= len(data),
                f"tensor '{name}': its offsets do not fit its shape, leave a gap or overlap")
        tensors[name] = numpy.frombuffer(data, dtype, count, begin).reshape(entry["shape"]).copy()
        end = last
    require(end == len(data), f"the tensors take {end} bytes, but the file holds {len(data)}")
    return tensors, metadata


def write_tensors(path, tensors, metadata):
    """Writes a safetensors file with its checksum, beside `path` first, then in its place."""
    entries, end = {"__metadata__": {**metadata, "halftone_sha256": NO_SUM}}, 0
    names = {numpy.dtype(code): name for name, code in DTYPES.items()}
    for name in sorted(tensors):
        size = tensors[name].nbytes
        entries[name] = {"dtype": names[tensors[name].dtype], "shape": list(tensors[name].shape),
                         "data_offsets": [end, end + size]}
        end += size
    header = json.dumps(entries, separators=(",", ":"), allow_nan=False).encode()
    header += b" " * (-len(header) % 8)
    data = b"".join(tensors[name].tobytes() for name in sorted(tensors))
    length, at = struct.pack("<Q", len(header)), header.index(SUM_KEY) + len(SUM_KEY)
    header = header[:at] + sum_of(length, header, at, data).encode() + header[at + 64:]
    folder, name = os.path.split(os.path.abspath(path))
    handle, beside = tempfile.mkstemp(prefix="." + name, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(length + header + data)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


# --- checks ----------------------------------------------------------------------------------------

# op -> the least and the most inputs, and how many levels (halvings of the size) it goes down.
OPS = {"conv": (1, 2, 0), "max_pool2": (1, 1, 1), "upsample2": (1, 1, -1), "max_pool3": (1, 1, 1),
       "bilinear2": (1, 1, -1), "shuffle2": (1, 1, -1), "add": (2, 2, 0)}
SPANS = ("spacing_mm", "slice_spacing_mm", "extent_mm", "slices")
STEERS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]")
MOST_NODES, MOST_CHANNELS, MOST_CLASSES, MOST_VALUES, MOST_UNFOLDED = 1024, 4096, 255, 1 << 15, 16384


def check_network(network):
    """Raises FileError unless the network is one that every engine runs."""
    nodes = network["nodes"]
    require(network["input_channels"] == 1, "a network has one input channel")
    if not is_integer(network):
        return
    require(1 <= len(nodes) <= MOST_NODES, f"a network has 1 to {MOST_NODES} nodes, found {len(nodes)}")
    require(len({node["name"] for node in nodes}) == len(nodes), "two nodes have the same name")
    channels, levels, values = [], [], 0.0
    for index, node in enumerate(nodes):
        name, op, inputs = node["name"], node["op"], node["inputs"]
        where = f"node '{name}': "
        require(re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name),
                where + "a name has 1 to 64 letters, digits, '.', '_' or '-'")
        require(op in OPS, where + f"'{op}' is no operation; there are {', '.join(OPS)}")
        least, most, step = OPS[op]
        require(least <= len(inputs) <= most, where + f"expected {least} to {most} inputs, found {len(inputs)}")
        require(all(-1 <= value < index for value in inputs), where + "an input is no earlier node")
        require(-1 not in inputs or (op == "conv" and len(inputs) == 1),
                where + "the network's input may only be read by a convolution, alone")
        level = {levels[value] if value >= 0 else 0 for value in inputs}
        require(len(level) == 1, where + "its inputs have different sizes")
        counts = [channels[value] if value >= 0 else 1 for value in inputs]
        count, unfolded = sum(counts), 0
        if op == "conv":
            unfolded = check_conv(node, count, index + 1 == len(nodes))
            count, step = node["out_channels"], node.get("stride", 1) - 1
        elif op == "shuffle2":
            require(count % 4 == 0, where + f"it makes one channel of four, but its input has {count}")
            count //= 4
        elif op == "add":
            require(counts[0] == counts[1], where + "it adds values of one shape")
            require(isinstance(node["relu"], bool), where + "relu is true or false")
            count = counts[0]
        channels.append(count)
        levels.append(level.pop() + step)
        require(0 <= levels[-1] <= 6, where + f"it is on level {levels[-1]}; 0 to 6 are possible")
        values += (count + unfolded) / 4.0 ** levels[-1]
    require(nodes[-1]["op"] == "conv" and levels[-1] == 0,
            "the last node has to be a convolution at the input's size")
    require(channels[-1] <= MOST_CLASSES, f"at most {MOST_CLASSES} classes are possible")
    require(values <= MOST_VALUES, f"the network writes {values:.0f} values for a pixel; at most "
            f"{MOST_VALUES} are possible")


def check_conv(node, channels, is_head):
    """Raises FileError unless the fields of a convolution fit what it reads; the values of an unfolded window."""
    where, kernel, stride = f"node '{node['name']}': ", node["kernel"], node.get("stride", 1)
    require(kernel in (1, 2, 3, 5, 7), where + f"kernels are 1, 2, 3, 5 or 7 wide, found {kernel}")
    require(stride in (1, 2), where + f"strides are 1 or 2, found {stride}")
    require(1 <= node["out_channels"] <= MOST_CHANNELS and channels <= MOST_CHANNELS,
            where + f"at most {MOST_CHANNELS} channels are possible")
    require(node["in_channels"] == channels,
            where + f"its inputs have {channels} channels, but it expects {node['in_channels']}")
    require(isinstance(node["fixed8"], bool) and isinstance(node["relu"], bool) and not (is_head and node["relu"]),
            where + "the last convolution gives logits and has no ReLU")
    unfolded = 0 if is_plain(node) else channels * kernel * kernel
    require(unfolded <= MOST_UNFOLDED, where + f"a window of its inputs has more than {MOST_UNFOLDED} values")
    return unfolded


def check(model):
    """Raises FileError unless a model is one that Halftone reads and can run without overflow."""
    try:
        check_parts(model)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(f"{OTHER_KIND}: {error!r}") from error


def check_parts(model):
    """check(), but for fields that are missing or of another kind."""
    check_network(model.network)
    nodes = conv_nodes(model.network)
    check_card(model.card, nodes[-1]["out_channels"] if nodes else model.network["nodes"][0]["channels"])
    require(model.graph is not None or nodes, "a network that is a float graph alone lacks it")
    if model.graph is not None and not (model.convs and nodes):
        require(not model.convs and not model.tables, "what is not calibrated has neither codes nor tables")
        return
    require(list(model.convs) == [node["name"] for node in nodes],
            "the weights are not those of the network's convolutions, in its order")
    require(model.stored_weight_bits in range(1, 9), "stored weights have 1 to 8 bits")
    with_master = model.convs[nodes[0]["name"]].master is not None
    for node in nodes:
        check_weights(model, node, with_master)
    require(len(model.tables) <= 64 and (model.tables or model.graph), "a model has 1 to 64 tables")
    for precision, table in model.tables.items():
        check_table(model, nodes, precision, table)


def check_array(where, value, dtype, shape):
    """Raises FileError unless `value` is an array of that type and shape, and finite."""
    require(isinstance(value, numpy.ndarray) and value.dtype == numpy.dtype(DTYPES[dtype])
            and list(value.shape) == list(shape), f"{where}: expected an array {dtype} {list(shape)}")
    require(numpy.isfinite(value).all(), f"{where}: a value is infinite or not a number")


def check_codes(where, codes, shape, bits):
    """Raises FileError unless weight codes have a shape and are in range."""
    check_array(where + ", codes", codes, "I8", shape)
    require((numpy.abs(codes.astype(int)) <= most_code(bits)).all() and (bits > 1 or codes.all()),
            f"{where}: a weight code is outside the symmetric range of {bits} bits")


def check_weights(model, node, with_master):
    """Raises FileError unless the weights of a convolution have its shape and are in range."""
    where, conv, shape = f"layer '{node['name']}'", model.convs[node["name"]], shape_of(node)
    bits = 8 if node["fixed8"] else model.stored_weight_bits
    check_codes(where, conv.codes, shape, bits)
    for width, codes in conv.codes_of_width.items():
        require(width in range(1, 8) and bits == 8 and not node["fixed8"],
                f"{where}: codes of their own have 1 to 7 bits, beside 8-bit codes that are not fixed")
        check_codes(where, codes, shape, width)
    floats = (conv.master, conv.float_scale, conv.float_offset)
    require(all((part is not None) == with_master for part in floats),
            f"{where}: all convolutions have float weights, scale and offset, or none has")
    if with_master:
        check_array(where + ", master", conv.master, "F16", shape)
        check_array(where + ", float_scale", conv.float_scale, "F32", shape[:1])
        check_array(where + ", float_offset", conv.float_offset, "F32", shape[:1])


def check_table(model, nodes, precision, table):
    """Raises FileError unless a table fits the network and stays inside 32 bits."""
    weight_bits, activation_bits = precision_bits(precision)
    require(model.stored_weight_bits in (8, weight_bits),
            f"table {precision}: the weights are packed at {model.stored_weight_bits} bits")
    require(0 < table.logit_scale < float("inf"), f"table {precision}: its logit scale is not positive")
    for part, dtype in PARTS.items():
        require(len(getattr(table, part)) == len(nodes) - 1,
                f"table {precision}: {part} needs an array for each convolution but the head")
        for node, values in zip(nodes, getattr(table, part)):
            check_array(f"table {precision}, layer '{node['name']}', {part}", values, dtype,
                        [node["out_channels"]])
    check_array(f"table {precision}, head_bias", table.head_bias, "I32", [nodes[-1]["out_channels"]])
    check_zero_points(model.network, precision, table, activation_bits)
    check_adds(model.network, precision, table, activation_bits)
    for n, node in enumerate(nodes):
        codes = model.codes_at(node["name"], weight_bits).astype(numpy.int64)
        most = 255 if node["inputs"][0] == -1 else (1 << activation_bits) - 1
        bound = most * numpy.abs(codes).sum(axis=(1, 2, 3))
        if n + 1 == len(nodes):
            safe = bound + numpy.abs(table.head_bias.astype(numpy.int64)) < 1 << 31
        else:
            safe = is_safe(table.bias[n], table.multiplier[n], table.pre_shift[n], table.shift[n], bound)
        require(safe.all(), f"table {precision}, layer '{node['name']}': channel {int(numpy.argmin(safe))} "
                "could overflow 32-bit arithmetic")


def check_zero_points(network, precision, table, bits):
    """Raises FileError unless zero points are where they may be."""
    require(table.input_zero_point in range(256), f"table {precision}: the input's zero point is a byte")
    if table.zero_points is None:
        return
    nodes = network["nodes"]
    check_array(f"table {precision}, zero_points", table.zero_points, "U8", [len(nodes)])
    for index, node in enumerate(nodes):
        found, where = table.zero_point(index), f"table {precision}, node '{node['name']}': "
        if node["op"] not in ("conv", "add"):
            require(found == table.zero_point(node["inputs"][0]), where + "expected the zero point of its input")
        else:
            own = not node["relu"] and index + 1 < len(nodes)
            require(found <= (largest_code(network, index, bits) if own else 0),
                    where + "its zero point is no code of its value, or it has a ReLU or is the head, and none but 0")


def check_adds(network, precision, table, bits):
    """Raises FileError unless sums stay inside 32 bits."""
    nodes = add_nodes(network)
    for part in ADDS if nodes or table.adds else ():
        check_array(f"table {precision}, adds {part}", table.adds.get(part), ADDS[part], [len(nodes)])
    for n, node in enumerate(nodes):
        bound = abs(int(table.adds["bias"][n]))
        for part, value in zip(("first", "second"), node["inputs"]):
            bound += largest_code(network, value, bits) * abs(int(table.adds[part][n]))
        require(bound < 1 << 31 and table.adds["shift"][n] <= 30,
                f"table {precision}, node '{node['name']}': a sum could overflow 32-bit arithmetic")


def check_text(what, text, most, is_name=False):
    """Raises FileError unless a text of the card can be shown, or be part of a file's name."""
    require(isinstance(text, str) and len(text.encode()) <= most, f"{what}: expected at most {most} bytes")
    shown = text.replace("\n", " ") if most > 1000 else text
    require(not STEERS.search(shown), f"{what}: it has control characters")
    if is_name:
        require(text and not re.search(r"[/\\]|\.\.|^\.", text), f"{what} '{text}': a name has 1 to 64 bytes "
                "without '/', '\\' or '..', and no dot in front")


def check_card(card, classes):
    """Raises FileError unless a card has the fields that README.md lists."""
    check_text("the card's name", card["name"], 64, True)
    check_text("the card's title", card["title"], 256)
    for key in ("description", "licence", "training_data"):
        check_text("the card's " + key, card[key], 16384)
    require(isinstance(card["non_commercial"], bool), "the card's non_commercial is true or false")
    spec = card["preprocess"]
    require(spec["modality"] in ("CT", "MR", "EM", "unknown"), "the card's modality is CT, MR, EM or unknown")
    require(spec["window"] in ("range", "percentile"), "the card's window is range or percentile")
    numbers = [spec[key] for key in ("in_plane_spacing_mm", "low", "high", "expected_min", "expected_max",
                                     "trained_spacing_mm")] + [spec.get("assumed_spacing_mm", 0)]
    require(numpy.isfinite(numbers).all() and spec["low"] < spec["high"] and min(numbers[0], *numbers[5:]) >= 0
            and spec["expected_min"] <= spec["expected_max"] and spec["tile"] in range(16, 16385)
            and (spec["window"] == "range" or 0 <= spec["low"] and spec["high"] <= 100),
            "the card's preprocessing: expected low < high (percentiles in 0..100), spacings of 0 or more and "
            "a tile of 16 to 16384 pixels")
    check_text("the card's orientation", spec["orientation"], 64)
    most = max(1, classes - 1)
    values = [label["value"] for label in card["labels"]]
    require(len(set(values)) == len(values) and all(value in range(1, most + 1) for value in values),
            f"the card's labels need a value of their own from 1 to {most}")
    require(all(len(label["colour"]) == 3 and all(part in range(256) for part in label["colour"])
                for label in card["labels"]), "a label's colour has three numbers from 0 to 255")
    require(all(joined["values"] and all(value in range(most + 1) for value in joined["values"])
                for joined in card["unions"]), f"the card's unions need members from 0 to {most}")
    names = [entry["name"] for entry in [*card["labels"], *card["unions"]]]
    names += [card["background_name"]] if card["background_name"] else []
    for name in names:
        check_text("the card's label", name, 64, True)
    require(len({name.lower() for name in names}) == len(names), "two labels of the card have the same name")
    for low, high in (card.get("images", {}).get(key, (0, 0)) for key in SPANS):
        require(0 <= low <= high < float("inf"), "the card's intervals for images are [low, high], from 0")
    for entry in card["measured"]:
        require(all(0 <= dice <= 1 for dice in entry["dice"].values()), "a measured Dice is from 0 to 1")


# --- the model -------------------------------------------------------------------------------------

def conv_nodes(network):
    """The convolutions of a network, in order; the last is the head."""
    return [node for node in network["nodes"] if node["op"] == "conv"]


def add_nodes(network):
    """The nodes that add two values, in order."""
    return [node for node in network["nodes"] if node["op"] == "add"]


def is_integer(network):
    """Whether it is more than a float graph."""
    return network["nodes"][0]["op"] != "opaque"


def is_plain(node):
    """Whether a convolution is one of 1x1 or 3x3 without stride."""
    return node["kernel"] in (1, 3) and node.get("stride", 1) == 1


def largest_code(network, value, bits):
    """The largest code of a value: 8 bits of the image (-1) and of what is kept for sums alone."""
    if value < 0:
        return 255
    readers = [node["op"] for node in network["nodes"] if value in node["inputs"]]
    kept = network["nodes"][value]["op"] == "conv" and readers and all(op == "add" for op in readers)
    return 255 if kept else (1 << bits) - 1


def needs_version_3(model):
    """Whether version 2 has no words for it."""
    nodes = model.network["nodes"]
    old = all(is_plain(node) and (node["relu"] or node is nodes[-1]) if node["op"] == "conv"
              else node["op"] in ("max_pool2", "upsample2") for node in nodes)
    return (not old or model.graph is not None or any(conv.codes_of_width for conv in model.convs.values())
            or any(table.input_zero_point or table.zero_points is not None for table in model.tables.values()))


def node_named(network, name):
    """The node of that name."""
    return next(node for node in network["nodes"] if node["name"] == name)


def shape_of(node):
    """Of the weights of a convolution."""
    return [node["out_channels"], node["in_channels"], node["kernel"], node["kernel"]]


def take(tensors, name, dtype, shape):
    """A tensor of a file, which has to have this type and shape."""
    require(name in tensors, f"tensor '{name}' is missing")
    found = tensors[name]
    require(found.dtype == numpy.dtype(DTYPES[dtype]) and list(found.shape) == list(shape),
            f"tensor '{name}': expected {dtype} {list(shape)}, found {found.dtype} {list(found.shape)}")
    return found


def read_conv(tensors, node, bits):
    """The Conv of a node from the tensors of a file."""
    name, shape = node["name"], shape_of(node)
    count = int(numpy.prod(shape))
    if bits == 8:
        conv = Conv(take(tensors, name + ".codes", "I8", shape))
    else:
        packed = take(tensors, name + ".codes", "U8", [(count * bits + 7) // 8])
        conv = Conv(unpack_codes(packed, shape, bits))
    for width in range(1, 8):
        if f"{name}.codes{width}" in tensors:
            packed = take(tensors, f"{name}.codes{width}", "U8", [(count * width + 7) // 8])
            conv.codes_of_width[width] = unpack_codes(packed, shape, width)
    if name + ".master" in tensors:
        conv.master = take(tensors, name + ".master", "F16", shape)
        conv.float_scale = take(tensors, name + ".float_scale", "F32", shape[:1])
        conv.float_offset = take(tensors, name + ".float_offset", "F32", shape[:1])
    return conv


def read_table(tensors, entry, network):
    """The Table that an entry of "tables" describes."""
    nodes, adds = conv_nodes(network), len(add_nodes(network))
    prefix = f"table.{entry['precision']}."
    ends = numpy.cumsum([node["out_channels"] for node in nodes[:-1]])
    total = int(ends[-1]) if len(ends) else 0
    parts = {part: numpy.split(take(tensors, prefix + part, dtype, [total]), ends[:-1]) if total else []
             for part, dtype in PARTS.items()}
    head = take(tensors, prefix + "head_bias", "I32", [nodes[-1]["out_channels"]])
    table = Table(**parts, head_bias=head, logit_scale=entry["logit_scale"], trained=entry["trained"],
                  input_zero_point=entry.get("input_zero_point", 0))
    if prefix + "zero_points" in tensors:
        table.zero_points = take(tensors, prefix + "zero_points", "U8", [len(network["nodes"])])
    if adds:
        table.adds = {part: take(tensors, f"{prefix}add_{part}", dtype, [adds]) for part, dtype in ADDS.items()}
    return table


def load(path):
    """The Model of a file. Raises FileError, or OSError where the file cannot be read."""
    try:
        tensors, metadata = read_tensors(path)
        require("halftone" in metadata, "it is a safetensors file, but not a Halftone model")
        about = json.loads(metadata["halftone"])
        require(2 <= about["version"] <= VERSION, f"the file has version {about['version']}; this module "
                f"reads 2 to {VERSION}")
        model = Model(about["network"], about["card"], {}, {}, about["stored_weight_bits"])
        check_network(model.network)
        if "graph" in about:
            model.graph = about["graph"]
            model.graph_tensors = {name: value for name, value in tensors.items()
                                   if name.startswith("graph.") or name == "ranges"}
        for node, entry in zip(conv_nodes(model.network), about["weights"]):
            bits = 8 if node["fixed8"] else model.stored_weight_bits
            require(entry == {"name": node["name"], "bits": bits, "shape": shape_of(node)},
                    f"layer '{node['name']}': 'weights' disagrees with the network")
            model.convs[node["name"]] = read_conv(tensors, node, bits)
        for entry in about["tables"]:
            require(entry["precision"] not in model.tables, f"table {entry['precision']} is there twice")
            model.tables[entry["precision"]] = read_table(tensors, entry, model.network)
        check(model)
        return model
    except FileError as error:
        raise FileError(f"'{path}': {error}.") from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise FileError(f"'{path}': {OTHER_KIND}: {error!r}.") from error


def save(path, model):
    """Checks a model and writes its file. Raises FileError, or OSError where it cannot be written."""
    check(model)
    tensors, weights, tables = dict(model.graph_tensors), [], []
    for node in conv_nodes(model.network) if model.convs else ():
        name, conv = node["name"], model.convs[node["name"]]
        bits = 8 if node["fixed8"] else model.stored_weight_bits
        weights.append({"name": name, "bits": bits, "shape": shape_of(node)})
        tensors[name + ".codes"] = conv.codes if bits == 8 else pack_codes(conv.codes, bits)
        for width, codes in conv.codes_of_width.items():
            tensors[f"{name}.codes{width}"] = pack_codes(codes, width)
        if conv.master is not None:
            tensors[name + ".master"] = conv.master
            tensors[name + ".float_scale"] = conv.float_scale
            tensors[name + ".float_offset"] = conv.float_offset
    for precision, table in model.tables.items():
        tables.append({"precision": precision, "trained": table.trained, "logit_scale": table.logit_scale})
        if table.input_zero_point:
            tables[-1]["input_zero_point"] = table.input_zero_point
        if table.zero_points is not None:
            tensors[f"table.{precision}.zero_points"] = table.zero_points
        for part, values in table.adds.items():
            tensors[f"table.{precision}.add_{part}"] = values
        for part, dtype in PARTS.items():
            values = numpy.concatenate([numpy.zeros(0, DTYPES[dtype]), *getattr(table, part)])
            tensors[f"table.{precision}.{part}"] = values.astype(DTYPES[dtype])
        tensors[f"table.{precision}.head_bias"] = table.head_bias.astype("<i4")
    about = {"version": 3 if needs_version_3(model) else 2, "stored_weight_bits": model.stored_weight_bits,
             "network": model.network, "weights": weights, "tables": tables, "card": model.card}
    if model.graph is not None:
        about["graph"] = model.graph
    tensors = {name: numpy.ascontiguousarray(value) for name, value in tensors.items()}
    write_tensors(path, tensors, {"halftone": json.dumps(about, allow_nan=False)})
