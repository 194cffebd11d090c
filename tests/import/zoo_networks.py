# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Networks of the zoo by architecture: U-Nets, residual encoders, MONAI's, nnU-Net's, ...

Each function returns its writer and the names of the outputs.
"""
from typing import Callable, NamedTuple

import numpy as np
from onnx_writer import Writer


class Entry(NamedTuple):
    """A model of the zoo, and the image it is shown."""
    name: str
    build: Callable
    head: str = "none"
    height: int = 32
    width: int = 48
    channels: int = 1
    margin: int = 0
    external: bool = False
    last: bool = False  # channels last


# Margins whose pixels are not the same before and behind: the rest is cut off behind.
BEFORE = {188: 92}


def double_conv(w, x, ins, outs, norm=True, pad=1):
    """Two convolutions, each with BatchNorm and ReLU."""
    for _ in range(2):
        x = w.conv(x, ins, outs, pad=pad, bias=not norm)
        x = w.node("Relu", w.batch_norm(x, outs) if norm else x)
        ins = outs
    return x


def unet(w, raise_, widths=(4, 6, 8), norm=True, x="image", ins=1):
    """A U-Net with padding; raise_(x, ins, outs) doubles the size."""
    skips = []
    for width in widths[:-1]:
        x = double_conv(w, x, ins, width, norm)
        skips.append(x)
        x, ins = w.max_pool(x), width
    x = double_conv(w, x, ins, widths[-1], norm)
    for width, skip in zip(reversed(widths[:-1]), reversed(skips)):
        ins = widths[widths.index(width) + 1]
        x = w.node("Concat", skip, raise_(x, ins, width), axis=1)
        x = double_conv(w, x, 2 * width, width, norm)
    return x


def unet_transposed():
    """BatchNorm, transposed convolutions, sigmoid."""
    w = Writer(1)
    x = unet(w, w.up)
    return w, [w.node("Sigmoid", w.conv(x, 4, 1, 1))]


def unet_bilinear():
    """Bilinear upsampling and a convolution; softmax over three classes."""
    w = Writer(2)
    x = unet(w, lambda x, ins, outs: w.conv(
        w.resize(x, mode="linear", corners="pytorch_half_pixel"), ins, outs, 1))
    return w, [w.node("Softmax", w.conv(x, 4, 3, 1), axis=1)]


def unet_nearest():
    """Norms folded before the export, nearest upsampling, logits."""
    w = Writer(3, opset=11)
    x = unet(w, lambda x, ins, outs: w.conv(w.resize(x), ins, outs), norm=False)
    return w, [w.conv(x, 4, 2, 1)]


def unet_aligned():
    """Bilinear upsampling with aligned corners, two input channels."""
    w = Writer(4, channels=2)
    x = unet(w, lambda x, ins, outs: w.conv(
        w.resize(x, mode="linear", corners="align_corners"), ins, outs, 1), ins=2)
    return w, [w.node("Identity", w.node("Sigmoid", w.conv(x, 4, 2, 1)))]


def cropped_to(w, skip, like):
    """skip[:, :, top:top + h, left:left + w], from the middle, sizes computed from shapes."""
    starts, ends = [], []
    for axis in (2, 3):
        size = w.side(like, axis)
        start = w.node("Div", w.node("Sub", w.side(skip, axis), size), np.asarray(2))
        starts.append(start)
        ends.append(w.node("Add", start, size))
    return w.node("Slice", skip, w.listed(*starts), w.listed(*ends), [2, 3])


def unet_valid(widths, seed, **fixed):
    """Without padding: skips are cropped."""
    w = Writer(seed, **fixed)
    skips, x, ins = [], "image", 1
    for width in widths[:-1]:
        x = double_conv(w, x, ins, width, norm=False, pad=0)
        skips.append(x)
        x, ins = w.max_pool(x), width
    x = double_conv(w, x, ins, widths[-1], norm=False, pad=0)
    for level in range(len(widths) - 2, -1, -1):
        x = w.up(x, widths[level + 1], widths[level])
        x = w.node("Concat", cropped_to(w, skips[level], x), x, axis=1)
        x = double_conv(w, x, 2 * widths[level], widths[level], norm=False, pad=0)
    return w, [w.node("Sigmoid", w.conv(x, widths[0], 1, 1))]


def basic_block(w, x, ins, outs, stride):
    """ResNet's block: two convolutions and what goes around them."""
    y = w.node("Relu", w.batch_norm(w.conv(x, ins, outs, 3, stride, bias=False), outs))
    y = w.batch_norm(w.conv(y, outs, outs, bias=False), outs)
    if stride != 1 or ins != outs:
        x = w.batch_norm(w.conv(x, ins, outs, 1, stride, bias=False), outs)
    return w.node("Relu", w.node("Add", y, x))


def resnet_unet():
    """segmentation_models.pytorch: ResNet encoder, nearest upsampling."""
    w = Writer(6)
    x = w.node("Relu", w.batch_norm(w.conv("image", 1, 4, 7, 2, bias=False), 4))
    skips = [x]
    x = basic_block(w, w.max_pool(x, 3, 2, 1), 4, 4, 1)
    skips.append(x)
    x = basic_block(w, x, 4, 8, 2)
    skips.append(x)
    x = basic_block(w, x, 8, 12, 2)
    ins = 12
    for outs, skip, more in ((8, skips[2], 8), (4, skips[1], 4), (4, skips[0], 4), (4, None, 0)):
        x = w.resize(x)
        x = w.node("Concat", x, skip, axis=1) if skip else x
        x = double_conv(w, x, ins + more, outs)
        ins = outs
    return w, [w.conv(x, 4, 2)]


