// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/foreign_model.h"

#include "core/base/error.h"
#include "core/base/file_sha256.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/temporary_folder.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/import/onnx.h"
#include "core/model/lower_graph.h"
#include "core/pipeline/detail/package_test.h"
#include "core/pipeline/foreign_graph.h"
#include "core/pipeline/script_process.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;
namespace graph = model::graph;

constexpr std::size_t kMostName = 200;

enum class Kind { None, Onnx, Package, Script, Weights, Hdf5, TensorFlow, Other };

constexpr const char* kExportOnnx =
    " Export the network from the tool it was made with, in Python: "
    "torch.onnx.export(model.eval(), torch.zeros(1, 1, 256, 256), "
    "\"model.onnx\").";
constexpr const char* kExportKeras =
    " Export the network as ONNX: python3 -m tf2onnx.convert --saved-model FOLDER --output "
    "model.onnx --inputs-as-nchw INPUT --outputs-as-nchw OUTPUT.";

[[noreturn]] void refuse(const fs::path& path, const std::string& fault,
                         ErrorCode code = ErrorCode::Unsupported)
{
    throw Error(code,
                "Cannot import '" + visible(toUtf8(path.filename()), kMostName) + "': " + fault);
}

void append(Findings& findings, const Findings& more)
{
    findings.insert(findings.end(), more.begin(), more.end());
}

std::string extensionOf(const fs::path& path)
{
    std::string extension = toUtf8(path.extension());
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

bool isDescription(const fs::path& path)
{
    constexpr std::array kNames{"rdf.yaml", "bioimageio.yaml", "model.yaml"};
    return std::find(kNames.begin(), kNames.end(), toUtf8(path.filename())) != kNames.end();
}

Kind kindOf(const fs::path& path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
        const bool isPackage =
            fs::exists(path / "rdf.yaml", ignored) || fs::exists(path / "bioimageio.yaml", ignored);
        return isPackage                                      ? Kind::Package
               : fs::exists(path / "saved_model.pb", ignored) ? Kind::TensorFlow
                                                              : Kind::None;
    }
    const std::string extension = extensionOf(path);
    const auto isOne = [&](std::initializer_list<const char*> names) {
        return std::find(names.begin(), names.end(), extension) != names.end();
    };
    if (isDescription(path)) {
        return Kind::Package;
    }
    if (isOne({".onnx"})) {
        return Kind::Onnx;
    }
    if (isOne({".pt", ".pth", ".torchscript", ".ckpt", ".pkl"})) {
        return Kind::Script;
    }
    if (isOne({".safetensors"})) {
        return Kind::Weights;
    }
    const std::string begin = firstBytes(path, 4);
    if (begin == "\x89HDF" || isOne({".keras"})) {
        return Kind::Hdf5;
    }
    if (isOne({".pb", ".tflite", ".pbtxt"})) {
        return Kind::TensorFlow;
    }
    if (isOne({".zip"})) {
        return Kind::Package;
    }
    return isOne({".xml", ".engine", ".mlmodel", ".mlpackage"}) ? Kind::Other : Kind::None;
}

void readOnnxFile(const fs::path& file, const ForeignOptions& options, const StopToken& stop,
                  ForeignModel& foreign)
{
    import::Imported read = import::readOnnx(file, {options.input, options.output}, stop);
    foreign.producer = visible(read.producer, kMostName);
    foreign.facts = read.facts;
    foreign.graph = std::make_shared<const graph::Graph>(std::move(read.graph));
    append(foreign.findings, read.findings);
}

void readScriptFile(const fs::path& file, const StopToken& stop, ForeignModel& foreign)
{
    foreign.graph = std::make_shared<const graph::Graph>(readScript(file, stop));
    foreign.facts = graph::check(*foreign.graph);
    if (foreign.graph->head == graph::Head::None) {
        foreign.findings.push_back({Severity::Note,
                                    {"head-missing",
                                     "The file ends without sigmoid or softmax; its output is "
                                     "taken for what would go into one.",
                                     {}}});
    }
}

/// A sigmoid that stands in a package's description is the network's last operation.
void takeHead(const import::Package& package, ForeignModel& foreign)
{
    const bool hasSigmoid = std::any_of(package.after.begin(), package.after.end(),
                                        [](const import::PackageStep& step) {
                                            return step.kind == import::PackageStep::Kind::Sigmoid;
                                        });
    if (hasSigmoid && foreign.graph->head == graph::Head::None) {
        graph::Graph net = *foreign.graph;
        net.head = graph::Head::Sigmoid;
        foreign.graph = std::make_shared<const graph::Graph>(std::move(net));
    }
}

