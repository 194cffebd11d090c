// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Versions 0.4 and 0.5 of the description say the same in other words: 0.4 has axes as a text
// ("bcyx"), halo and test tensors as lists, and steps by name; 0.5 has axes as maps, halo and test
// tensors with them, and steps by id.
#include "core/import/bioimage.h"

#include "core/base/error.h"
#include "core/base/file_sha256.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/visible_text.h"
#include "core/import/detail/package_files.h"
#include "core/import/detail/yaml_fields.h"

#include <algorithm>
#include <cmath>

namespace halftone::import {
namespace {

using namespace detail;
using Kind = PackageStep::Kind;

constexpr std::uint64_t kMostDescription = 1 << 20;
constexpr std::uint64_t kMostWeights = std::uint64_t{2} << 30;
constexpr std::uint64_t kMostTensor = std::uint64_t{1} << 30;

[[noreturn]] void refuse(const std::string& fault)
{
    throw Error(ErrorCode::Unsupported, fault + '.');
}

/// The axes of a tensor, a letter each, in order.
std::string axesOf(const YAML::Node& tensor)
{
    const YAML::Node axes = fieldOf(tensor, "axes");
    if (lengthOf(axes) == 0) {
        return textOf(axes);
    }
    std::string letters;
    for (std::size_t i = 0; i < lengthOf(axes); ++i) {
        const std::string type = textOf(fieldOf(elementOf(axes, i), "type"));
        const std::string id = textOf(fieldOf(elementOf(axes, i), "id"));
        letters += type == "batch" ? "b" : type == "channel" ? "c" : id.empty() ? "?" : id;
    }
    return letters;
}

void requireAxes(const YAML::Node& tensor, const std::string& what)
{
    const std::string axes = axesOf(tensor);
    if (axes.find('z') != std::string::npos) {
        refuse("its " + what + " has the axes '" + axes
               + "': it is a 3-D model. 2-D models are imported, which segment slice by slice");
    }
    if (axes != "bcyx") {
        refuse("its " + what + " has the axes '" + axes + "', not 'bcyx'");
    }
}

/// Whether a step works on each channel for itself: its axes leave the channels out.
bool isByChannel(const YAML::Node& parameters)
{
    const YAML::Node axes = fieldOf(parameters, "axes");
    std::string names = textOf(axes);
    for (std::size_t i = 0; i < lengthOf(axes); ++i) {
        names += textOf(elementOf(axes, i)).substr(0, 1);
    }
    return !names.empty() && names.find('c') == std::string::npos;
}

PackageStep rangeOf(const YAML::Node& parameters)
{
    PackageStep step;
    step.kind = Kind::ScaleRange;
    step.low = numberOf(fieldOf(parameters, "min_percentile")).value_or(0);
    step.high = numberOf(fieldOf(parameters, "max_percentile")).value_or(100);
    step.byChannel = isByChannel(parameters);
    if (!(step.low >= 0 && step.low < step.high && step.high <= 100)) {
        throw Error(ErrorCode::FileFormat, "its percentiles are none.");
    }
    return step;
}

PackageStep standardizeOf(const std::string& name, const YAML::Node& parameters)
{
    PackageStep step;
    const std::vector<double> mean = numbersOf(fieldOf(parameters, "mean"));
    const std::vector<double> deviation = numbersOf(fieldOf(parameters, "std"));
    const bool isFixed =
        textOf(fieldOf(parameters, "mode")) == "fixed" || name == "fixed_zero_mean_unit_variance";
    if (!isFixed) {
        step.kind = Kind::Standardize;
        step.byChannel = isByChannel(parameters);
        return step;
    }
    step.kind = Kind::FixedStandardize;
    step.gain = deviation;
    step.offset = mean;
    if (mean.empty() || mean.size() != deviation.size()
        || std::any_of(deviation.begin(), deviation.end(), [](double d) { return !(d > 0); })) {
        throw Error(ErrorCode::FileFormat, "its mean and deviation are none.");
    }
    return step;
}

PackageStep linearOf(const YAML::Node& parameters)
{
    PackageStep step;
    const std::vector<double> gain = numbersOf(fieldOf(parameters, "gain"));
    const std::vector<double> offset = numbersOf(fieldOf(parameters, "offset"));
    step.gain = gain.empty() ? step.gain : gain;
    step.offset = offset.empty() ? step.offset : offset;
    return step;
}

std::vector<PackageStep> stepsOf(const YAML::Node& list)
{
    std::vector<PackageStep> steps;
    for (std::size_t i = 0; i < lengthOf(list); ++i) {
        const YAML::Node entry = elementOf(list, i);
        const std::string name = textOf(fieldOf(entry, "id"), textOf(fieldOf(entry, "name")));
        const YAML::Node parameters = fieldOf(entry, "kwargs");
        if (const std::string mode = textOf(fieldOf(parameters, "mode"), "per_sample");
            mode != "per_sample" && mode != "fixed") {
            refuse("its step '" + name + "' needs statistics of a whole data set (" + mode + ')');
        }
        PackageStep step;
        if (name == "scale_linear") {
            step = linearOf(parameters);
        } else if (name == "zero_mean_unit_variance" || name == "fixed_zero_mean_unit_variance") {
            step = standardizeOf(name, parameters);
        } else if (name == "scale_range") {
            step = rangeOf(parameters);
        } else if (name == "clip") {
            step.kind = Kind::Clip;
            step.low = numberOf(fieldOf(parameters, "min")).value_or(-INFINITY);
            step.high = numberOf(fieldOf(parameters, "max")).value_or(INFINITY);
        } else if (name == "sigmoid") {
            step.kind = Kind::Sigmoid;
        } else if (name == "ensure_dtype") {
            continue; // floats are
        } else {
            refuse("its step '" + name + "' is not covered");
        }
        step.epsilon = numberOf(fieldOf(parameters, "eps")).value_or(step.epsilon);
        if (!(step.epsilon > 0)) {
            throw Error(ErrorCode::FileFormat, "its eps is none.");
        }
        steps.push_back(step);
    }
    return steps;
}

int haloOf(const YAML::Node& output)
{
    std::vector<double> sides = numbersOf(fieldOf(output, "halo"));
    const YAML::Node axes = fieldOf(output, "axes");
    for (std::size_t i = 0; i < lengthOf(axes); ++i) {
        sides.push_back(numberOf(fieldOf(elementOf(axes, i), "halo")).value_or(0));
    }
    const double most = sides.empty() ? 0 : *std::max_element(sides.begin(), sides.end());
    if (most > 65536) {
        throw Error(ErrorCode::FileFormat, "its halo is none.");
    }
    return static_cast<int>(std::max(most, 0.0));
}

/// A test tensor, of 0.5 or 0.4; nothing where the package has none on its own disk.
std::optional<NpyArray> tensorOf(const YAML::Node& tensor, const YAML::Node& list,
                                 PackageFiles& files, const StopToken& stop)
{
    const YAML::Node named = fieldOf(tensor, "test_tensor");
    const std::string source = textOf(fieldOf(named, "source"), textOf(elementOf(list, 0)));
    if (source.empty() || source.find("://") != std::string::npos) {
        return std::nullopt;
    }
    return readNpy(files.file(source, kMostTensor, stop));
}

void takeWeights(const YAML::Node& weights, PackageFiles& files, Package& package,
                 const StopToken& stop)
{
    const YAML::Node onnx = fieldOf(weights, "onnx");
    const YAML::Node script = fieldOf(weights, "torchscript");
    if (!onnx.IsDefined() && !script.IsDefined()) {
        refuse("it has no ONNX or TorchScript weights. A state dict alone does not say what the "
               "network is: export the model with torch.onnx.export or torch.jit.script");
    }
    const YAML::Node& entry = onnx.IsDefined() ? onnx : script;
    package.weights = onnx.IsDefined() ? Package::Weights::Onnx : Package::Weights::TorchScript;
    const std::string source = textOf(fieldOf(entry, "source"));
    if (source.find("://") != std::string::npos) {
        refuse("its weights are on the web ('" + source
               + "'). Download the package as a zip file, which has them");
    }
    package.weightsFile = files.file(source, kMostWeights, stop);
    const std::string expected = textOf(fieldOf(entry, "sha256"));
    if (!expected.empty() && sha256OfFile(package.weightsFile, stop) != expected) {
        throw Error(ErrorCode::FileFormat,
                    "the SHA-256 of '" + source + "' is not the one it gives; download it again.");
    }
}

Package described(PackageFiles& files, const StopToken& stop)
{
    const YAML::Node root = parseYaml(
        readBytes(files.file(files.description(), kMostDescription, stop), kMostDescription));
    Package package;
    package.formatVersion = textOf(fieldOf(root, "format_version"));
    if (textOf(fieldOf(root, "type")) != "model"
        || (package.formatVersion.rfind("0.4", 0) != 0
            && package.formatVersion.rfind("0.5", 0) != 0)) {
        refuse("it is no model of version 0.4 or 0.5 but '" + textOf(fieldOf(root, "type")) + "', '"
               + package.formatVersion + "'");
    }
    package.name = textOf(fieldOf(root, "name"));
    package.description = textOf(fieldOf(root, "description"));
    package.licence = textOf(fieldOf(root, "license"));
    const YAML::Node inputs = fieldOf(root, "inputs");
    const YAML::Node outputs = fieldOf(root, "outputs");
    if (lengthOf(inputs) != 1 || lengthOf(outputs) != 1) {
        refuse("it has " + std::to_string(lengthOf(inputs)) + " inputs and "
               + std::to_string(lengthOf(outputs)) + " outputs, not one of each");
    }
    const YAML::Node input = elementOf(inputs, 0);
    const YAML::Node output = elementOf(outputs, 0);
    requireAxes(input, "input");
    requireAxes(output, "output");
    package.inputName = textOf(fieldOf(input, "id"), textOf(fieldOf(input, "name")));
    package.outputName = textOf(fieldOf(output, "id"), textOf(fieldOf(output, "name")));
    package.before = stepsOf(fieldOf(input, "preprocessing"));
    package.after = stepsOf(fieldOf(output, "postprocessing"));
    package.halo = haloOf(output);
    takeWeights(fieldOf(root, "weights"), files, package, stop);
    package.testInput = tensorOf(input, fieldOf(root, "test_inputs"), files, stop);
    package.testOutput = tensorOf(output, fieldOf(root, "test_outputs"), files, stop);
    if (!package.testInput || !package.testOutput) {
        package.findings.push_back({Severity::Note,
                                    {"no-test-tensors",
                                     "The package has no test tensors; whether it computes here "
                                     "what it did elsewhere cannot be checked.",
                                     {}}});
    }
    return package;
}

} // namespace

Package readPackage(const std::filesystem::path& path, const std::filesystem::path& scratch,
                    const StopToken& stop)
{
    PackageFiles files(path, scratch);
    try {
        return described(files, stop);
    } catch (const YAML::Exception& fault) {
        throw Error(ErrorCode::FileFormat, "Cannot import '" + visible(toUtf8(path.filename()), 200)
                                               + "': " + visible(fault.what(), 200));
    } catch (const Error& error) {
        const std::string text = error.what();
        if (error.code() == ErrorCode::Cancelled || text.rfind("Cannot ", 0) == 0) {
            throw;
        }
        throw Error(error.code(),
                    "Cannot import '" + visible(toUtf8(path.filename()), 200) + "': " + text);
    }
}

} // namespace halftone::import