def monai_unet():
    """MONAI's UNet: strided convolutions, InstanceNorm, PReLU, output padding, residual units."""
    w = Writer(7)

    def unit(x, channels):
        return w.node("PRelu", w.instance_norm(x, channels), np.asarray([0.25], np.float32))

    widths, skips, x, ins = (4, 6, 8), [], "image", 1
    for width in widths:
        y = unit(w.conv(x, ins, width, 3, 2), width)
        y = unit(w.conv(y, width, width), width)
        x = w.node("Add", y, w.conv(x, ins, width, 3, 2))
        skips.append(x)
        ins = width
    for level in (2, 1, 0):
        outs = widths[level - 1] if level else 3
        ins = widths[level] * (1 if level == 2 else 2)
        x = w.up(x, ins, outs, 3, pads=[1] * 4, output_padding=[1, 1])
        x = unit(x, outs)
        if level:
            x = w.node("Concat", skips[level - 1], x, axis=1)
    return w, [w.node("Softmax", x, axis=1)]


def nnunet():
    """nnU-Net 2D: strided convolutions, InstanceNorm, LeakyReLU, deep supervision."""
    w = Writer(8)

    def stacked(x, ins, outs, stride):
        for i in range(2):
            x = w.conv(x, ins, outs, 3, stride if i == 0 else 1)
            x = w.node("LeakyRelu", w.instance_norm(x, outs), alpha=0.01)
            ins = outs
        return x

    widths, skips, x, ins = (4, 6, 8), [], "image", 1
    for level, width in enumerate(widths):
        x = stacked(x, ins, width, 1 if level == 0 else 2)
        skips.append(x)
        ins = width
    heads = []
    for level in (1, 0):
        x = w.up(x, widths[level + 1], widths[level])
        x = stacked(w.node("Concat", x, skips[level], axis=1), 2 * widths[level], widths[level], 1)
        heads.append(w.conv(x, widths[level], 3, 1))
    return w, list(reversed(heads))


def attention_unet():
    """Gates on skips: convolutions of 1x1, a sigmoid of one channel, a product."""
    w = Writer(9)
    a = double_conv(w, "image", 1, 4)
    b = double_conv(w, w.max_pool(a), 4, 8)
    x = w.up(b, 8, 4)
    gate = w.node("Relu", w.node("Add", w.conv(x, 4, 3, 1), w.conv(a, 4, 3, 1)))
    gate = w.node("Sigmoid", w.batch_norm(w.conv(gate, 3, 1, 1), 1))
    x = w.node("Concat", w.node("Mul", a, gate), x, axis=1)
    return w, [w.node("Sigmoid", w.conv(double_conv(w, x, 8, 4), 4, 1, 1))]


def squeeze_excite():
    """MobileNet's parts: depthwise convolutions, ReLU6, HardSwish, gates by channel."""
    w = Writer(10)
    x = w.conv("image", 1, 8, 3, 2)
    x = w.node("HardSwish", x) if w.opset >= 14 else w.node(
        "Mul", x, w.node("HardSigmoid", x, alpha=1 / 6, beta=0.5))
    x = w.node("Clip", w.conv(x, 8, 8, group=8), np.asarray(0, np.float32),
               np.asarray(6, np.float32))
    gate = w.node("Relu", w.conv(w.node("GlobalAveragePool", x), 8, 4, 1))
    gate = w.node("HardSigmoid", w.conv(gate, 4, 8, 1), alpha=0.2, beta=0.5)
    x = w.node("Mul", gate, x)
    x = w.conv(x, 8, 4, 5, group=2)
    x = w.resize(x, mode="nearest", corners="half_pixel", rounding="round_prefer_floor")
    return w, [w.node("Sigmoid", w.conv(w.node("Elu", x, alpha=0.5), 4, 1))]


def atrous():
    """DeepLab's parts: dilated convolutions, the mean of the image, resizing to another map."""
    w = Writer(11)
    x = w.node("Relu", w.conv("image", 1, 6, 3, 2))
    x = w.node("AveragePool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4,
               count_include_pad=1)
    parts = [w.conv(x, 6, 4, 3, dilations=[d, d]) for d in (1, 2, 4)]
    mean = w.conv(w.node("ReduceMean", x, axes=[2, 3], keepdims=1), 6, 4, 1)
    x = w.node("Add", w.conv(w.node("Concat", *parts, axis=1), 12, 4, 1), mean)
    x = w.conv(x, 4, 3, 1)
    sizes = w.node("Concat", w.node("Slice", w.node("Shape", x), [0], [2], [0]),
                   w.node("Slice", w.node("Shape", "image"), [2], [4], [0]), axis=0)
    return w, [w.node("Softmax", w.resize_to(x, sizes), axis=1)]


MODELS = [
    Entry("unet_transposed", unet_transposed, "sigmoid"),
    Entry("unet_bilinear", unet_bilinear, "softmax"),
    Entry("unet_nearest", unet_nearest),
    Entry("unet_aligned", unet_aligned, "sigmoid", channels=2),
    Entry("unet_valid", lambda: unet_valid((3, 4, 5), 5), "sigmoid", margin=40),
    Entry("unet_valid_deep", lambda: unet_valid((2, 2, 3, 3, 3), 5), "sigmoid", 16, 32, margin=188),
    Entry("resnet_unet", resnet_unet),
    Entry("monai_unet", monai_unet, "softmax"),
    Entry("nnunet", nnunet),
    Entry("attention_unet", attention_unet, "sigmoid"),
    Entry("squeeze_excite", squeeze_excite, "sigmoid"),
    Entry("atrous", atrous, "softmax"),
]
