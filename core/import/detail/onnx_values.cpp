// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/onnx_values.h"

#include "core/model/accumulator_bound.h"
#include "core/model/float16.h"
#include "core/quant/fixed_point.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace halftone::import::detail {
namespace {

std::vector<std::int64_t> weightShape(const model::Conv& conv)
{
    return {conv.outChannels, conv.inChannels, conv.kernel, conv.kernel};
}

// By how many doublings codes of few bits fill their int8: biases, whole numbers on the grid of the
// accumulator, are finer by as much. Two products stay in 16 bits, which is how ONNX Runtime adds
// them up where the processor has no VNNI.
int doublingsOf(std::int32_t largestInput, int weightBits)
{
    const std::int32_t largestPair = 2 * largestInput * quant::maxWeightCode(weightBits);
    int doublings = 0;
    while ((quant::maxWeightCode(weightBits) << (doublings + 1)) <= quant::maxWeightCode(8)
           && (largestPair << (doublings + 1)) <= std::numeric_limits<std::int16_t>::max()) {
        ++doublings;
    }
    return doublings;
}

class FloatValues final : public OnnxValues {
public:
    FloatValues(const model::Model& model, OnnxNodes& nodes)
        : m_model(model), m_nodes(nodes), m_names(model.network.nodes.size())
    {
    }

    std::string read(int value) override
    {
        return value == model::kInputValue ? "image" : m_names[static_cast<std::size_t>(value)];
    }
    void write(int value, const std::string& made) override
    {
        m_names[static_cast<std::size_t>(value)] = made;
    }
    std::string readJoined(const model::Node& /*node*/, const std::string& joined) override
    {
        return joined;
    }
    std::vector<std::string> weights(std::size_t conv, const model::Node& node) override
    {
        const model::ConvWeights& from = m_model.convs[conv];
        const std::size_t each = from.master.size() / from.floatScale.size();
        std::vector<float> scaled;
        scaled.reserve(from.master.size());
        for (std::size_t i = 0; i < from.master.size(); ++i) {
            scaled.push_back(from.floatScale[i / each] * model::halfToFloat(from.master[i]));
        }
        return {m_nodes.constant(node.name + "/weights", weightShape(node.conv()),
                                 std::span<const float>(scaled)),
                m_nodes.constant(node.name + "/bias", {node.conv().outChannels},
                                 std::span<const float>(from.floatOffset))};
    }
    std::vector<std::string> summands(std::size_t /*add*/, const model::Node& node) override
    {
        return {read(node.inputs.front()), read(node.inputs.back())};
    }
    std::string relu(const std::string& made) override
    {
        return m_nodes.add("Relu", {made}, made + "/Relu");
    }

private:
    const model::Model& m_model;
    OnnxNodes& m_nodes;
    std::vector<std::string> m_names;
};

/// A code is worth 1 beyond the code of zero in every value but the input, where it is worth 1/255:
/// how large the real activations were, the tables do not tell, and the mask does not ask.
class QuantizedValues final : public OnnxValues {
public:
    QuantizedValues(const model::Model& model, const model::PrecisionTable& table, OnnxNodes& nodes)
        : m_model(model), m_table(table), m_nodes(nodes), m_step(nodes.scalar("/step", 1.0F)),
          m_inputStep(nodes.scalar("/image.step", 1.0F / 255))
    {
        // Codes as they come; what of them means 0 is for those who read them.
        nodes.add("QuantizeLinear", {"image", m_inputStep, zero(0)}, codes(model::kInputValue));
    }

