// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

/// A network as other tools describe it: what core/import makes of their files, in floats, with
/// more operations than the integer engine has. Runs by LibTorch (nn::TorchRuntime); what of it the
/// engine can run is lowered to a Network (core/import/lower.h).
///
/// Everything is two-dimensional: a value is [C,H,W], batches are not part of it. Operations mean
/// what those of the same name mean in ONNX (opset 13), but for what is said here.
namespace halftone::model::graph {

/// What is cut from or added to the four sides of a map, in pixels.
struct Sides {
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
    friend bool operator==(const Sides&, const Sides&) = default;
};

/// Pixels along the two axes.
struct Extent {
    int height = 1;
    int width = 1;
    friend bool operator==(const Extent&, const Extent&) = default;
};

/// Cross-correlation, padding with zeros.
struct Conv {
    static constexpr const char* kName = "conv";
    int inChannels = 0;
    int outChannels = 0;
    Extent kernel;
    Extent stride;
    Extent dilation;
    Sides pad;
    int groups = 1;
    std::vector<float> weights; ///< [O,I/groups,KH,KW]
    std::vector<float> bias;    ///< [O]; empty: none
};

/// Transposed convolution: output height = (H-1)*stride - pad.top - pad.bottom
/// + dilation*(KH-1) + 1 + outputPad.
struct ConvTranspose {
    static constexpr const char* kName = "conv_transpose";
    int inChannels = 0;
    int outChannels = 0;
    Extent kernel;
    Extent stride;
    Extent dilation;
    Sides pad;
    Extent outputPad{0, 0};
    int groups = 1;
    std::vector<float> weights; ///< [I,O/groups,KH,KW]
    std::vector<float> bias;    ///< [O]; empty: none
};

/// y = scale * x + offset by channel: batch norm of inference, and sums and products with
/// constants.
struct Affine {
    static constexpr const char* kName = "affine";
    std::vector<float> scale;  ///< [C]
    std::vector<float> offset; ///< [C]
};

/// Every channel brought to mean 0 and variance 1 over the pixels of the image, then scaled.
/// With groups > 0 over groups of channels (group norm; 1: layer norm over [C,H,W]).
struct InstanceNorm {
    static constexpr const char* kName = "instance_norm";
    int groups = 0;
    double epsilon = 1e-5;
    std::vector<float> scale;  ///< [C]
    std::vector<float> offset; ///< [C]
};

enum class Curve {
    Relu,
    LeakyRelu, ///< slopes: one
    PRelu,     ///< slopes: one, or [C]
    Sigmoid,
    Softmax, ///< over the channels
    Tanh,
    Elu,         ///< slopes: alpha
    Silu,        ///< x * sigmoid(x)
    Gelu,        ///< by erf
    HardSigmoid, ///< slopes: alpha and beta of max(0, min(1, alpha * x + beta))
    Clip,        ///< slopes: lowest and highest
};

struct Activation {
    static constexpr const char* kName = "activation";
    Curve curve = Curve::Relu;
    std::vector<float> slopes; ///< see Curve
};

/// Sum of all inputs, which have the same shape, or [C,1,1].
struct Add {
    static constexpr const char* kName = "add";
};

/// Product of two inputs; one of them may be [1,H,W] or [C,1,1].
struct Multiply {
    static constexpr const char* kName = "multiply";
};

/// Joined along the channels, in order.
struct Concat {
    static constexpr const char* kName = "concat";
};

struct Pool {
    static constexpr const char* kName = "pool";
    bool average = false; ///< else the maximum
    Extent kernel;
    Extent stride;
    Sides pad;              ///< with -infinity, or, averaging, with zeros
    bool ceil = false;      ///< a last window that is not full counts
    bool countsPad = false; ///< averaging: padding counts in the divisor
};

/// Mean of every channel: [C,1,1].
struct GlobalAverage {
    static constexpr const char* kName = "global_average";
};

/// To factor times the size, rounded down.
struct Resize {
    static constexpr const char* kName = "resize";
    enum class Mode { Nearest, Linear };
    enum class Corners {
        HalfPixel,  ///< of LibTorch with align_corners=False; nearest: floor(x / factor)
        Aligned,    ///< align_corners=True
        Asymmetric, ///< of ONNX
    };
    Mode mode = Mode::Nearest;
    Corners corners = Corners::HalfPixel;
    double factorHeight = 2;
    double factorWidth = 2;
};

/// To the height and width of the second input, by the same rules.
struct ResizeLike {
    static constexpr const char* kName = "resize_like";
    Resize::Mode mode = Resize::Mode::Nearest;
    Resize::Corners corners = Resize::Corners::HalfPixel;
};

struct Pad {
    static constexpr const char* kName = "pad";
    enum class Mode { Constant, Reflect, Edge };
    Mode mode = Mode::Constant;
    Sides sides; ///< none negative
    float value = 0;
};

/// Cuts the sides off.
struct Crop {
    static constexpr const char* kName = "crop";
    Sides sides; ///< none negative
};

/// Cuts the first input down to height and width of the second, from the middle (the odd pixel at
/// the bottom and the right), or adds zeros likewise where it is smaller: what U-Nets without
/// padding do with what they skip.
struct CropLike {
    static constexpr const char* kName = "crop_like";
};

/// Channels [begin, end) of the input.
struct Channels {
    static constexpr const char* kName = "channels";
    int begin = 0;
    int end = 0;
};

/// [C*f*f,H,W] to [C,H*f,W*f]; channel c*f*f + dy*f + dx of the input gives pixel (dy,dx) of c
/// (LibTorch's pixel_shuffle, ONNX's DepthToSpace of mode CRD).
struct Shuffle {
    static constexpr const char* kName = "shuffle";
    int factor = 2;
};

using Op =
    std::variant<Conv, ConvTranspose, Affine, InstanceNorm, Activation, Add, Multiply, Concat, Pool,
                 GlobalAverage, Resize, ResizeLike, Pad, Crop, CropLike, Channels, Shuffle>;

/// Id of the graph's input; other values are named by the index of the node that makes them.
inline constexpr int kInput = -1;

struct Node {
    std::string name;        ///< as the file has it, or made up; unique
    std::vector<int> inputs; ///< kInput or indices of earlier nodes
    Op op;
};

/// What the file does with the last value, which is not part of `nodes`: Graph gives logits.
enum class Head {
    Sigmoid, ///< one class against background, or several that exclude each other not
    Softmax, ///< over classes, the first of which is the background
    None,    ///< the file ends with logits, or with something that is not known to be anything else
};

/// In topological order; the last node's value are the logits.
struct Graph {
    int inputChannels = 1;
    std::vector<Node> nodes;
    Head head = Head::None;
};

/// Shape of a value for an input of `height` x `width`.
struct Shape {
    int channels = 0;
    int height = 0;
    int width = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
};

/// Shape of a node's value from those of its inputs. Throws Error{ShapeMismatch} naming the node
/// where they do not go through.
[[nodiscard]] Shape shapeOf(const Node& node, std::span<const Shape> inputs);

/// Shapes of all nodes. Throws Error{ShapeMismatch} naming the node where an input of that size
/// does not go through.
[[nodiscard]] std::vector<Shape> shapesOf(const Graph& graph, int height, int width);

/// "'encoder.conv1' (conv)": a node in messages.
[[nodiscard]] std::string describe(const Node& node);

/// How many pixels above, left of, below and right of its own place in the input a pixel of the
/// last value depends on at most, found out on an input of that size; norms over the image and
/// global averages left aside. Exact where the size is more than twice the result.
[[nodiscard]] Sides reachOf(const Graph& graph, int height, int width);

/// What an image must be for the graph, found by shapesOf() of many sizes.
struct Facts {
    int classes = 0;
    int stride = 1;    ///< sides of an input must be multiples of this
    int leastSide = 1; ///< and not smaller than this
    /// How many pixels of the input, to each side, an output pixel depends on at most. Where
    /// `everywhere` is set it depends on all of them (norms over the image, global averages), or on
    /// how large the image is (resizing with aligned corners).
    int radius = 0;
    bool everywhere = false;
    double macsPerPixel = 0; ///< multiply-accumulates for one pixel of the input
};

/// Throws Error{FileFormat} with a sentence that names the node where a graph is none that
/// segments: outputs of another size than the input, more than 255 classes, weights whose count
/// does not fit, values that are not finite, an input that is not an earlier node.
[[nodiscard]] Facts check(const Graph& graph);

} // namespace halftone::model::graph
