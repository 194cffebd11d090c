// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/translate.h"

#include "core/base/error.h"
#include "core/base/visible_text.h"
#include "core/import/detail/fold.h"
#include "core/import/detail/operations.h"

#include <algorithm>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;

constexpr std::size_t kMostName = 64;
// Sizes of the three images where the file leaves them open, and how much the second is higher and
// the third wider: multiples of 384 all, see value.h.
constexpr int kHeight = 768;
constexpr int kWidth = 1536;
constexpr int kHigher = 1152;
constexpr int kWider = 768;

using Translate = Values (*)(const Call&);

const std::unordered_map<std::string_view, Translate>& operations()
{
    static const std::unordered_map<std::string_view, Translate> s_table{
        {"Conv", translateConv},
        {"ConvTranspose", translateConvTranspose},
        {"MaxPool", translatePool},
        {"AveragePool", translatePool},
        {"GlobalAveragePool", translateGlobalAverage},
        {"ReduceMean", translateGlobalAverage},
        {"BatchNormalization", translateBatchNorm},
        {"InstanceNormalization", translateInstanceNorm},
        {"GroupNormalization", translateGroupNorm},
        {"Relu", translateActivation},
        {"LeakyRelu", translateActivation},
        {"Elu", translateActivation},
        {"HardSigmoid", translateActivation},
        {"Gelu", translateActivation},
        {"Tanh", translateActivation},
        {"Sigmoid", translateActivation},
        {"PRelu", translatePRelu},
        {"Clip", translateClip},
        {"HardSwish", translateHardSwish},
        {"Softmax", translateSoftmax},
        {"Add", translateArithmetic},
        {"Sub", translateArithmetic},
        {"Mul", translateArithmetic},
        {"Div", translateArithmetic},
        {"Sum", translateArithmetic},
        {"Neg", translateArithmetic},
        {"ArgMax", translateArgMax},
        {"Identity", translateSame},
        {"Dropout", translateSame},
        {"Cast", translateSame},
        {"Reshape", translateReshape},
        {"Transpose", translateTranspose},
        {"Squeeze", translateSqueeze},
        {"Unsqueeze", translateUnsqueeze},
        {"Concat", translateConcat},
        {"Split", translateSplit},
        {"DepthToSpace", translateDepthToSpace},
        {"Slice", translateSlice},
        {"Pad", translatePad},
        {"Resize", translateResize},
        {"Upsample", translateResize},
    };
    return s_table;
}

/// Which node makes each value.
std::unordered_map<std::string_view, std::size_t> makersOf(const OnnxGraph& onnx)
{
    std::unordered_map<std::string_view, std::size_t> makers;
    for (std::size_t i = 0; i < onnx.nodes.size(); ++i) {
        for (const std::string_view name : onnx.nodes[i].outputs) {
            if (!name.empty() && !makers.emplace(name, i).second) {
                throw Error(ErrorCode::FileFormat,
                            "two nodes make '" + visible(name, kMostName) + "'.");
            }
        }
    }
    return makers;
}

/// The nodes that a value depends on.
std::vector<bool> neededFor(const OnnxGraph& onnx, std::string_view output)
{
    const auto makers = makersOf(onnx);
    std::vector<bool> needed(onnx.nodes.size(), false);
    std::vector<std::string_view> open{output};
    while (!open.empty()) {
        const auto maker = makers.find(open.back());
        open.pop_back();
        if (maker == makers.end() || needed[maker->second]) {
            continue;
        }
        needed[maker->second] = true;
        const OnnxNode& node = onnx.nodes[maker->second];
        open.insert(open.end(), node.inputs.begin(), node.inputs.end());
    }
    return needed;
}

/// The value of a Constant node.
Value constantOf(const Call& call)
{
    for (const Attribute& attribute : call.node().attributes) {
        std::vector<Sample> list;
        if (attribute.name == "value" && attribute.hasTensor) {
            return parseTensor(attribute.tensor);
        }
        for (const std::int64_t value : attribute.integers) {
            const auto number = static_cast<double>(value);
            list.push_back({number, number, number});
        }
        for (const float value : attribute.numbers) {
            list.push_back({value, value, value});
        }
        if (attribute.name == "value_ints" || attribute.name == "value_floats") {
            call.countFolded(list.size());
            Array array = listOf(std::move(list));
            array.isInteger = attribute.name == "value_ints";
            return array;
        }
        if (attribute.name == "value_int" || attribute.name == "value_float") {
            const bool isInteger = attribute.name == "value_int";
            const double value =
                isInteger ? static_cast<double>(attribute.integer) : attribute.number;
            return Array{{}, {Sample{value, value, value}}, isInteger};
        }
    }
    call.refuse("holds a constant that is no number");
}