    std::string read(int value) override
    {
        return readAs(value, value == model::kInputValue ? m_inputStep : m_step);
    }
    void write(int value, const std::string& made) override
    {
        const std::string zeroPoint = zero(m_table.zeroPointOf(value));
        const std::int32_t largest = m_model.maxCodeOf(value, m_table.precision);
        if (largest == 255 || !mayExceed(value)) { // QuantizeLinear ends at 255
            m_nodes.add("QuantizeLinear", {made, m_step, zeroPoint}, codes(value));
            return;
        }
        const std::string wide =
            m_nodes.add("QuantizeLinear", {made, m_step, zeroPoint}, codes(value) + "/wide");
        if (m_largest.empty()) {
            m_largest = m_nodes.scalar("/largest", static_cast<std::uint8_t>(largest));
        }
        m_nodes.add("Clip", {wide, "", m_largest}, codes(value));
    }
    std::string readJoined(const model::Node& node, const std::string& joined) override
    {
        const std::uint8_t zeroPoint = m_table.zeroPointOf(node.inputs.front());
        if (zeroPoint != m_table.zeroPointOf(node.inputs.back())) {
            return joined; // no codes of one grid hold both
        }
        const std::vector<std::string> grid{m_step, zero(zeroPoint)};
        const std::string narrow =
            m_nodes.add("QuantizeLinear", {joined, grid[0], grid[1]}, joined + "/codes");
        return m_nodes.add("DequantizeLinear", {narrow, grid[0], grid[1]}, narrow + "/read");
    }
    std::vector<std::string> weights(std::size_t conv, const model::Node& node) override;
    std::vector<std::string> summands(std::size_t add, const model::Node& node) override;
    std::string relu(const std::string& made) override
    {
        return made; // QuantizeLinear ends at code 0, which means 0 after a ReLU
    }

private:
    /// A channel in the file: grid * (sum of factor * code * input) + offset.
    struct Line {
        double offset = 0;
        int factor = 0;  ///< of its codes; 0 where its inputs do not change it
        double grid = 0; ///< positive, as scales have to be
    };

    /// Whether a node can make more than its inputs are.
    [[nodiscard]] bool mayExceed(int value) const
    {
        const model::Node& node = m_model.network.nodes[static_cast<std::size_t>(value)];
        return node.isConv() || std::holds_alternative<model::Add>(node.op);
    }
    [[nodiscard]] std::string codes(int value) const
    {
        return (value == model::kInputValue
                    ? std::string()
                    : m_model.network.nodes[static_cast<std::size_t>(value)].name)
               + "/codes";
    }
    std::string zero(std::uint8_t code)
    {
        std::string& name = m_zeros[code];
        if (name.empty()) {
            name = m_nodes.scalar("/zero." + std::to_string(code), code);
        }
        return name;
    }
    // Each reader has a DequantizeLinear of its own, as ONNX Runtime wants it to see integer nodes.
    std::string readAs(int value, const std::string& step)
    {
        return m_nodes.add("DequantizeLinear",
                           {codes(value), step, zero(m_table.zeroPointOf(value))},
                           codes(value) + "/read." + std::to_string(m_reads++));
    }
    [[nodiscard]] std::vector<Line> linesOf(std::size_t conv, const model::Node& node) const;
    std::string bias(const model::Node& node, const std::vector<Line>& lines,
                     const std::string& scale);

