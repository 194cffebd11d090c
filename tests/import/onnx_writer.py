# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""A short way to write ONNX models down, with random weights, as exporters write them."""
import numpy as np
from onnx import TensorProto, helper, numpy_helper


class Writer:
    """Collects nodes; every method returns the name of the value it makes."""

    def __init__(self, seed, opset=13, channels=1, height="height", width="width"):
        self.random = np.random.default_rng(seed)
        self.opset = opset
        self.nodes, self.initializers, self.outputs = [], [], []
        self.shape = [1, channels, height, width]
        self.count = 0

    def const(self, values, kind=None):
        """An initializer."""
        self.count += 1
        name = f"const_{self.count}"
        values = np.asarray(values, kind or (np.float32 if np.asarray(values).dtype.kind == "f"
                                             else np.int64))
        self.initializers.append(numpy_helper.from_array(values, name))
        return name

    def node(self, kind, *inputs, outputs=1, **attributes):
        """A node of any kind; inputs are names, or arrays that become initializers."""
        self.count += 1
        names = [i if isinstance(i, str) else self.const(i) for i in inputs]
        made = [f"{kind.lower()}_{self.count}" + (f"_{i}" if outputs > 1 else "")
                for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, names, made, name=f"/{kind}_{self.count}",
                                           **attributes))
        return made if outputs > 1 else made[0]

    def weights(self, *shape, scale=None):
        """Random numbers whose sums stay near 1."""
        spread = scale or np.sqrt(2 / np.prod(shape[1:]))
        return self.random.normal(0, spread, shape).astype(np.float32)

    def conv(self, x, ins, outs, kernel=3, stride=1, pad=None, bias=True, group=1, **more):
        """Conv with padding that keeps the size, unless told otherwise."""
        pad = (kernel - 1) // 2 * more.get("dilations", [1])[0] if pad is None else pad
        inputs = [x, self.weights(outs, ins // group, kernel, kernel)]
        inputs += [self.weights(outs, scale=0.1)] if bias else []
        return self.node("Conv", *inputs, kernel_shape=[kernel, kernel], strides=[stride, stride],
                         pads=[pad] * 4, group=group, **more)

    def up(self, x, ins, outs, kernel=2, **more):
        """ConvTranspose of stride 2."""
        return self.node("ConvTranspose", x, self.weights(ins, outs, kernel, kernel, scale=0.3),
                         self.weights(outs, scale=0.1), kernel_shape=[kernel, kernel],
                         strides=[2, 2], **more)

    def batch_norm(self, x, channels):
        """BatchNormalization as after training."""
        return self.node("BatchNormalization", x, self.random.uniform(0.5, 1.5, channels),
                         self.random.normal(0, 0.2, channels), self.random.normal(0, 0.2, channels),
                         self.random.uniform(0.5, 1.5, channels), epsilon=1e-5)

    def instance_norm(self, x, channels):
        """InstanceNormalization with its own scale."""
        return self.node("InstanceNormalization", x, self.random.uniform(0.5, 1.5, channels),
                         self.random.normal(0, 0.2, channels), epsilon=1e-5)

    def max_pool(self, x, kernel=2, stride=2, pad=0, **more):
        """MaxPool."""
        return self.node("MaxPool", x, kernel_shape=[kernel] * 2, strides=[stride] * 2,
                         pads=[pad] * 4, **more)

    def side(self, x, axis):
        """A side of a map as a scalar, the way torch exports x.shape[axis]."""
        return self.node("Gather", self.node("Shape", x), np.asarray(axis), axis=0)

    def listed(self, *scalars):
        """Scalars as a list, the way torch exports one."""
        parts = [self.node("Unsqueeze", s, [0]) if isinstance(s, str) else self.const([s])
                 for s in scalars]
        return self.node("Concat", *parts, axis=0)

    def resize(self, x, factor=2, mode="nearest", corners="asymmetric", rounding="floor"):
        """Resize by a factor."""
        scales = np.asarray([1, 1, factor, factor], np.float32)
        more = {"nearest_mode": rounding} if mode == "nearest" else {}
        region = "" if self.opset >= 13 else np.zeros(0, np.float32)
        return self.node("Resize", x, region, scales, mode=mode,
                         coordinate_transformation_mode=corners, **more)

    def resize_to(self, x, sizes, mode="linear", corners="half_pixel"):
        """Resize to a list of sizes."""
        return self.node("Resize", x, "", "", sizes, mode=mode,
                         coordinate_transformation_mode=corners)

    def model(self, *outputs):
        """The onnx.ModelProto."""
        image = helper.make_tensor_value_info("image", TensorProto.FLOAT, self.shape)
        values = [helper.make_tensor_value_info(o, TensorProto.FLOAT, [1, None, None, None])
                  for o in outputs]
        graph = helper.make_graph(self.nodes, "zoo", [image], values, self.initializers)
        return helper.make_model(graph, producer_name="zoo", producer_version="1",
                                 opset_imports=[helper.make_opsetid("", self.opset)])