Values valuesOf(const Call& call)
{
    const OnnxNode& node = call.node();
    for (const Attribute& attribute : node.attributes) {
        call.require(!attribute.isGraph, "has branches or loops");
    }
    if (!node.domain.empty() && node.domain != "ai.onnx") {
        call.refuse("is not an operation of ONNX itself but of '" + visible(node.domain, kMostName)
                    + "'");
    }
    if (node.type == "Constant") {
        return {constantOf(call)};
    }
    bool readsMap = false;
    for (std::size_t i = 0; i < call.inputCount(); ++i) {
        readsMap = call.isMap(i) || readsMap;
    }
    if (readsMap && node.type == "Shape") {
        return {shapeArray(call)};
    }
    if (!readsMap) {
        if (std::optional<Array> folded = fold(call)) {
            return {std::move(*folded)};
        }
        call.refuse("computes something with constants that is not covered");
    }
    const auto found = operations().find(node.type);
    if (found == operations().end()) {
        call.refuse("is an operation that cannot be imported");
    }
    return found->second(call);
}

void translateNode(Translation& translation, const OnnxNode& node)
{
    Values values = valuesOf(Call(translation, node));
    for (std::size_t i = 0; i < std::min(values.size(), node.outputs.size()); ++i) {
        const std::string_view name = node.outputs[i];
        if (!name.empty() && !translation.values.emplace(name, std::move(values[i])).second) {
            throw Error(ErrorCode::FileFormat, "node " + describe(node) + " makes '"
                                                   + visible(name, kMostName)
                                                   + "', which there is already.");
        }
    }
}

/// Puts the image in, for the three sizes, with a margin around it.
std::array<graph::Extent, kSamples> addInput(Translation& translation, const Plan& plan)
{
    const std::vector<std::int64_t>& dims = plan.input->dims;
    // Rows and columns last, or, as other tools have it, channels.
    const bool channelsLast =
        dims[1] < 0 ? dims[3] > 0 && dims[3] <= 4 : dims[3] > 0 && dims[3] <= 4 && dims[1] > 4;
    const std::size_t rows = channelsLast ? 1 : 2;
    const std::int64_t channels = channelsLast ? dims[3] : dims[1];
    translation.isFixed = dims[rows] > 0 && dims[rows + 1] > 0;
    translation.graph.inputChannels = channels > 0 ? static_cast<int>(channels) : 1;
    const auto side = [&plan](std::int64_t fixed, int open) {
        return fixed > 0 ? static_cast<int>(fixed) - plan.margin : open;
    };
    const graph::Extent first{side(dims[rows], kHeight), side(dims[rows + 1], kWidth)};
    if (first.height < 1 || first.width < 1) {
        throw Error(ErrorCode::Unsupported,
                    "its input is too small for a network without padding.");
    }
    const std::array<graph::Extent, kSamples> images{
        first, graph::Extent{first.height + kHigher, first.width},
        graph::Extent{first.height, first.width + kWider}};
    Map input;
    for (std::size_t s = 0; s < kSamples; ++s) {
        input.shapes[s] = {translation.graph.inputChannels, images[s].height, images[s].width};
    }
    if (plan.margin > 0) {
        const int after = plan.margin - plan.before;
        input = translation.add(
            "margin",
            graph::Pad{graph::Pad::Mode::Edge, {plan.before, plan.before, after, after}, 0},
            {input});
    }
    input.axes = channelsLast ? std::vector<int>{0, 2, 3, 1} : std::vector<int>{0, 1, 2, 3};
    translation.values[plan.input->name] = input;
    return images;
}

} // namespace

Translated translate(const OnnxModel& model, const TensorReader& reader, const Plan& plan,
                     const StopToken& stop)
{
    Translation translation{reader, model.opset, false, {}, {}, {}, {}, 0};
    Translated result;
    result.images = addInput(translation, plan);
    for (const Tensor& tensor : model.graph.initializers) {
        if (tensor.name != plan.input->name
            && !translation.values.emplace(tensor.name, tensor).second) {
            throw Error(ErrorCode::FileFormat, "two initializers have the name '"
                                                   + visible(tensor.name, kMostName) + "'.");
        }
    }
    const std::vector<bool> needed = neededFor(model.graph, plan.output->name);
    for (std::size_t i = 0; i < needed.size(); ++i) {
        if (stop.stopRequested()) {
            throw Error(ErrorCode::Cancelled, "Importing was stopped.");
        }
        if (needed[i]) {
            translateNode(translation, model.graph.nodes[i]);
        }
    }
    const auto found = translation.values.find(plan.output->name);
    const Map* const output =
        found == translation.values.end() ? nullptr : std::get_if<Map>(&found->second);
    if (output == nullptr || output->groups > 0) {
        throw Error(ErrorCode::FileFormat, "its output '" + visible(plan.output->name, kMostName)
                                               + "' does not depend on its input as a mask does.");
    }
    result.output = *output;
    result.graph = std::move(translation.graph);
    return result;
}

} // namespace halftone::import::detail