    const model::Model& m_model;
    const model::PrecisionTable& m_table;
    OnnxNodes& m_nodes;
    std::string m_step;
    std::string m_inputStep;
    std::string m_largest;
    std::map<std::uint8_t, std::string> m_zeros;
    int m_reads = 0;
};

// q = clamp((t * m + b) >> s), t = acc >> p, without rounding, is acc * m / 2^(p+s) + b / 2^s less
// the half that rounds; the accumulator counts codes, of which those of zero are taken off here.
std::vector<QuantizedValues::Line> QuantizedValues::linesOf(std::size_t conv,
                                                            const model::Node& node) const
{
    const std::vector<std::int64_t> zeros = model::accumulatorsOfZero(m_model, conv, m_table);
    const bool isHead = conv + 1 == m_model.convs.size();
    const int value = static_cast<int>(&node - m_model.network.nodes.data());
    const int factor =
        1 << doublingsOf(model::maxInputCode(m_model.network, conv, m_table.precision),
                         m_model.weightBitsOf(conv, m_table.precision));
    std::vector<Line> lines;
    for (std::size_t o = 0; o < zeros.size(); ++o) {
        double scale = m_table.logitScale;
        double offset = scale * m_table.headBias[o];
        if (!isHead) {
            const quant::ChannelRequant& r = m_table.requant[conv][o];
            scale = std::ldexp(r.multiplier, -(r.preShift + r.shift));
            offset = std::ldexp(r.bias, -r.shift) - (r.shift > 0 ? 0.5 : 0.0)
                     - m_table.zeroPointOf(value);
        }
        offset += scale * static_cast<double>(zeros[o]);
        constexpr double kFine = 1.0 / 1024; // offsets beyond 2^20 saturate
        lines.push_back(scale == 0
                            ? Line{offset, 0, kFine}
                            : Line{offset, scale < 0 ? -factor : factor, std::abs(scale) / factor});
    }
    return lines;
}

// As int32 on the grid of the accumulator, as ONNX Runtime wants it; as floats where a channel
// hangs so little on its inputs that 32 bits do not hold its bias.
std::string QuantizedValues::bias(const model::Node& node, const std::vector<Line>& lines,
                                  const std::string& scale)
{
    std::vector<std::int32_t> whole;
    std::vector<float> real;
    bool fits = true;
    for (const Line& line : lines) {
        const double steps = std::nearbyint(line.offset / line.grid);
        fits = fits && std::abs(steps) <= std::numeric_limits<std::int32_t>::max();
        whole.push_back(fits ? static_cast<std::int32_t>(steps) : 0);
        real.push_back(static_cast<float>(line.offset));
    }
    const std::vector<std::int64_t> shape{node.conv().outChannels};
    if (!fits) {
        return m_nodes.constant(node.name + "/bias", shape, std::span<const float>(real));
    }
    return m_nodes.add(
        "DequantizeLinear",
        {m_nodes.constant(node.name + "/bias.codes", shape, std::span<const std::int32_t>(whole)),
         scale},
        node.name + "/bias", {{"axis", std::int64_t{0}}});
}

std::vector<std::string> QuantizedValues::weights(std::size_t conv, const model::Node& node)
{
    const std::vector<Line> lines = linesOf(conv, node);
    std::vector<std::int8_t> codes = m_model.codesOf(conv, m_table.precision);
    const std::size_t each = codes.size() / lines.size();
    const double inputStep = node.inputs.front() == model::kInputValue ? 1.0 / 255 : 1.0;
    std::vector<float> weightScales;
    std::vector<float> biasScales;
    for (std::size_t o = 0; o < lines.size(); ++o) {
        for (std::size_t i = o * each; i < (o + 1) * each; ++i) {
            codes[i] = static_cast<std::int8_t>(lines[o].factor * codes[i]);
        }
        weightScales.push_back(static_cast<float>(lines[o].grid / inputStep));
        biasScales.push_back(static_cast<float>(lines[o].grid));
    }
    const std::vector<std::int64_t> channels{node.conv().outChannels};
    const std::string scale = m_nodes.constant(node.name + "/weights.scale", channels,
                                               std::span<const float>(weightScales));
    const std::string biasScale = inputStep == 1
                                      ? scale
                                      : m_nodes.constant(node.name + "/bias.scale", channels,
                                                         std::span<const float>(biasScales));
    const std::string name =
        m_nodes.constant(node.name + "/weights.codes", weightShape(node.conv()),
                         std::span<const std::int8_t>(codes));
    return {m_nodes.add("DequantizeLinear", {name, scale}, node.name + "/weights",
                        {{"axis", std::int64_t{0}}}),
            bias(node, lines, biasScale)};
}

// Read with the steps by which the sum weighs them. What is left of its bias beyond zero points and
// rounding is less than can be seen; where it is not, it is added to the second.
std::vector<std::string> QuantizedValues::summands(std::size_t add, const model::Node& node)
{
    const model::AddRequant& r = m_table.adds[add];
    std::vector<std::string> names;
    double rest = std::ldexp(r.bias, -r.shift) - (r.shift > 0 ? 0.5 : 0.0)
                  - m_table.zeroPointOf(static_cast<int>(&node - m_model.network.nodes.data()));
    for (std::size_t i = 0; i < 2; ++i) {
        const double scale = std::ldexp(i == 0 ? r.first : r.second, -r.shift);
        rest += scale * m_table.zeroPointOf(node.inputs[i]);
        names.push_back(
            readAs(node.inputs[i], m_nodes.scalar(node.name + "/step." + std::to_string(i),
                                                  static_cast<float>(scale))));
    }
    constexpr double kSeen = 1.0 / 1024; // of a code
    if (std::abs(rest) > kSeen) {
        names.back() = m_nodes.add(
            "Add", {names.back(), m_nodes.scalar(node.name + "/rest", static_cast<float>(rest))},
            node.name + "/Add.rest");
    }
    return names;
}

} // namespace

std::unique_ptr<OnnxValues> floatValues(const model::Model& model, OnnxNodes& nodes)
{
    return std::make_unique<FloatValues>(model, nodes);
}

std::unique_ptr<OnnxValues> quantizedValues(const model::Model& model,
                                            const model::PrecisionTable& table, OnnxNodes& nodes)
{
    return std::make_unique<QuantizedValues>(model, table, nodes);
}

} // namespace halftone::import::detail
