// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/call.h"

#include "core/base/error.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <cmath>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;

constexpr std::size_t kMostName = 64;
/// Arrays are for shapes, normalization and the like, not for weights.
constexpr std::size_t kMostFolded = std::size_t{1} << 22;

/// A map of [C,1,1] as [N,C,H,W] whichever of its axes were dropped; of others those of length 1.
bool bringPlain(Map& map)
{
    const std::vector<int> plain{0, 1, 2, 3};
    if (map.axes.size() != plain.size() || map.groups > 0) {
        return false;
    }
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const Sample length = map.length(plain[i]);
        const bool isOne = isConstant(length) && length[0] == 1;
        if (map.axes[i] != plain[i] && !(map.axes[i] == Map::kUnit && isOne)) {
            return false;
        }
    }
    map.axes = plain;
    return true;
}

} // namespace

std::string describe(const OnnxNode& node)
{
    const std::string_view name =
        node.name.empty() && !node.outputs.empty() ? node.outputs.front() : node.name;
    return '\'' + visible(name, kMostName) + "' (" + visible(node.type, kMostName) + ')';
}

Map Translation::add(std::string_view name, graph::Op op, const std::vector<Map>& inputs)
{
    const std::string base = visible(name.empty() ? "node" : name, kMostName);
    std::string unique = base;
    for (std::size_t i = graph.nodes.size(); !names.insert(unique).second; ++i) {
        unique = base + '_' + std::to_string(i);
    }
    graph::Node node{unique, {}, std::move(op)};
    for (const Map& input : inputs) {
        node.inputs.push_back(input.id);
    }
    Map made;
    made.id = static_cast<int>(graph.nodes.size());
    for (std::size_t i = 0; i < kSamples; ++i) {
        std::vector<graph::Shape> shapes;
        for (const Map& input : inputs) {
            shapes.push_back(input.shapes[i]);
        }
        made.shapes[i] = graph::shapeOf(node, shapes);
    }
    graph.nodes.push_back(std::move(node));
    maps.push_back(made);
    return made;
}

void Call::refuse(const std::string& what) const
{
    throw Error(ErrorCode::Unsupported, "node " + describe(m_node) + ' ' + what + '.');
}

const Attribute* Call::attribute(std::string_view name) const
{
    const auto found = std::find_if(m_node.attributes.begin(), m_node.attributes.end(),
                                    [name](const Attribute& a) { return a.name == name; });
    return found == m_node.attributes.end() ? nullptr : &*found;
}

std::int64_t Call::integer(std::string_view name, std::int64_t otherwise) const
{
    const Attribute* const found = attribute(name);
    return found != nullptr && found->hasInteger ? found->integer : otherwise;
}

double Call::number(std::string_view name, double otherwise) const
{
    const Attribute* const found = attribute(name);
    const double value = found != nullptr && found->hasNumber ? double{found->number} : otherwise;
    require(std::isfinite(value), "has a number that is not finite");
    return value;
}

std::string_view Call::text(std::string_view name, std::string_view otherwise) const
{
    const Attribute* const found = attribute(name);
    return found != nullptr && found->hasText ? found->text : otherwise;
}

std::optional<std::vector<std::int64_t>> Call::integers(std::string_view name) const
{
    const Attribute* const found = attribute(name);
    return found != nullptr ? std::optional(found->integers) : std::nullopt;
}

bool Call::has(std::size_t input) const
{
    return input < m_node.inputs.size() && !m_node.inputs[input].empty();
}

const Value& Call::value(std::size_t input) const
{
    require(has(input), "lacks an input");
    const auto found = m_translation.values.find(m_node.inputs[input]);
    if (found == m_translation.values.end()) {
        throw Error(ErrorCode::FileFormat, "node " + describe(m_node) + " reads '"
                                               + visible(m_node.inputs[input], kMostName)
                                               + "', which no earlier node makes.");
    }
    return found->second;
}

bool Call::isMap(std::size_t input) const
{
    return has(input) && std::holds_alternative<Map>(value(input));
}

Map Call::map(std::size_t input) const
{
    const Map* const found = std::get_if<Map>(&value(input));
    require(found != nullptr, "computes with constants where a map of the image is expected");
    require(!found->isLabels, "computes with numbers of classes");
    return *found;
}

Map Call::plainMap(std::size_t input) const
{
    Map found = map(input);
    require(bringPlain(found), "reads a map that was transposed or reshaped");
    return found;
}

Array Call::array(std::size_t input) const
{
    const Value& found = value(input);
    require(!std::holds_alternative<Map>(found),
            "needs the content of a map where a constant is expected");
    if (const Array* const array = std::get_if<Array>(&found)) {
        return *array;
    }
    const Tensor& tensor = std::get<Tensor>(found);
    countFolded(countOf(tensor.name, tensor.dims));
    Array array{tensor.dims, {}, false};
    for (const double number : m_translation.reader.numbers(tensor)) {
        array.values.push_back({number, number, number});
    }
    array.isInteger = tensor.type != DataType::Float && tensor.type != DataType::Double
                      && tensor.type != DataType::Float16 && tensor.type != DataType::Bfloat16;
    return array;
}

std::vector<float> Call::floats(std::size_t input) const
{
    if (const Tensor* const tensor = std::get_if<Tensor>(&value(input))) {
        return m_translation.reader.floats(*tensor);
    }
    const Array found = array(input);
    countFolded(found.values.size());
    std::vector<float> values;
    for (const Sample& sample : found.values) {
        require(isConstant(sample), "has weights that depend on the image's size");
        values.push_back(static_cast<float>(sample[0]));
    }
    return values;
}

std::vector<std::int64_t> Call::dims(std::size_t input) const
{
    const Value& found = value(input);
    require(!std::holds_alternative<Map>(found),
            "needs the content of a map where weights are expected");
    const Array* const array = std::get_if<Array>(&found);
    return array != nullptr ? array->dims : std::get<Tensor>(found).dims;
}

std::vector<std::int64_t> Call::constants(std::size_t input) const
{
    const Array found = array(input);
    std::vector<std::int64_t> values;
    for (const Sample& sample : found.values) {
        require(isConstant(sample) && std::abs(sample[0]) < 0x1p53,
                "has an axis or a length that depends on the image's size");
        values.push_back(std::llround(sample[0]));
    }
    return values;
}

std::size_t Call::axis(std::int64_t axis, std::size_t rank) const
{
    const auto length = static_cast<std::int64_t>(rank);
    require(axis >= -length && axis < length, "names an axis that its input does not have");
    return static_cast<std::size_t>(axis < 0 ? axis + length : axis);
}

void Call::countFolded(std::uint64_t count) const
{
    require(count <= kMostFolded - m_translation.folded,
            "and those before it compute more with constants than models do");
    m_translation.folded += static_cast<std::size_t>(count);
}

Map Call::add(graph::Op op, const std::vector<Map>& inputs) const
{
    const std::string_view name =
        m_node.name.empty() && !m_node.outputs.empty() ? m_node.outputs.front() : m_node.name;
    return m_translation.add(name, std::move(op), inputs);
}

} // namespace halftone::import::detail
