// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/write_onnx.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/import/detail/onnx_nodes.h"
#include "core/import/detail/onnx_values.h"
#include "core/model/card_json.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace halftone::import {
namespace {

using detail::OnnxAttributes;
using detail::OnnxNodes;
using detail::OnnxValues;

/// Nodes of a network, one after the other, on values of either kind.
class NetworkWriter {
public:
    NetworkWriter(const model::Network& network, OnnxNodes& nodes, OnnxValues& values)
        : m_network(network), m_nodes(nodes), m_values(values)
    {
    }

    void write()
    {
        const int head = static_cast<int>(m_network.nodes.size()) - 1;
        for (int value = 0; value < head; ++value) {
            m_values.write(value, writeNode(value));
        }
        const std::string logits = writeNode(head);
        if (m_network.classes() == 1) {
            m_nodes.add("Sigmoid", {logits}, "probabilities");
        } else {
            m_nodes.add("Softmax", {logits}, "probabilities", {{"axis", std::int64_t{1}}});
        }
    }

private:
    /// Name of what it makes, as floats.
    std::string writeNode(int value)
    {
        const model::Node& node = m_network.nodes[static_cast<std::size_t>(value)];
        const auto add = [&](const char* op, const OnnxAttributes& attributes) {
            return m_nodes.add(op, {m_values.read(node.inputs.front())}, node.name + "/" + op,
                               attributes);
        };
        return std::visit(
            Overloads{
                [&](const model::Conv& conv) { return writeConv(node, conv); },
                [&](const model::MaxPool2&) { return add("MaxPool", pooling(2)); },
                [&](const model::MaxPool3&) { return add("MaxPool", pooling(3)); },
                [&](const model::Upsample2&) { return writeResize(node, "nearest", "asymmetric"); },
                [&](const model::Bilinear2&) { return writeResize(node, "linear", "half_pixel"); },
                [&](const model::Shuffle2&) {
                    return add("DepthToSpace", {{"blocksize", std::int64_t{2}}, {"mode", "CRD"}});
                },
                [&](const model::Add& sum) { return writeAdd(node, sum); },
                [&](const model::Opaque&) -> std::string {
                    throw Error(ErrorCode::Internal, "A float graph is no network to write.");
                }},
            node.op);
    }

    static OnnxAttributes pooling(std::int64_t kernel)
    {
        return {{"kernel_shape", std::vector{kernel, kernel}},
                {"pads", std::vector<std::int64_t>{kernel - 2, kernel - 2, 0, 0}},
                {"strides", std::vector<std::int64_t>{2, 2}}};
    }

    std::string writeConv(const model::Node& node, const model::Conv& conv)
    {
        std::vector<std::string> inputs;
        for (const int input : node.inputs) {
            inputs.push_back(m_values.read(input));
        }
        if (inputs.size() > 1) {
            const std::string joined =
                m_nodes.add("Concat", inputs, node.name + "/Concat", {{"axis", std::int64_t{1}}});
            inputs = {m_values.readJoined(node, joined)};
        }
        for (const std::string& parameter : m_values.weights(m_conv, node)) {
            inputs.push_back(parameter);
        }
        ++m_conv;
        const std::int64_t kernel = conv.kernel;
        const std::int64_t before = (kernel - 1) / 2;
        const std::int64_t after = std::max<std::int64_t>(0, kernel - conv.stride - before);
        const std::string made =
            m_nodes.add("Conv", inputs, node.name + "/Conv",
                        {{"kernel_shape", std::vector{kernel, kernel}},
                         {"pads", std::vector{before, before, after, after}},
                         {"strides", std::vector<std::int64_t>{conv.stride, conv.stride}}});
        return conv.relu ? m_values.relu(made) : made;
    }

    std::string writeResize(const model::Node& node, const std::string& mode,
                            const std::string& coordinates)
    {
        if (m_twice.empty()) {
            const float factors[] = {1, 1, 2, 2};
            m_twice = m_nodes.constant("/twice", {4}, std::span<const float>(factors));
        }
        return m_nodes.add("Resize", {m_values.read(node.inputs.front()), "", m_twice},
                           node.name + "/Resize",
                           {{"mode", mode},
                            {"coordinate_transformation_mode", coordinates},
                            {"nearest_mode", "floor"}});
    }

    std::string writeAdd(const model::Node& node, const model::Add& sum)
    {
        const std::string made =
            m_nodes.add("Add", m_values.summands(m_add, node), node.name + "/Add");
        ++m_add;
        return sum.relu ? m_values.relu(made) : made;
    }

    const model::Network& m_network;
    OnnxNodes& m_nodes;
    OnnxValues& m_values;
    std::string m_twice;
    std::size_t m_conv = 0; ///< of the convolutions
    std::size_t m_add = 0;  ///< of the Adds
};

std::unique_ptr<OnnxValues> valuesOf(const model::Model& model, quant::Precision precision,
                                     OnnxNodes& nodes)
{
    if (precision.isInteger() && model.network.isInteger()) {
        return detail::quantizedValues(model, model.requireTable(precision), nodes);
    }
    if (!precision.isFloat() || model.graph != nullptr || !model.hasFloatWeights()) {
        throw Error(
            ErrorCode::Unsupported,
            "The model '" + model.card.name + "' cannot be written as ONNX at "
                + quant::toString(precision)
                + (model.graph != nullptr && precision.isFloat()
                       ? ": it was imported, and in floats it is the file that it came from."
                       : ". Models trained here can at FP32, and all at the integer "
                         "precisions that they have."));
    }
    return detail::floatValues(model, nodes);
}

} // namespace

void writeOnnx(const std::filesystem::path& path, const model::Model& model,
               quant::Precision precision)
{
    OnnxNodes nodes;
    const std::unique_ptr<OnnxValues> values = valuesOf(model, precision, nodes);
    NetworkWriter(model.network, nodes, *values).write();
    writeAtomically(path, nodes.finish(model.network.classes(),
                                       {{"halftone_card", model::cardToJson(model.card)},
                                        {"halftone_precision", quant::toString(precision)},
                                        {"halftone_model_sha256", model.hash},
                                        {"stride", std::to_string(model.network.stride())}}));
}

} // namespace halftone::import
