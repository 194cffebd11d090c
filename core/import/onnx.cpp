// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/onnx.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/import/detail/translate.h"
#include "core/import/simplify.h"

#include <algorithm>
#include <set>
#include <utility>

namespace halftone::import {
namespace {

namespace graph = model::graph;
using namespace detail;

constexpr std::size_t kMostBytes = std::size_t{2} << 30; // what Protocol Buffers allow
constexpr std::size_t kMostName = 64;
/// Before 7 arithmetic does not broadcast as now.
constexpr std::int64_t kLeastOpset = 7;
constexpr std::int64_t kMostSide = 1 << 16;
constexpr std::int64_t kMostChannels = 64;
/// Of networks without padding; the first U-Net needs 188.
constexpr int kMostMargin = 1024;

std::string namesOf(const std::vector<const ValueInfo*>& values)
{
    constexpr std::size_t kMostNames = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(values.size(), kMostNames); ++i) {
        text += (i == 0 ? "'" : ", '") + visible(values[i]->name, kMostName) + '\'';
    }
    return text + (values.size() > kMostNames ? ", ..." : "");
}

/// The value of a name, or the only one.
const ValueInfo& chosen(const std::vector<const ValueInfo*>& values, const std::string& name,
                        const std::string& kind)
{
    if (values.empty()) {
        throw Error(ErrorCode::FileFormat, "it has no " + kind + '.');
    }
    if (name.empty() && values.size() > 1) {
        throw Error(ErrorCode::Unsupported, "it has several " + kind + "s: " + namesOf(values)
                                                + ". Say which one to use (--" + kind
                                                + "-name of 'halftone-cli import').");
    }
    const auto found = std::find_if(values.begin(), values.end(), [&name](const ValueInfo* value) {
        return name.empty() || value->name == name;
    });
    if (found == values.end()) {
        throw Error(ErrorCode::Unsupported, "it has no " + kind + " '" + visible(name, kMostName)
                                                + "' but " + namesOf(values) + '.');
    }
    return **found;
}

void requireImage(const ValueInfo& input)
{
    const std::string name = "its input '" + visible(input.name, kMostName) + "' ";
    if (!input.isTensor || input.dims.size() != 4) {
        throw Error(ErrorCode::Unsupported,
                    input.dims.size() == 5
                        ? name
                              + "is a volume: it is a 3-D model. 2-D models are imported, which "
                                "segment slice by slice."
                        : name + "has " + std::to_string(input.dims.size())
                              + " dimensions. That of a 2-D model has four: batch, channels, "
                                "height and width.");
    }
    if (input.type != DataType::Float && input.type != DataType::Float16
        && input.type != DataType::Double && input.type != DataType::Bfloat16) {
        throw Error(ErrorCode::Unsupported, name + "takes whole numbers, not floats.");
    }
    for (std::size_t i = 0; i < 4; ++i) {
        if (input.dims[i] > kMostSide) {
            throw Error(ErrorCode::Unsupported,
                        name + "is " + std::to_string(input.dims[i]) + " values wide.");
        }
    }
    if (std::min(input.dims[1] > 0 ? input.dims[1] : 1, input.dims[3] > 0 ? input.dims[3] : 1)
        > kMostChannels) {
        throw Error(ErrorCode::Unsupported,
                    name + "has more than " + std::to_string(kMostChannels) + " channels.");
    }
}

Plan planOf(const OnnxModel& model, const OnnxOptions& options)
{
    std::set<std::string_view> constants; // old files list weights among the inputs
    for (const Tensor& tensor : model.graph.initializers) {
        constants.insert(tensor.name);
    }
    std::vector<const ValueInfo*> inputs;
    for (const ValueInfo& input : model.graph.inputs) {
        if (!constants.contains(input.name)) {
            inputs.push_back(&input);
        }
    }
    std::vector<const ValueInfo*> outputs;
    for (const ValueInfo& output : model.graph.outputs) {
        outputs.push_back(&output);
    }
    Plan plan;
    plan.input = &chosen(inputs, options.input, "input");
    plan.output = &chosen(outputs, options.output, "output");
    requireImage(*plan.input);
    return plan;
}

/// How many rows and columns the output has more than the image; nothing where that depends on the
/// image, or differs.
std::optional<int> surplusOf(const Translated& translated)
{
    std::set<int> surplus;
    for (std::size_t s = 0; s < kSamples; ++s) {
        surplus.insert(translated.output.shapes[s].height - translated.images[s].height);
        surplus.insert(translated.output.shapes[s].width - translated.images[s].width);
    }
    return surplus.size() == 1 ? std::optional(*surplus.begin()) : std::nullopt;
}

/// Takes a last sigmoid or softmax off; returns what it was, and the node that is the output now.
std::pair<graph::Head, int> withoutHead(const graph::Graph& network, int output)
{
    if (output == graph::kInput) {
        return {graph::Head::None, output};
    }
    const graph::Node& node = network.nodes[static_cast<std::size_t>(output)];
    const auto* const curve = std::get_if<graph::Activation>(&node.op);
    if (curve != nullptr && curve->curve == graph::Curve::Sigmoid) {
        return {graph::Head::Sigmoid, node.inputs.front()};
    }
    if (curve != nullptr && curve->curve == graph::Curve::Softmax) {
        return {graph::Head::Softmax, node.inputs.front()};
    }
    return {graph::Head::None, output};
}

/// Cuts surplus rows and columns off, and moves the margin so that what a pixel of the mask depends
/// on lies evenly around it.
void centre(graph::Graph& network, const Translated& translated, int margin, int surplus)
{
    std::string name = "cut";
    const auto isTaken = [&network, &name] {
        return std::any_of(network.nodes.begin(), network.nodes.end(),
                           [&name](const graph::Node& node) { return node.name == name; });
    };
    while (isTaken()) {
        name += '_';
    }
    const int last = static_cast<int>(network.nodes.size()) - 1;
    network.nodes.push_back({name, {last}, graph::Crop{{0, 0, surplus, surplus}}});
    const graph::Sides reach =
        graph::reachOf(network, translated.images[1].height, translated.images[2].width);
    graph::Sides& cut = std::get<graph::Crop>(network.nodes.back().op).sides;
    graph::Sides* const pad =
        margin > 0 ? &std::get<graph::Pad>(network.nodes.front().op).sides : nullptr;
    const auto balance = [pad](int before, int after, int& cutBefore, int& cutAfter, int* padBefore,
                               int* padAfter) {
        int shift = (after - before) / 2; // > 0: a pixel sees what lies behind it
        if (pad != nullptr) {
            shift = std::clamp(shift, -*padBefore, *padAfter);
            *padBefore += shift;
            *padAfter -= shift;
        } else {
            shift = std::clamp(-shift, 0, cutAfter);
            cutBefore += shift;
            cutAfter -= shift;
        }
    };
    balance(reach.top, reach.bottom, cut.top, cut.bottom, pad != nullptr ? &pad->top : nullptr,
            pad != nullptr ? &pad->bottom : nullptr);
    balance(reach.left, reach.right, cut.left, cut.right, pad != nullptr ? &pad->left : nullptr,
            pad != nullptr ? &pad->right : nullptr);
    if (cut == graph::Sides{}) {
        network.nodes.pop_back();
    }
}

/// Translates with as much margin as the network needs, takes the head off and brings the mask to
/// the size of the image.
graph::Graph translated(const OnnxModel& model, const TensorReader& reader, Plan plan,
                        Findings& findings, const StopToken& stop)
{
    Translated made = translate(model, reader, plan, stop);
    std::optional<int> surplus = surplusOf(made);
    const int smaller = surplus ? std::max(0, -*surplus) : 0;
    while (surplus && *surplus < 0) {
        plan.margin -= *surplus; // what is lost to rounding depends on it, so it may take some more
        plan.before = plan.margin / 2;
        if (plan.margin > kMostMargin) {
            throw Error(ErrorCode::Unsupported, "its mask would be more than "
                                                    + std::to_string(kMostMargin)
                                                    + " pixels smaller than the image.");
        }
        made = translate(model, reader, plan, stop);
        surplus = surplusOf(made);
    }
    const auto [head, output] = withoutHead(made.graph, made.output.id);
    if (output == graph::kInput) {
        throw Error(ErrorCode::FileFormat, "it does nothing: its output is its input.");
    }
    made.graph.head = head;
    keepOnly(made.graph, output);
    if (surplus && (plan.margin > 0 || *surplus > 0)) {
        centre(made.graph, made, plan.margin, *surplus);
    }
    if (plan.margin > 0) {
        findings.push_back(
            {Severity::Note,
             {"margin-added",
              "The network works without padding: its masks would be {0} pixels "
              "lower and narrower than the image. A margin of {1} pixels altogether, "
              "which repeats the image's edge, is put around the image.",
              {std::to_string(smaller), std::to_string(plan.margin)}}});
    }
    if (made.output.isLabels) {
        findings.push_back({Severity::Note,
                            {"argmax-removed",
                             "The file ends with the number of the likeliest class (ArgMax). It is "
                             "left out: masks are made of what comes before.",
                             {}}});
    } else if (head == graph::Head::None) {
        findings.push_back({Severity::Note,
                            {"head-missing",
                             "The file ends without sigmoid or softmax; its output is taken for "
                             "what would go into one.",
                             {}}});
    }
    return std::move(made.graph);
}

Imported imported(const std::filesystem::path& path, const std::string& bytes,
                  const OnnxOptions& options, const StopToken& stop)
{
    const OnnxModel model = parseModel(std::as_bytes(std::span(bytes)));
    if (model.opset < kLeastOpset) {
        throw Error(ErrorCode::Unsupported, "it uses version " + std::to_string(model.opset)
                                                + " of the ONNX operators. Export it with version "
                                                + std::to_string(kLeastOpset)
                                                + " or later (opset_version).");
    }
    const Plan plan = planOf(model, options);
    const TensorReader reader(path);
    Imported result;
    result.graph = translated(model, reader, plan, result.findings, stop);
    simplify(result.graph);
    if (result.graph.nodes.empty()) {
        throw Error(ErrorCode::FileFormat, "it does nothing: its output is its input.");
    }
    result.facts = graph::check(result.graph);
    result.inputName = visible(plan.input->name, kMostName);
    result.outputName = visible(plan.output->name, kMostName);
    result.inputShape = plan.input->dims;
    result.opset = model.opset;
    result.producer = model.producer;
    result.metadata = model.metadata;
    return result;
}

} // namespace

Imported readOnnx(const std::filesystem::path& path, const OnnxOptions& options,
                  const StopToken& stop)
{
    const std::string bytes = readBytes(path, kMostBytes);
    try {
        return imported(path, bytes, options, stop);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        const ErrorCode code =
            error.code() == ErrorCode::ShapeMismatch ? ErrorCode::FileFormat : error.code();
        throw Error(code, "Cannot import '" + visible(toUtf8(path.filename()), 200)
                              + "': " + error.what());
    }
}

} // namespace halftone::import
