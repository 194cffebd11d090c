// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_file.h"

#include "core/base/hidden_name.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/model/card_json.h"
#include "core/model/detail/json_fields.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"
#include "core/quant/weight_codes.h"

#include <algorithm>

// Layout of a .halftone file, version 2. It is a safetensors file, so numpy alone can write it:
//
//     u64 little-endian n | n bytes of JSON | tensors, little-endian, without gaps
//     JSON: {"__metadata__": {"halftone": S, "halftone_sha256": H}, "<tensor>":
//     {"dtype","shape","data_offsets":[b,e]}}
//
// H is the checksum, see safetensors.h; files of version 1 differ by not having it. In Python, with
// `h` the header (json.dumps(..., separators=(",", ":"))) with 64 zeros for H:
//     hashlib.sha256(struct.pack("<Q", len(h)) + h + data).hexdigest()
//
// S is a string that holds JSON again (safetensors metadata values are strings):
//     {"version": 2,
//      "stored_weight_bits": 8,              less: a packed export of one precision
//      "network": {"input_channels": 1, "nodes": [
//          {"op":"conv", "name":"down1.a", "inputs":[-1], "kernel":3, "in_channels":1,
//           "out_channels":16, "relu":true, "fixed8":true},
//          {"op":"max_pool2", "name":"pool1", "inputs":[1]},
//          {"op":"upsample2", "name":"up1", "inputs":[10]}, ...]},   see network.h
//      "weights": [{"name":"down1.a", "bits":8, "shape":[O,I,KH,KW]}, ...],   one per convolution
//      "tables": [{"precision":"W4A6", "trained":true, "logit_scale":0.0125}, ...],
//      "card": {...}}                        see card_json.h
//
// Tensors of each convolution N (the node's name):
//     N.codes         I8  [O,I,KH,KW]  where "bits" is 8;
//                     U8  [bytes]      below: numpy.packbits-like little-endian bit stream, see
//                                      quant/weight_codes.h; the logical shape is in "weights"
//     N.master        F16 [O,I,KH,KW]  float weights; all convolutions have the next three, or none
//     N.float_scale   F32 [O]          y = relu(scale * conv(x, master) + offset), x = code / 255
//     N.float_offset  F32 [O]
// Tensors of each table P ("W4A6"); C counts the output channels of all convolutions but the head,
// one after the other in network order; see quant/fixed_point.h for their meaning:
//     table.P.bias I32 [C]    table.P.multiplier I16 [C]
//     table.P.pre_shift U8 [C]    table.P.shift U8 [C]    table.P.head_bias I32 [classes]
namespace halftone::model {
namespace {

using namespace detail;
namespace fs = std::filesystem;

void putFields(Json& json, const Conv& conv)
{
    json["kernel"] = conv.kernel;
    json["in_channels"] = conv.inChannels;
    json["out_channels"] = conv.outChannels;
    json["relu"] = conv.relu;
    json["fixed8"] = conv.fixed8;
}
void putFields(Json&, const MaxPool2&) {}
void putFields(Json&, const Upsample2&) {}

Json nodeToJson(const Node& node)
{
    Json json{{"name", node.name}, {"inputs", node.inputs}};
    std::visit(
        [&]<typename T>(const T& op) {
            json["op"] = T::kName;
            putFields(json, op);
        },
        node.op);
    return json;
}

Op opFromJson(const Json& json)
{
    const std::string op = stringField(json, "op");
    if (op == Conv::kName) {
        Conv conv;
        conv.kernel = intField(json, "kernel", 1, 3);
        conv.inChannels = intField(json, "in_channels", 1, 4096);
        conv.outChannels = intField(json, "out_channels", 1, 4096);
        conv.relu = boolField(json, "relu");
        conv.fixed8 = boolField(json, "fixed8");
        return conv;
    }
    if (op == MaxPool2::kName) {
        return MaxPool2{};
    }
    if (op == Upsample2::kName) {
        return Upsample2{};
    }
    refuseField("op", "conv, max_pool2 or upsample2, found '" + op + "'");
}

Node nodeFromJson(const Json& json)
{
    Node node;
    node.name = stringField(json, "name");
    for (const Json& input : arrayField(json, "inputs")) {
        node.inputs.push_back(asInt(input, "inputs", kInputValue, 4096));
    }
    node.op = opFromJson(json);
    return node;
}

Network networkFromJson(const Json& json)
{
    Network network;
    network.inputChannels = intField(json, "input_channels", 1, 4096);
    for (const Json& node : arrayField(json, "nodes")) {
        network.nodes.push_back(nodeFromJson(node));
    }
    validate(network);
    return network;
}

std::vector<std::int64_t> weightShape(const Conv& conv)
{
    return {conv.outChannels, conv.inChannels, conv.kernel, conv.kernel};
}

std::vector<const Node*> convsOf(const Network& network)
{
    std::vector<const Node*> convs;
    for (const int index : network.convNodes()) {
        convs.push_back(&network.nodes[static_cast<std::size_t>(index)]);
    }
    return convs;
}

std::int64_t hiddenChannels(const std::vector<const Node*>& convs)
{
    std::int64_t channels = 0;
    for (std::size_t n = 0; n + 1 < convs.size(); ++n) {
        channels += convs[n]->conv().outChannels;
    }
    return channels;
}

void checkWeightEntry(const Json& weights, std::size_t n, const Node& node, int bits)
{
    const Json& entry = weights.at(n);
    if (stringField(entry, "name") != node.name || intField(entry, "bits", 1, 8) != bits
        || arrayField(entry, "shape") != Json(weightShape(node.conv()))) {
        throw Error(ErrorCode::FileFormat,
                    "Layer '" + node.name
                        + "': name, bits or shape in 'weights' disagree with the "
                          "network.");
    }
}

ConvWeights readConv(const Safetensors& file, const Node& node, int bits, bool hasMaster)
{
    ConvWeights conv;
    const std::string codes = node.name + ".codes";
    if (bits == 8) {
        conv.codes = file.get<std::int8_t>(codes, weightShape(node.conv()));
    } else {
        const std::size_t count = node.conv().weightCount();
        const std::size_t bytes = quant::packedBytes(count, bits);
        const auto packed = file.get<std::uint8_t>(codes, {static_cast<std::int64_t>(bytes)});
        try {
            conv.codes = quant::unpackCodes(packed, count, bits);
        } catch (const Error& fault) {
            throw Error(ErrorCode::FileFormat, "Tensor '" + codes + "': " + fault.what());
        }
    }
    if (hasMaster) {
        conv.master = file.get<std::uint16_t>(node.name + ".master", weightShape(node.conv()));
        conv.floatScale = file.get<float>(node.name + ".float_scale", {node.conv().outChannels});
        conv.floatOffset = file.get<float>(node.name + ".float_offset", {node.conv().outChannels});
    }
    return conv;
}

void writeConv(Safetensors& file, const Node& node, const ConvWeights& conv, int bits)
{
    if (bits == 8) {
        file.put<std::int8_t>(node.name + ".codes", weightShape(node.conv()), conv.codes);
    } else {
        const std::vector<std::uint8_t> packed = quant::packCodes(conv.codes, bits);
        file.put<std::uint8_t>(node.name + ".codes", {static_cast<std::int64_t>(packed.size())},
                               packed);
    }
    if (!conv.master.empty()) {
        file.put<std::uint16_t>(node.name + ".master", weightShape(node.conv()), conv.master);
        file.put<float>(node.name + ".float_scale", {node.conv().outChannels}, conv.floatScale);
        file.put<float>(node.name + ".float_offset", {node.conv().outChannels}, conv.floatOffset);
    }
}

std::string tablePrefix(quant::Precision precision)
{
    return "table." + quant::toString(precision) + ".";
}

PrecisionTable readTable(const Safetensors& file, const Json& json,
                         const std::vector<const Node*>& convs)
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
    const std::vector<std::int64_t> shape{hiddenChannels(convs)};
    const auto bias = file.get<std::int32_t>(prefix + "bias", shape);
    const auto multiplier = file.get<std::int16_t>(prefix + "multiplier", shape);
    const auto preShift = file.get<std::uint8_t>(prefix + "pre_shift", shape);
    const auto shift = file.get<std::uint8_t>(prefix + "shift", shape);
    table.headBias =
        file.get<std::int32_t>(prefix + "head_bias", {convs.back()->conv().outChannels});
    table.requant.resize(convs.size());
    std::size_t i = 0;
    for (std::size_t n = 0; n + 1 < convs.size(); ++n) {
        for (int o = 0; o < convs[n]->conv().outChannels; ++o, ++i) {
            table.requant[n].push_back({bias[i], multiplier[i], preShift[i], shift[i]});
        }
    }
    return table;
}

void writeTable(Safetensors& file, const PrecisionTable& table)
{
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
}

Model modelFrom(const Safetensors& file)
{
    const auto metadata = file.metadata.find("halftone");
    if (metadata == file.metadata.end()) {
        throw Error(ErrorCode::FileFormat, "It is a safetensors file, but not a Halftone model: "
                                           "the metadata has no entry 'halftone'.");
    }
    const Json json = parseJson(metadata->second, "The model description");
    const int version = intField(json, "version", 1, 1 << 20);
    if (version > kModelFileVersion) {
        throw Error(ErrorCode::FileFormat, "The model file has version " + std::to_string(version)
                                               + "; this program reads up to "
                                               + std::to_string(kModelFileVersion)
                                               + ". Update Halftone.");
    }
    if (version > 1 && file.checksum.empty()) {
        throw Error(ErrorCode::FileFormat,
                    "The file is damaged: it lacks the checksum that its version has. Copy it "
                    "again from where it came from.");
    }
    Model model;
    model.hash = file.checksum;
    if (file.checksum.empty()) {
        model.findings.push_back(
            {Severity::Note,
             {"model-without-checksum",
              "The model file is of version 1, which has no checksum: if it is damaged, masks may "
              "be wrong without a word. Take a newer copy, or export the model again.",
              {}}});
    }
    model.network = networkFromJson(field(json, "network"));
    model.card = cardFromJson(dumpJson(field(json, "card")));
    model.storedWeightBits = intField(json, "stored_weight_bits", 1, 8);
    const std::vector<const Node*> convs = convsOf(model.network);
    const Json& weights = arrayField(json, "weights");
    if (weights.size() != convs.size()) {
        refuseField("weights", std::to_string(convs.size()) + " entries, one per convolution");
    }
    const bool hasMaster = file.tensors.contains(convs.front()->name + ".master");
    for (std::size_t n = 0; n < convs.size(); ++n) {
        const int bits = convs[n]->conv().fixed8 ? 8 : model.storedWeightBits;
        checkWeightEntry(weights, n, *convs[n], bits);
        model.convs.push_back(readConv(file, *convs[n], bits, hasMaster));
    }
    const Json& tables = arrayField(json, "tables");
    if (tables.size() > 64) {
        refuseField("tables", "at most 64 entries");
    }
    for (const Json& table : tables) {
        model.tables.push_back(readTable(file, table, convs));
    }
    validate(model);
    return model;
}

} // namespace

