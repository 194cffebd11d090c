// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_file.h"

#include "core/base/hidden_name.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/model/card_json.h"
#include "core/model/detail/graph_json.h"
#include "core/model/detail/network_json.h"
#include "core/model/detail/table_json.h"
#include "core/model/parse_json.h"
#include "core/model/safetensors.h"
#include "core/quant/weight_codes.h"

#include <algorithm>
#include <array>
#include <cctype>

// Layout of a .halftone file, version 3; what is marked (3) makes it one, without it is version 2.
// It is a safetensors file, so numpy alone can write it:
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
//          (3) "kernel" 2, 5, 7; "stride":2; "relu":false but at the head; "op" max_pool3,
//          bilinear2, shuffle2, add ("relu"), opaque ("channels", "stride", "radius",
//          "macs_per_pixel", "values_per_pixel")
//      "weights": [{"name":"down1.a", "bits":8, "shape":[O,I,KH,KW]}, ...],   one per convolution
//                  (3) [] and no tables: a graph that is not calibrated
//      "tables": [{"precision":"W4A6", "trained":true, "logit_scale":0.0125,
//                  "input_zero_point":0 (3; may be missing)}, ...],
//      "graph": {"input_channels":1, "head":"sigmoid"|"softmax"|"none", "nodes":[...]} (3; may be
//                  missing), see float_graph.h: a node has "name", "inputs", "op" and the fields of
//                  its operation in snake_case, of kernels [height,width], of sides
//                  [top,left,bottom,right]
//      "card": {...}}                        see card_json.h
//
// Tensors of each convolution N (the node's name):
//     N.codes         I8  [O,I,KH,KW]  where "bits" is 8;
//                     U8  [bytes]      below: numpy.packbits-like little-endian bit stream, see
//                                      quant/weight_codes.h; the logical shape is in "weights"
//     N.codesB        U8  [bytes]      (3) for B of 1 to 7, as they are found: codes of B bits that
//                                      are not nested in those of 8
//     N.master        F16 [O,I,KH,KW]  float weights; all convolutions have the next three, or none
//     N.float_scale   F32 [O]          y = relu(scale * conv(x, master) + offset), x = code / 255
//     N.float_offset  F32 [O]
// Tensors of each table P ("W4A6"); C counts the output channels of all convolutions but the head,
// one after the other in network order; see quant/fixed_point.h for their meaning:
//     table.P.bias I32 [C]    table.P.multiplier I16 [C]
//     table.P.pre_shift U8 [C]    table.P.shift U8 [C]    table.P.head_bias I32 [classes]
//     table.P.zero_points U8 [nodes] (3; missing: all 0)
//     table.P.add_bias I32 [A]    table.P.add_first I16 [A]    table.P.add_second I16 [A]
//     table.P.add_shift U8 [A]    (3) A counts the adds; model::AddRequant
// Of the graph: "graph.<i>.<what>" F32 for node i: weights [O,I/groups,KH,KW] (transposed:
// [I,O/groups, KH,KW]), bias, scale, offset, slopes, where they are not empty; and "ranges" F32 [2
// * (nodes + 1)] where it is calibrated (Model::ranges).
namespace halftone::model {
namespace {

using namespace detail;
namespace fs = std::filesystem;

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

std::vector<std::int8_t> readPacked(const Safetensors& file, const std::string& name,
                                    std::size_t count, int bits)
{
    const std::size_t bytes = quant::packedBytes(count, bits);
    const auto packed = file.get<std::uint8_t>(name, {static_cast<std::int64_t>(bytes)});
    try {
        return quant::unpackCodes(packed, count, bits);
    } catch (const Error& fault) {
        throw Error(ErrorCode::FileFormat, "Tensor '" + name + "': " + fault.what());
    }
}

void writePacked(Safetensors& file, const std::string& name, const std::vector<std::int8_t>& codes,
                 int bits)
{
    const std::vector<std::uint8_t> packed = quant::packCodes(codes, bits);
    file.put<std::uint8_t>(name, {static_cast<std::int64_t>(packed.size())}, packed);
}

ConvWeights readConv(const Safetensors& file, const Node& node, int bits, bool hasMaster)
{
    ConvWeights conv;
    const std::string codes = node.name + ".codes";
    if (bits == 8) {
        conv.codes = file.get<std::int8_t>(codes, weightShape(node.conv()));
    } else {
        conv.codes = readPacked(file, codes, node.conv().weightCount(), bits);
    }
    for (int width = 1; width < 8; ++width) {
        const std::string own = codes + std::to_string(width);
        if (file.tensors.contains(own)) {
            conv.codesOfWidth[width] = readPacked(file, own, node.conv().weightCount(), width);
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
        writePacked(file, node.name + ".codes", conv.codes, bits);
    }
    for (const auto& [width, codes] : conv.codesOfWidth) {
        writePacked(file, node.name + ".codes" + std::to_string(width), codes, width);
    }
    if (!conv.master.empty()) {
        file.put<std::uint16_t>(node.name + ".master", weightShape(node.conv()), conv.master);
        file.put<float>(node.name + ".float_scale", {node.conv().outChannels}, conv.floatScale);
        file.put<float>(node.name + ".float_offset", {node.conv().outChannels}, conv.floatOffset);
    }
}

void readConvsAndTables(const Safetensors& file, const Json& json, Model& model)
{
    const std::vector<const Node*> convs = convsOf(model.network);
    const Json& weights = arrayField(json, "weights");
    const Json& tables = arrayField(json, "tables");
    if (model.graph != nullptr && weights.empty() && tables.empty()) {
        return;
    }
    if (weights.size() != convs.size() || convs.empty()) {
        refuseField("weights", std::to_string(convs.size()) + " entries, one per convolution");
    }
    const bool hasMaster = file.tensors.contains(convs.front()->name + ".master");
    for (std::size_t n = 0; n < convs.size(); ++n) {
        const int bits = convs[n]->conv().fixed8 ? 8 : model.storedWeightBits;
        checkWeightEntry(weights, n, *convs[n], bits);
        model.convs.push_back(readConv(file, *convs[n], bits, hasMaster));
    }
    if (tables.size() > 64) {
        refuseField("tables", "at most 64 entries");
    }
    for (const Json& table : tables) {
        model.tables.push_back(tableFromJson(table, file, model.network));
    }
}

/// Whether version 2 has no words for it.
bool needsVersion3(const Model& model)
{
    const std::vector<Node>& nodes = model.network.nodes;
    const bool newNodes = std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
        const Conv* conv = std::get_if<Conv>(&node.op);
        const bool known = conv != nullptr
                               ? conv->isPlain() && (conv->relu || &node == &nodes.back())
                               : std::holds_alternative<MaxPool2>(node.op)
                                     || std::holds_alternative<Upsample2>(node.op);
        return !known;
    });
    const auto hasOwnCodes = [](const ConvWeights& conv) { return !conv.codesOfWidth.empty(); };
    const auto hasZeroPoints = [](const PrecisionTable& table) {
        return table.inputZeroPoint != 0 || !table.zeroPoints.empty();
    };
    return newNodes || model.graph != nullptr
           || std::any_of(model.convs.begin(), model.convs.end(), hasOwnCodes)
           || std::any_of(model.tables.begin(), model.tables.end(), hasZeroPoints);
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
    if (json.contains("graph")) {
        model.graph =
            std::make_shared<const graph::Graph>(graphFromJson(field(json, "graph"), file));
    }
    const auto ranges = file.tensors.find("ranges");
    if (model.graph != nullptr && ranges != file.tensors.end()) {
        model.ranges = file.get<float>(
            "ranges", {2 * (static_cast<std::int64_t>(model.graph->nodes.size()) + 1)});
    }
    readConvsAndTables(file, json, model);
    validate(model);
    return model;
}

Safetensors filed(const Model& model)
{
    validate(model);
    Safetensors file;
    Json weights = Json::array();
    const std::vector<const Node*> convs = convsOf(model.network);
    for (std::size_t n = 0; n < model.convs.size(); ++n) {
        const int bits = convs[n]->conv().fixed8 ? 8 : model.storedWeightBits;
        weights.push_back(
            {{"name", convs[n]->name}, {"bits", bits}, {"shape", weightShape(convs[n]->conv())}});
        writeConv(file, *convs[n], model.convs[n], bits);
    }
    Json tables = Json::array();
    for (const PrecisionTable& table : model.tables) {
        tables.push_back(tableToJson(table, file));
    }
    Json json{{"version", needsVersion3(model) ? 3 : 2},
              {"stored_weight_bits", model.storedWeightBits},
              {"network", networkToJson(model.network)},
              {"weights", weights},
              {"tables", tables},
              {"card", Json::parse(cardToJson(model.card))}};
    if (model.graph != nullptr) {
        json["graph"] = graphToJson(*model.graph, file);
    }
    if (!model.ranges.empty()) {
        file.put<float>("ranges", {static_cast<std::int64_t>(model.ranges.size())}, model.ranges);
    }
    file.metadata["halftone"] = dumpJson(json);
    return file;
}

/// Names of files that other tools keep models in; what they hold is core/import's to say.
bool isOfAnotherTool(const fs::path& path)
{
    constexpr std::array kExtensions{".onnx", ".pt",   ".pth",   ".zip", ".yaml",   ".yml", ".ckpt",
                                     ".h5",   ".hdf5", ".keras", ".pb",  ".tflite", ".xml", ".pkl"};
    std::string extension = toUtf8(path.extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::error_code ignored;
    return fs::exists(path / "rdf.yaml", ignored)
           || std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

} // namespace

Model readModel(const fs::path& path, const StopToken& stop)
{
    if (isOfAnotherTool(path)) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(path)
                        + "' is no .halftone file. A model of another tool becomes one by "
                          "'halftone-cli import "
                        + toUtf8(path) + " -o MODEL.halftone --calibrate IMAGE'.");
    }
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
    writeSafetensors(path, filed(model));
}

std::vector<std::byte> modelBytes(const Model& model)
{
    return safetensorsBytes(filed(model));
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