void readPackageFile([[maybe_unused]] const ForeignOptions& options,
                     [[maybe_unused]] const StopToken& stop, ForeignModel& foreign)
{
#ifdef HALFTONE_HAVE_PACKAGES
    const TemporaryFolder scratch;
    const fs::path path =
        isDescription(foreign.file) ? fs::absolute(foreign.file).parent_path() : foreign.file;
    const import::Package package = import::readPackage(path, scratch.path(), stop);
    const bool isOnnx = package.weights == import::Package::Weights::Onnx;
    if (isOnnx) {
        readOnnxFile(package.weightsFile, {}, stop, foreign);
    } else {
        readScriptFile(package.weightsFile, stop, foreign);
    }
    foreign.kind = std::string("bioimage.io package ") + visible(package.formatVersion, kMostName)
                   + (isOnnx ? " (ONNX)" : " (TorchScript)");
    foreign.hash = sha256OfFile(package.weightsFile, stop);
    foreign.title = visible(package.name, kMostName);
    foreign.description = visible(package.description);
    foreign.licence = visible(package.licence, kMostName);
    foreign.steps = package.before;
    append(foreign.findings, package.findings);
    if (options.runsTest) {
        detail::runPackageTest(package, foreign);
    }
    takeHead(package, foreign);
#else
    refuse(foreign.file, "this build of Halftone reads no packages (libzip and yaml-cpp were "
                         "missing). Unpack it and import the .onnx file in it.");
#endif
}

[[noreturn]] void refuseKind(const fs::path& path, Kind kind)
{
    switch (kind) {
    case Kind::Weights:
        refuse(path, std::string("it is a safetensors file of weights, which does not say what the "
                                 "network computes.")
                         + kExportOnnx);
    case Kind::Hdf5:
        refuse(path,
               std::string("it is a file of Keras (HDF5), which is not read.") + kExportKeras);
    case Kind::TensorFlow:
        refuse(path, std::string("it is a file of TensorFlow, which is not read.") + kExportKeras);
    default:
        refuse(
            path,
            "it is of no kind that is read: an .onnx file, a bioimage.io package (.zip, folder or "
            "rdf.yaml), or a TorchScript archive (.pt).",
            ErrorCode::FileFormat);
    }
}

void requireGrey(const ForeignModel& foreign)
{
    if (foreign.graph->inputChannels != 1) {
        refuse(foreign.file, "it takes images of " + std::to_string(foreign.graph->inputChannels)
                                 + " channels. Images have one here: networks of one grey channel "
                                   "are imported.");
    }
}

} // namespace

int ForeignModel::labels() const noexcept
{
    const bool overlap = facts.classes > 1 && graph && graph->head == graph::Head::Sigmoid;
    return facts.classes == 1 || overlap ? facts.classes : facts.classes - 1;
}

bool isForeign(const fs::path& path)
{
    return kindOf(path) != Kind::None && extensionOf(path) != ".safetensors";
}

ForeignModel openForeign(const fs::path& path, const ForeignOptions& options, const StopToken& stop)
{
    std::error_code error;
    if (!fs::exists(path, error)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(path) + "' does not exist. Check the path.");
    }
    ForeignModel foreign;
    foreign.file = path;
    const Kind kind = kindOf(path);
    switch (kind) {
    case Kind::Onnx:
        foreign.kind = "ONNX";
        readOnnxFile(path, options, stop, foreign);
        break;
    case Kind::Script:
        foreign.kind = "TorchScript";
        readScriptFile(path, stop, foreign);
        break;
    case Kind::Package: readPackageFile(options, stop, foreign); break;
    default: refuseKind(path, kind);
    }
    if (foreign.hash.empty()) {
        foreign.hash = sha256OfFile(path, stop);
    }
    requireGrey(foreign);
    foreign.obstacle = model::lowerGraph(*foreign.graph).obstacle;
    return foreign;
}

std::vector<std::pair<std::string, std::string>> describeForeign(const ForeignModel& foreign)
{
    const graph::Facts& facts = foreign.facts;
    const char* const head = foreign.graph->head == graph::Head::Sigmoid   ? " (sigmoid)"
                             : foreign.graph->head == graph::Head::Softmax ? " (softmax)"
                                                                           : " (logits)";
    std::vector<std::pair<std::string, std::string>> fields{
        {"Kind", foreign.kind + (foreign.producer.empty() ? "" : ", made by " + foreign.producer)},
        {"Title", foreign.title},
        {"Licence", foreign.licence},
        {"Operations", operationsOf(*foreign.graph)},
        {"Weights", std::to_string(weightsOf(*foreign.graph)) + ", "
                        + formatNumber(facts.macsPerPixel * 512 * 512 / 1e9, 2)
                        + " GMAC at 512 x 512"},
        {"Classes", std::to_string(facts.classes) + head},
        {"Image",
         "one channel, sides multiples of " + std::to_string(facts.stride)
             + (facts.leastSide > facts.stride ? " and at least " + std::to_string(facts.leastSide)
                                               : std::string())},
        {"1 to 8 bits", foreign.obstacle.empty() ? "integer engine, once it is calibrated"
                                                 : "simulated in floats: " + foreign.obstacle},
        {"16 and 32 bits", "LibTorch"}};
    if (foreign.test) {
        fields.emplace_back("Own test",
                            std::string(foreign.test->passed() ? "passed" : "FAILED")
                                + ", largest difference "
                                + formatSignificant(foreign.test->largestDifference, 2));
    }
    std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
    return fields;
}

} // namespace halftone::pipeline
