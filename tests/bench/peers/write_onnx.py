#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the paper's U-Net with random weights as ONNX files, in fp32 and in int8.

usage: write_onnx.py SHAPES FP32.onnx INT8.onnx     (needs python3-onnx)

SHAPES is a file of tests/bench/shapes. The int8 net has u8 activations and s8 weights, one scale a
channel; everything between its convolutions is u8 too, so that nothing is ever dequantized. Both
files hold the same network, but for rounding. Prints {"fp32": MACS, "int8": MACS}, counted on the
graphs as written.
"""
import json
import math
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

STEP = numpy.float32(1 / 255)  # of every activation: a code is a number in [0,1]
# Keep activations in a useful range, as core/model/random_model.cpp does.
INPUT_RMS, MEAN, DEVIATION, CODE_DEVIATION = 0.4, 0.25, 0.25, 40
OPSET, IR_VERSION = 13, 7


def read_shapes(path):
    """[(name, kernel, first, is_upsampled, second, out, height, width)]"""
    with open(path, encoding="ascii") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return [(r[0], int(r[1]), int(r[2]), r[3] == "u", int(r[4]), int(r[5]), int(r[6]), int(r[7]))
            for r in rows]


class Graph:
    """Nodes in order; every method returns the name of the new value."""

    def __init__(self, quantized):
        self.quantized = quantized
        self.nodes = []
        self.constants = []
        self.random = numpy.random.default_rng(1)
        if quantized:
            self.constant("step", STEP)
            self.constant("zero_u8", numpy.uint8(0))
            self.constant("middle_u8", numpy.uint8(128))
        self.constant("twice", numpy.array([1, 1, 2, 2], numpy.float32))

    def constant(self, name, value):
        """An initializer."""
        self.constants.append(numpy_helper.from_array(numpy.asarray(value), name))
        return name

    def add(self, op, inputs, name, **attributes):
        """One node with one output."""
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def conv(self, source, name, kernel, channels_in, channels_out):
        """Convolution with bias; ReLU unless it is the head."""
        shape = (channels_out, channels_in, kernel, kernel)
        codes = numpy.clip(numpy.rint(self.random.normal(0, CODE_DEVIATION, shape)), -127, 127)
        norm = numpy.sqrt((codes ** 2).sum(axis=(1, 2, 3)))
        scale = (DEVIATION / (INPUT_RMS * norm)).astype(numpy.float32)
        head = name == "head"
        bias = numpy.full(channels_out, 0 if head else MEAN, numpy.float32)
        attributes = {"kernel_shape": [kernel] * 2, "pads": [kernel // 2] * 4, "strides": [1, 1]}
        if self.quantized:
            weights = [self.constant(name + ".w", codes.astype(numpy.int8)),
                       self.constant(name + ".scale", scale),
                       self.constant(name + ".zero", numpy.zeros(channels_out, numpy.int8))]
            rounded = numpy.rint(bias / (scale * STEP)).astype(numpy.int32)
            # The zero point 0 of its u8 output is the ReLU.
            inputs = [source, "step", "zero_u8", *weights, "step",
                      "middle_u8" if head else "zero_u8", self.constant(name + ".b", rounded)]
            return self.add("QLinearConv", inputs, name, **attributes)
        real = (codes * scale[:, None, None, None]).astype(numpy.float32)
        weights = [self.constant(name + ".w", real), self.constant(name + ".b", bias)]
        value = self.add("Conv", [source, *weights], name, **attributes)
        return value if head else self.add("Relu", [value], name + ".relu")

    def pool(self, source):
        """Maximum of 2x2."""
        return self.add("MaxPool", [source], source + ".pool", kernel_shape=[2, 2], strides=[2, 2])

    def upsample(self, source):
        """Nearest, twice the size; in the form for which ONNX Runtime has a fast path."""
        return self.add("Resize", [source, "", "twice"], source + ".up", mode="nearest",
                        coordinate_transformation_mode="asymmetric", nearest_mode="floor")

    def join(self, first, second):
        """Concatenation along the channels."""
        return self.add("Concat", [first, second], first + ".join", axis=1)


def build(layers, quantized):
    """The model of a list of layers."""
    graph = Graph(quantized)
    side = layers[0][6:8]
    kind = TensorProto.UINT8 if quantized else TensorProto.FLOAT
    value, height, skips = "image", side[0], []
    for name, kernel, first, upsampled, second, out, rows, _ in layers:
        if rows < height:
            skips.append(value)
            value = graph.pool(value)
        if upsampled:
            value = graph.join(graph.upsample(value), skips.pop())
        value = graph.conv(value, name, kernel, first + second, out)
        height = rows
    ends = [helper.make_tensor_value_info(name, kind, [1, channels, *side])
            for name, channels in (("image", layers[0][2]), (value, layers[-1][5]))]
    made = helper.make_graph(graph.nodes, "unet", ends[:1], ends[1:], graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    return model


def macs(model):
    """Multiply-accumulates of all convolutions, from the graph's own shapes."""
    graph = onnx.shape_inference.infer_shapes(model, strict_mode=True).graph
    shapes = {info.name: [d.dim_value for d in info.type.tensor_type.shape.dim]
              for info in [*graph.value_info, *graph.output]}
    weights = {item.name: item.dims for item in graph.initializer}
    total = 0
    for node in graph.node:
        if node.op_type in ("Conv", "QLinearConv"):
            weight = node.input[1 if node.op_type == "Conv" else 3]
            total += math.prod(shapes[node.output[0]][2:]) * math.prod(weights[weight])
    return total


def main(arguments):
    """Writes both files."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    layers = read_shapes(arguments[0])
    counts = {}
    for precision, path in (("fp32", arguments[1]), ("int8", arguments[2])):
        model = build(layers, precision == "int8")
        onnx.save(model, path)
        counts[precision] = macs(model)
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
