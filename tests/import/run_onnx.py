# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Runs small ONNX models with numpy, written from the ONNX operators' specification alone.

It is the judge of what core/import makes of a file, so it shares nothing with it: shapes are
computed as numbers, nothing is folded, every node is run. Float64 inside.
"""
import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from onnx import helper, numpy_helper


def pair(attributes, name, default):
    """A list of two numbers among the attributes."""
    return list(attributes.get(name, [default, default]))


def pads_of(attributes, shape, kernel, strides, dilations):
    """[top, left, bottom, right] of a convolution or pooling."""
    automatic = attributes.get("auto_pad", b"NOTSET").decode()
    if automatic in ("SAME_UPPER", "SAME_LOWER"):
        before, after = [], []
        for size, k, s, d in zip(shape, kernel, strides, dilations):
            total = max((math.ceil(size / s) - 1) * s + (k - 1) * d + 1 - size, 0)
            less, more = total // 2, total - total // 2
            before.append(less if automatic == "SAME_UPPER" else more)
            after.append(more if automatic == "SAME_UPPER" else less)
        return before + after
    return list(attributes.get("pads", [0, 0, 0, 0]))


def windows(x, kernel, strides, dilations):
    """[N,C,H',W',KH,KW] of [N,C,H,W]."""
    reach = [(k - 1) * d + 1 for k, d in zip(kernel, dilations)]
    view = sliding_window_view(x, reach, axis=(2, 3))
    return view[:, :, ::strides[0], ::strides[1], ::dilations[0], ::dilations[1]]


def conv(a, x, w, b=None):
    """Conv."""
    kernel, strides, dilations = w.shape[2:], pair(a, "strides", 1), pair(a, "dilations", 1)
    pads = pads_of(a, x.shape[2:], kernel, strides, dilations)
    x = np.pad(x, [(0, 0), (0, 0), (pads[0], pads[2]), (pads[1], pads[3])])
    groups, outs = a.get("group", 1), []
    ins = x.shape[1] // groups
    for g in range(groups):
        part = windows(x[:, g * ins:(g + 1) * ins], kernel, strides, dilations)
        each = w.shape[0] // groups
        outs.append(np.einsum("nchwij,ocij->nohw", part, w[g * each:(g + 1) * each]))
    y = np.concatenate(outs, axis=1)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def conv_transpose(a, x, w, b=None):
    """ConvTranspose: every input pixel adds its kernel to the output."""
    strides, dilations = pair(a, "strides", 1), pair(a, "dilations", 1)
    more, pads = pair(a, "output_padding", 0), list(a.get("pads", [0, 0, 0, 0]))
    groups = a.get("group", 1)
    n, ins, height, width = x.shape
    outs, (kh, kw) = w.shape[1], w.shape[2:]
    full = np.zeros((n, outs * groups, (height - 1) * strides[0] + (kh - 1) * dilations[0] + 1 + more[0],
                     (width - 1) * strides[1] + (kw - 1) * dilations[1] + 1 + more[1]))
    for g in range(groups):
        part = slice(g * ins // groups, (g + 1) * ins // groups)
        for i in range(kh):
            for j in range(kw):
                y, z = i * dilations[0], j * dilations[1]
                full[:, g * outs:(g + 1) * outs, y:y + (height - 1) * strides[0] + 1:strides[0],
                     z:z + (width - 1) * strides[1] + 1:strides[1]] += np.einsum(
                         "nchw,co->nohw", x[:, part], w[part, :, i, j])
    y = full[:, :, pads[0]:full.shape[2] - pads[2], pads[1]:full.shape[3] - pads[3]]
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def pool(a, x, average):
    """MaxPool and AveragePool."""
    kernel, strides = list(a["kernel_shape"]), pair(a, "strides", 1)
    pads = pads_of(a, x.shape[2:], kernel, strides, [1, 1])
    rest = [0, 0]
    if a.get("ceil_mode", 0):
        for i in range(2):
            size = x.shape[2 + i] + pads[i] + pads[2 + i]
            count = math.ceil((size - kernel[i]) / strides[i]) + 1
            if (count - 1) * strides[i] >= x.shape[2 + i] + pads[i]:
                count -= 1
            rest[i] = max((count - 1) * strides[i] + kernel[i] - size, 0)
    border = [(0, 0), (0, 0), (pads[0], pads[2] + rest[0]), (pads[1], pads[3] + rest[1])]
    padded = np.pad(x, border, constant_values=np.nan)
    view = windows(padded, kernel, strides, [1, 1])
    if not average:
        return np.nanmax(view, axis=(4, 5))
    if a.get("count_include_pad", 0):
        return np.nansum(view, axis=(4, 5)) / (kernel[0] * kernel[1])
    return np.nanmean(view, axis=(4, 5))


def resize_axis(x, axis, size, scale, mode, corners, rounding):
    """One axis of Resize, by the coordinates of the specification."""
    length = x.shape[axis]
    out = np.arange(size)
    if corners in ("half_pixel", "pytorch_half_pixel"):
        place = (out + 0.5) / scale - 0.5
        if corners == "pytorch_half_pixel" and size == 1:
            place = np.zeros(1)
    elif corners == "align_corners":
        place = out * (length - 1) / (size - 1) if size > 1 else np.zeros(1)
    elif corners == "tf_half_pixel_for_nn":
        place = (out + 0.5) / scale
    else:
        place = out / scale
    if mode == "nearest":
        index = {"floor": np.floor, "ceil": np.ceil,
                 "round_prefer_floor": lambda p: np.ceil(p - 0.5),
                 "round_prefer_ceil": lambda p: np.floor(p + 0.5)}[rounding](place)
        return np.take(x, np.clip(index, 0, length - 1).astype(int), axis)
    low = np.floor(place)
    part = (place - low).reshape([-1 if i == axis else 1 for i in range(x.ndim)])
    first = np.take(x, np.clip(low, 0, length - 1).astype(int), axis)
    second = np.take(x, np.clip(low + 1, 0, length - 1).astype(int), axis)
    return first * (1 - part) + second * part


def resize(a, opset, kind, inputs):
    """Resize and Upsample."""
    x, mode = inputs[0], a.get("mode", b"nearest").decode()
    is_new = kind == "Resize" and opset >= 11
    corners = a.get("coordinate_transformation_mode", b"half_pixel").decode() if is_new else "asymmetric"
    rounding = a.get("nearest_mode", b"round_prefer_floor").decode() if is_new else "floor"
    scales = a.get("scales")
    place = 2 if is_new else 1
    if scales is None and len(inputs) > place and inputs[place] is not None and len(inputs[place]):
        scales = inputs[place]
    if scales is not None:
        sizes = [int(math.floor(s * f)) for s, f in zip(x.shape, scales)]
    else:
        sizes = [int(s) for s in inputs[3]]
        scales = [s / old for s, old in zip(sizes, x.shape)]
    assert sizes[:2] == list(x.shape[:2]), "channels are resized"
    for axis in (2, 3):
        x = resize_axis(x, axis, sizes[axis], float(scales[axis]), mode.replace("bilinear", "linear"),
                        corners, rounding)
    return x


def slice_(a, x, starts=None, ends=None, axes=None, steps=None):
    """Slice of all opsets."""
    starts = a["starts"] if starts is None else starts
    ends = a["ends"] if ends is None else ends
    axes = a.get("axes") if axes is None else axes
    axes = range(len(starts)) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    cut = [slice(None)] * x.ndim
    for start, end, axis, step in zip(starts, ends, axes, steps):
        cut[int(axis)] = slice(int(start), int(end), int(step))
    return x[tuple(cut)]


def pad(a, x, pads=None, value=None):
    """Pad of all opsets up to 17."""
    pads = a.get("pads") if pads is None else pads
    value = a.get("value", 0) if value is None else float(np.asarray(value).reshape(-1)[0])
    mode = a.get("mode", b"constant").decode()
    half = len(pads) // 2
    cut = tuple(slice(max(-int(b), 0), x.shape[i] - max(-int(e), 0))
                for i, (b, e) in enumerate(zip(pads[:half], pads[half:])))
    sides = [(max(int(b), 0), max(int(e), 0)) for b, e in zip(pads[:half], pads[half:])]
    more = {"constant_values": value} if mode == "constant" else {}
    return np.pad(x[cut], sides, mode=mode, **more)


def softmax(a, opset, x):
    """Softmax; before opset 13 over all axes from `axis` on."""
    shape, axis = x.shape, a.get("axis", -1 if opset >= 13 else 1)
    if opset < 13:
        x, axis = x.reshape(int(np.prod(shape[:axis])), -1), 1
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return (e / e.sum(axis=axis, keepdims=True)).reshape(shape)


def instance_norm(a, x, scale, offset):
    """InstanceNormalization of [N,C,...]."""
    axes = tuple(range(2, x.ndim))
    mean = x.mean(axis=axes, keepdims=True)
    variance = x.var(axis=axes, keepdims=True)
    shape = [1, -1] + [1] * (x.ndim - 2)
    y = (x - mean) / np.sqrt(variance + a.get("epsilon", 1e-5))
    return y * scale.reshape(shape) + offset.reshape(shape)


def batch_norm(a, x, scale, offset, mean, variance):
    """BatchNormalization of inference."""
    def c(v):
        return v.reshape(1, -1, 1, 1)
    return c(scale) * (x - c(mean)) / np.sqrt(c(variance) + a.get("epsilon", 1e-5)) + c(offset)


def depth_to_space(a, x):
    """DepthToSpace, both modes."""
    n, c, h, w = x.shape
    f = a["blocksize"]
    if a.get("mode", b"DCR") == b"CRD":
        return x.reshape(n, c // f**2, f, f, h, w).transpose(0, 1, 4, 2, 5, 3).reshape(
            n, c // f**2, h * f, w * f)
    return x.reshape(n, f, f, c // f**2, h, w).transpose(0, 3, 4, 1, 5, 2).reshape(
        n, c // f**2, h * f, w * f)


def reshape(a, x, shape):
    """Reshape: 0 keeps a side, -1 is what is left."""
    return x.reshape([x.shape[i] if s == 0 else int(s) for i, s in enumerate(shape)])


def clip(a, x, low=None, high=None):
    """Clip of all opsets."""
    low = a.get("min", -np.inf) if low is None else low
    high = a.get("max", np.inf) if high is None else high
    return np.clip(x, low, high)


def axes_of(a, rest):
    """Axes of an attribute, or, since opset 13, of an input."""
    return tuple(int(i) for i in (rest[0] if rest else a.get("axes", [])))


def unsqueeze(a, x, *rest):
    """Unsqueeze."""
    for axis in sorted(axes_of(a, rest)):
        x = np.expand_dims(x, axis)
    return x


def div(x, y):
    """Div: that of integers drops the rest."""
    if np.issubdtype(np.asarray(x).dtype, np.integer) and np.issubdtype(np.asarray(y).dtype, np.integer):
        return np.trunc(x / y).astype(np.int64)
    return x / y


def constant(a):
    """Constant."""
    if "value" in a:
        return widened(numpy_helper.to_array(a["value"]))
    name = next(iter(a))
    return np.asarray(a[name])


def widened(values):
    """Floats as float64."""
    return values.astype(np.float64) if values.dtype.kind == "f" else values


def cast(a, x):
    """Cast; all floats are float64 here."""
    kind = helper.mapping.TENSOR_TYPE_TO_NP_TYPE[a["to"]]
    return x.astype(np.float64) if kind.kind == "f" else np.trunc(x).astype(kind)


def split(a, x, sizes=None, parts=1):
    """Split."""
    sizes = a.get("split") if sizes is None else sizes
    if sizes is None:
        return np.split(x, parts, axis=a.get("axis", 0))
    return np.split(x, np.cumsum([int(s) for s in sizes])[:-1], axis=a.get("axis", 0))


def swish_gate(x, alpha, beta):
    """HardSigmoid."""
    return np.clip(alpha * x + beta, 0, 1)


SIMPLE = {
    "Relu": lambda a, x: np.maximum(x, 0),
    "LeakyRelu": lambda a, x: np.where(x < 0, a.get("alpha", 0.01) * x, x),
    "PRelu": lambda a, x, s: np.where(x < 0, s * x, x),
    "Elu": lambda a, x: np.where(x < 0, a.get("alpha", 1.0) * np.expm1(np.minimum(x, 0)), x),
    "Sigmoid": lambda a, x: 1 / (1 + np.exp(-x)),
    "HardSigmoid": lambda a, x: swish_gate(x, a.get("alpha", 0.2), a.get("beta", 0.5)),
    "HardSwish": lambda a, x: x * swish_gate(x, 1 / 6, 0.5),
    "Tanh": lambda a, x: np.tanh(x),
    "Neg": lambda a, x: -x,
    "Sqrt": lambda a, x: np.sqrt(x),
    "Floor": lambda a, x: np.floor(x),
    "Add": lambda a, x, y: x + y,
    "Sub": lambda a, x, y: x - y,
    "Mul": lambda a, x, y: x * y,
    "Div": lambda a, x, y: div(x, y),
    "Equal": lambda a, x, y: x == y,
    "Where": lambda a, c, x, y: np.where(c, x, y),
    "Sum": lambda a, *x: sum(x),
    "Identity": lambda a, x: x,
    "Dropout": lambda a, x, *rest: x,
    "Concat": lambda a, *x: np.concatenate(x, axis=a["axis"]),
    "Shape": lambda a, x: np.asarray(x.shape, np.int64)[a.get("start", 0):a.get("end")],
    "Gather": lambda a, x, i: np.take(x, i, axis=a.get("axis", 0)),
    "Transpose": lambda a, x: np.transpose(x, a.get("perm")),
    "Squeeze": lambda a, x, *rest: np.squeeze(x, axes_of(a, rest) or None),
    "ReduceMean": lambda a, x: x.mean(axis=tuple(a["axes"]), keepdims=bool(a.get("keepdims", 1))),
    "GlobalAveragePool": lambda a, x: x.mean(axis=(2, 3), keepdims=True),
    "ArgMax": lambda a, x: np.argmax(x, axis=a.get("axis", 0))[:, None],
    "Range": lambda a, x, y, z: np.arange(x, y, z),
    "ConstantOfShape": lambda a, s: np.full([int(i) for i in s],
                                            numpy_helper.to_array(a["value"])[0]),
    "Expand": lambda a, x, s: np.broadcast_to(
        x, np.broadcast_shapes(x.shape, tuple(int(i) for i in s))).copy(),
    "MaxPool": lambda a, x: pool(a, x, False),
    "AveragePool": lambda a, x: pool(a, x, True),
    "Conv": conv, "ConvTranspose": conv_transpose, "BatchNormalization": batch_norm,
    "InstanceNormalization": instance_norm, "DepthToSpace": depth_to_space, "Reshape": reshape,
    "Slice": slice_, "Pad": pad, "Clip": clip, "Unsqueeze": unsqueeze, "Cast": cast,
}


def run_node(node, opset, inputs):
    """The outputs of a node."""
    attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    if node.op_type == "Constant":
        return [constant(attributes)]
    if node.op_type in ("Resize", "Upsample"):
        return [resize(attributes, opset, node.op_type, inputs)]
    if node.op_type == "Softmax":
        return [softmax(attributes, opset, inputs[0])]
    if node.op_type == "Split":
        return split(attributes, *inputs, parts=len(node.output))
    return [SIMPLE[node.op_type](attributes, *inputs)]


def run(model, image):
    """{name: value} of the outputs of an onnx.ModelProto for one image [1,C,H,W]."""
    opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
    values = {t.name: widened(numpy_helper.to_array(t)) for t in model.graph.initializer}
    values[model.graph.input[0].name] = image.astype(np.float64)
    for node in model.graph.node:
        inputs = [values[name] if name else None for name in node.input]
        for name, value in zip(node.output, run_node(node, opset, inputs)):
            values[name] = value
    return {output.name: values[output.name] for output in model.graph.output}