Model readModel(const fs::path& path, const StopToken& stop)
{
    const Safetensors file = readSafetensors(path, stop);
    try {
        Model model = modelFrom(file);
        nameFile(model.findings, toUtf8(path.filename()));
        return model;
    } catch (const Error& fault) {
        throw Error(ErrorCode::FileFormat, "'" + toUtf8(path) + "': " + visible(fault.what()));
    }
}

void writeModel(const fs::path& path, const Model& model)
{
    validate(model);
    Safetensors file;
    Json nodes = Json::array();
    for (const Node& node : model.network.nodes) {
        nodes.push_back(nodeToJson(node));
    }
    Json weights = Json::array();
    const std::vector<const Node*> convs = convsOf(model.network);
    for (std::size_t n = 0; n < convs.size(); ++n) {
        const int bits = convs[n]->conv().fixed8 ? 8 : model.storedWeightBits;
        weights.push_back(
            {{"name", convs[n]->name}, {"bits", bits}, {"shape", weightShape(convs[n]->conv())}});
        writeConv(file, *convs[n], model.convs[n], bits);
    }
    Json tables = Json::array();
    for (const PrecisionTable& table : model.tables) {
        tables.push_back({{"precision", quant::toString(table.precision)},
                          {"trained", table.trained},
                          {"logit_scale", table.logitScale}});
        writeTable(file, table);
    }
    const Json network{{"input_channels", model.network.inputChannels}, {"nodes", nodes}};
    file.metadata["halftone"] = dumpJson({{"version", kModelFileVersion},
                                          {"stored_weight_bits", model.storedWeightBits},
                                          {"network", network},
                                          {"weights", weights},
                                          {"tables", tables},
                                          {"card", Json::parse(cardToJson(model.card))}});
    writeSafetensors(path, file);
}

Model packedForPrecision(const Model& model, quant::Precision precision)
{
    if (!precision.isInteger()) {
        throw Error(ErrorCode::Unsupported,
                    "Only integer precisions can be packed, not " + quant::toString(precision)
                        + ". The full model file already holds the float weights.");
    }
    Model packed;
    packed.network = model.network;
    packed.card = model.card;
    packed.tables = {model.requireTable(precision)};
    packed.storedWeightBits = precision.weightBits;
    for (std::size_t n = 0; n < model.convs.size(); ++n) {
        ConvWeights conv;
        conv.codes = model.codesOf(n, precision);
        packed.convs.push_back(std::move(conv));
    }
    return packed;
}

std::vector<fs::path> findModels(const fs::path& folder)
{
    std::vector<fs::path> models;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (!isHiddenName(entry->path()) && entry->path().extension() == ".halftone"
            && entry->is_regular_file(error)) {
            models.push_back(entry->path());
        }
    }
    std::sort(models.begin(), models.end());
    return models;
}

} // namespace halftone::model
