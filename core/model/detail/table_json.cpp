// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/table_json.h"

namespace halftone::model::detail {
namespace {

std::int64_t hiddenChannels(const Network& network)
{
    std::int64_t channels = 0;
    for (const int index : network.convNodes()) {
        channels += network.channelsOf(index);
    }
    return channels - network.classes();
}

std::string tablePrefix(quant::Precision precision)
{
    return "table." + quant::toString(precision) + ".";
}

void readZeroPointsAndAdds(const Safetensors& file, const Json& json, const Network& network,
                           PrecisionTable& table)
{
    const std::string prefix = tablePrefix(table.precision);
    if (json.contains("input_zero_point")) {
        table.inputZeroPoint =
            static_cast<std::uint8_t>(intField(json, "input_zero_point", 0, 255));
    }
    if (file.tensors.contains(prefix + "zero_points")) {
        table.zeroPoints = file.get<std::uint8_t>(
            prefix + "zero_points", {static_cast<std::int64_t>(network.nodes.size())});
    }
    const auto adds = static_cast<std::int64_t>(network.addNodes().size());
    if (adds == 0) {
        return;
    }
    const auto bias = file.get<std::int32_t>(prefix + "add_bias", {adds});
    const auto first = file.get<std::int16_t>(prefix + "add_first", {adds});
    const auto second = file.get<std::int16_t>(prefix + "add_second", {adds});
    const auto shift = file.get<std::uint8_t>(prefix + "add_shift", {adds});
    for (std::size_t a = 0; a < bias.size(); ++a) {
        table.adds.push_back({bias[a], first[a], second[a], shift[a]});
    }
}

void writeZeroPointsAndAdds(Safetensors& file, Json& json, const PrecisionTable& table)
{
    const std::string prefix = tablePrefix(table.precision);
    if (table.inputZeroPoint != 0) {
        json["input_zero_point"] = table.inputZeroPoint;
    }
    if (!table.zeroPoints.empty()) {
        file.put<std::uint8_t>(prefix + "zero_points",
                               {static_cast<std::int64_t>(table.zeroPoints.size())},
                               table.zeroPoints);
    }
    if (table.adds.empty()) {
        return;
    }
    std::vector<std::int32_t> bias;
    std::vector<std::int16_t> first;
    std::vector<std::int16_t> second;
    std::vector<std::uint8_t> shift;
    for (const AddRequant& add : table.adds) {
        bias.push_back(add.bias);
        first.push_back(add.first);
        second.push_back(add.second);
        shift.push_back(add.shift);
    }
    const std::vector<std::int64_t> shape{static_cast<std::int64_t>(table.adds.size())};
    file.put<std::int32_t>(prefix + "add_bias", shape, bias);
    file.put<std::int16_t>(prefix + "add_first", shape, first);
    file.put<std::int16_t>(prefix + "add_second", shape, second);
    file.put<std::uint8_t>(prefix + "add_shift", shape, shift);
}

} // namespace

PrecisionTable tableFromJson(const Json& json, const Safetensors& file, const Network& network)
{
    PrecisionTable table;
    try {
        table.precision = quant::parsePrecision(stringField(json, "precision"));
    } catch (const Error& fault) {
        throw Error(ErrorCode::FileFormat, std::string("A table's precision: ") + fault.what());
    }
    table.trained = boolField(json, "trained");
    table.logitScale = numberField(json, "logit_scale");
    const std::string prefix = tablePrefix(table.precision);
    const std::vector<std::int64_t> shape{hiddenChannels(network)};
    const auto bias = file.get<std::int32_t>(prefix + "bias", shape);
    const auto multiplier = file.get<std::int16_t>(prefix + "multiplier", shape);
    const auto preShift = file.get<std::uint8_t>(prefix + "pre_shift", shape);
    const auto shift = file.get<std::uint8_t>(prefix + "shift", shape);
    table.headBias = file.get<std::int32_t>(prefix + "head_bias", {network.classes()});
    const std::vector<int> convs = network.convNodes();
    table.requant.resize(convs.size());
    std::size_t i = 0;
    for (std::size_t n = 0; n + 1 < convs.size(); ++n) {
        for (int o = 0; o < network.channelsOf(convs[n]); ++o, ++i) {
            table.requant[n].push_back({bias[i], multiplier[i], preShift[i], shift[i]});
        }
    }
    readZeroPointsAndAdds(file, json, network, table);
    return table;
}

Json tableToJson(const PrecisionTable& table, Safetensors& file)
{
    Json json{{"precision", quant::toString(table.precision)},
              {"trained", table.trained},
              {"logit_scale", table.logitScale}};
    std::vector<std::int32_t> bias;
    std::vector<std::int16_t> multiplier;
    std::vector<std::uint8_t> preShift;
    std::vector<std::uint8_t> shift;
    for (const std::vector<quant::ChannelRequant>& channels : table.requant) {
        for (const quant::ChannelRequant& r : channels) {
            bias.push_back(r.bias);
            multiplier.push_back(r.multiplier);
            preShift.push_back(r.preShift);
            shift.push_back(r.shift);
        }
    }
    const std::string prefix = tablePrefix(table.precision);
    const std::vector<std::int64_t> shape{static_cast<std::int64_t>(bias.size())};
    file.put<std::int32_t>(prefix + "bias", shape, bias);
    file.put<std::int16_t>(prefix + "multiplier", shape, multiplier);
    file.put<std::uint8_t>(prefix + "pre_shift", shape, preShift);
    file.put<std::uint8_t>(prefix + "shift", shape, shift);
    file.put<std::int32_t>(prefix + "head_bias", {static_cast<std::int64_t>(table.headBias.size())},
                           table.headBias);
    writeZeroPointsAndAdds(file, json, table);
    return json;
}

} // namespace halftone::model::detail
