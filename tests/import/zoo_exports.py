# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Networks of the zoo by what exporters make of them: shape arithmetic, old opsets, constants."""
import numpy as np
from onnx import TensorProto
from onnx_writer import Writer
from zoo_networks import Entry, double_conv, unet, unet_valid


def padded_to_skip():
    """What padding by the difference of two sizes becomes; Dropout and Identity in between."""
    w = Writer(21)
    a = double_conv(w, "image", 1, 4)
    b = w.node("Dropout", double_conv(w, w.max_pool(a), 4, 6))
    x = w.up(w.node("Identity", b), 6, 4)
    sides = []
    for axis in (3, 2):
        more = w.node("Sub", w.side(a, axis), w.side(x, axis))
        half = w.node("Div", more, np.asarray(2))
        sides += [half, w.node("Sub", more, half)]
    pads = w.node("Concat", w.listed(*sides), w.node(
        "ConstantOfShape", np.asarray([4]), value=_tensor([0], np.int64)), axis=0)
    # Pairs from the last axis on, turned round into begins and ends.
    pads = w.node("Reshape", pads, [-1, 2])
    pads = w.node("Slice", pads, [-1], [np.iinfo(np.int64).min], [0], [-1])
    pads = w.node("Cast", w.node("Reshape", w.node("Transpose", pads, perm=[1, 0]), [-1]),
                  to=TensorProto.INT64)
    x = w.node("Pad", x, pads, np.asarray(0, np.float32), mode="constant")
    x = double_conv(w, w.node("Concat", a, x, axis=1), 8, 4)
    return w, [w.node("Sigmoid", w.conv(x, 4, 1, 1))]


def _tensor(values, kind):
    from onnx import numpy_helper
    return numpy_helper.from_array(np.asarray(values, kind))


def resized_to_skip():
    """interpolate(x, size=skip.shape[2:]), and one to floor(height * 2)."""
    w = Writer(22)
    a = double_conv(w, "image", 1, 4)
    b = double_conv(w, w.max_pool(a), 4, 6)
    c = double_conv(w, w.max_pool(b), 6, 6)
    x = w.resize_to(c, w.listed(1, 6, *[w.node("Cast", w.node(
        "Floor", w.node("Mul", w.node("Cast", w.side(c, axis), to=TensorProto.FLOAT),
                        np.asarray(2, np.float32))), to=TensorProto.INT64) for axis in (2, 3)]))
    x = double_conv(w, w.node("Concat", b, x, axis=1), 12, 4)
    sizes = w.node("Concat", w.node("Slice", w.node("Shape", x), [0], [2]),
                   w.listed(w.side(a, 2), w.side(a, 3)), axis=0)
    x = w.node("Concat", a, w.resize_to(x, sizes), axis=1)
    return w, [w.node("Softmax", w.conv(x, 8, 2, 1), axis=1)]


def resized_through_ratio():
    """A map a third as high, brought back to the size of the image."""
    w = Writer(23)
    x = w.node("Relu", w.conv("image", 1, 4, 3, 3, pad=0))
    x = w.resize_to(x, w.listed(1, 4, w.side("image", 2), w.side("image", 3)), "nearest",
                    "asymmetric")
    w.nodes[-1].attribute.extend([_attribute("nearest_mode", "floor")])
    return w, [w.conv(x, 4, 2)]


def _attribute(name, value):
    from onnx import helper
    return helper.make_attribute(name, value)


def group_norm():
    """Group norm as torch exports it, SiLU as a product."""
    w = Writer(24)
    x = w.conv("image", 1, 8)
    y = w.node("Reshape", x, [0, 4, -1])
    y = w.node("InstanceNormalization", y, np.ones(4), np.zeros(4), epsilon=1e-5)
    y = w.node("Reshape", y, w.node("Shape", x))
    y = w.node("Add", w.node("Mul", y, w.weights(8, 1, 1, scale=1)), w.weights(8, 1, 1, scale=1))
    y = w.node("Mul", y, w.node("Sigmoid", y))
    return w, [w.node("Sigmoid", w.conv(y, 8, 1, 1))]


def pixel_shuffle():
    """Both orders of DepthToSpace, Tanh, PReLU by channel, channels split."""
    w = Writer(25)
    x = w.node("PRelu", w.conv("image", 1, 8, 3, 2), w.weights(8, 1, 1, scale=0.3))
    a, b = w.node("Split", x, [4, 4], outputs=2, axis=1)
    a = w.node("DepthToSpace", w.conv(a, 4, 8), blocksize=2, mode="DCR")
    b = w.node("DepthToSpace", w.conv(b, 4, 8), blocksize=2, mode="CRD")
    x = w.node("Sum", a, b, w.node("Tanh", a))
    return w, [w.node("Slice", w.conv(x, 2, 4), [1], [4], [1])]


def normalized_inside():
    """Mean and deviation of the input in the graph, weights of other types, ArgMax at the end."""
    w = Writer(26)
    x = w.node("Div", w.node("Sub", "image", np.asarray([[[[0.45]]]], np.float32)),
               np.asarray(0.225, np.float32))
    half = w.const(w.weights(4, 1, 3, 3), np.float16)
    x = w.node("Conv", x, w.node("Cast", half, to=TensorProto.FLOAT), pads=[1] * 4)
    x = w.node("Sub", np.ones((1, 4, 1, 1), np.float32), w.node("Neg", w.node("Relu", x)))
    wide = w.node("Constant", value=_tensor(w.weights(3, 4, 1, 1), np.float64))
    x = w.node("Conv", x, w.node("Cast", wide, to=TensorProto.FLOAT))
    return w, [w.node("ArgMax", x, axis=1, keepdims=0)]


def old_opset():
    """Opset 9: Upsample, attributes instead of inputs, softmax on the last axis."""
    w = Writer(27, opset=9)
    x = w.node("Clip", w.conv("image", 1, 4), min=0.0, max=6.0)
    y = w.node("Pad", w.max_pool(x), pads=[0, 0, 1, 1, 0, 0, 1, 1], mode="reflect")
    y = w.conv(y, 4, 4, pad=0)
    y = w.node("Upsample", y, np.asarray([1, 1, 2, 2], np.float32), mode="linear")
    y = w.node("Slice", w.node("Concat", x, y, axis=1), axes=[1], starts=[1], ends=[7])
    y = w.node("Transpose", w.conv(y, 6, 3, 1), perm=[0, 2, 3, 1])
    return w, [w.node("Transpose", w.node("Softmax", y, axis=3), perm=[0, 3, 1, 2])]


def channels_last():
    """A network of TensorFlow: [N,H,W,C], padding by name."""
    w = Writer(28)
    w.shape = [1, "height", "width", 1]
    x = w.node("Transpose", "image", perm=[0, 3, 1, 2])
    x = w.node("Relu", w.node("Conv", x, w.weights(4, 1, 3, 3), strides=[2, 2],
                              auto_pad="SAME_UPPER"))
    x = w.node("MaxPool", x, kernel_shape=[3, 3], strides=[1, 1], auto_pad="SAME_LOWER")
    x = w.node("ConvTranspose", x, w.weights(4, 2, 2, 2), strides=[2, 2], auto_pad="VALID")
    return w, [w.node("Sigmoid", w.node("Transpose", x, perm=[0, 2, 3, 1]))]


def fixed_size():
    """Sizes as numbers, as exports without open axes have them."""
    w = Writer(29, height=64, width=96)
    a = double_conv(w, "image", 1, 4)
    x = double_conv(w, w.max_pool(a), 4, 6)
    x = w.resize_to(x, np.asarray([1, 6, 64, 96]))
    x = w.node("Concat", a, w.node("Reshape", x, [1, 6, 64, 96]), axis=1)
    return w, [w.conv(x, 10, 2, 1)]


def fixed_valid():
    """Without padding and of fixed size: crops by numbers."""
    w = Writer(30, height=64, width=64)
    a = double_conv(w, "image", 1, 3, norm=False, pad=0)
    b = double_conv(w, w.max_pool(a), 3, 4, norm=False, pad=0)
    x = w.up(b, 4, 3)
    x = w.node("Concat", w.node("Slice", a, [4, 4], [56, 56], [2, 3]), x, axis=1)
    x = double_conv(w, x, 6, 3, norm=False, pad=0)
    return w, [w.node("Sigmoid", w.conv(x, 3, 1, 1))]


def larger_output():
    """Padding more than a convolution needs: the mask has to be cut."""
    w = Writer(31)
    return w, [w.conv(w.conv("image", 1, 4, 3, pad=2), 4, 2, 3)]


def ceil_pool():
    """Pooling with a last window that is not full, edges repeated."""
    w = Writer(32)
    x = w.node("Pad", w.conv("image", 1, 4), np.asarray([0, 0, 1, 1, 0, 0, 0, 0]), mode="edge")
    x = w.node("AveragePool", x, kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1)
    x = w.node("Slice", w.up(x, 4, 4), [1, 1], [-1, -1], [2, 3])
    return w, [w.conv(x, 4, 2)]


def external():
    """Weights in a file beside the model."""
    w = Writer(33)
    return w, [w.node("Sigmoid", w.conv(unet(w, w.up, (4, 8)), 4, 1, 1))]


MODELS = [
    Entry("padded_to_skip", padded_to_skip, "sigmoid"),
    Entry("resized_to_skip", resized_to_skip, "softmax"),
    Entry("resized_through_ratio", resized_through_ratio, height=33, width=48),
    Entry("group_norm", group_norm, "sigmoid"),
    Entry("pixel_shuffle", pixel_shuffle),
    Entry("normalized_inside", normalized_inside, "argmax"),
    Entry("old_opset", old_opset, "softmax"),
    Entry("channels_last", channels_last, "sigmoid", last=True),
    Entry("fixed_size", fixed_size, height=64, width=96),
    Entry("fixed_valid", fixed_valid, "sigmoid", height=48, width=48, margin=16),
    Entry("ceil_pool", ceil_pool),
    Entry("external", external, "sigmoid", external=True),
]
