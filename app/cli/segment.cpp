// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/segment.h"

#include "app/cli/context.h"
#include "app/cli/findings.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/cli/provenance.h"
#include "app/cli/run_plan.h"
#include "app/version.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/latency.h"
#include "core/base/output_file.h"
#include "core/base/parse_number.h"
#include "core/base/path_text.h"
#include "core/base/same_file.h"
#include "core/base/version.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/image/mask_file.h"
#include "core/model/model_catalog.h"
#include "core/pipeline/load.h"
#include "core/pipeline/predictors.h"
#include "core/pipeline/preview.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace halftone::cli {
namespace {

struct Options {
    std::string image;
    int volume = 0;
    std::string slices;
    std::string model;
    PrecisionOptions precision;
    std::string mask;
    std::string probabilities;
    std::string preview;
    int threads = 0;
};

/// "201-400" or "7", from 1; nothing where none are asked for.
std::optional<VolumePart> partOf(const std::string& slices)
{
    if (slices.empty()) {
        return std::nullopt;
    }
    const std::size_t dash = slices.find('-');
    const std::string_view text = slices;
    const auto first = parseInteger(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : parseInteger(text.substr(dash + 1));
    if (!first || !last || *first < 1 || *last < *first || *last > 1 << 30) {
        refuseUsage("--slices: '" + slices
                    + "' is no range of slices; expected two numbers from 1 on, such as 201-400");
    }
    return VolumePart{static_cast<int>(*first - 1), static_cast<int>(*last - *first + 1), 1};
}

/// Which slices of the volume in the file were read, from 1; null: all.
Json slicesJson(const Image& image)
{
    if (!image.part) {
        return {};
    }
    const auto& [part, whole] = *image.part;
    return {{"first", part.first + 1}, {"last", part.first + part.slices}, {"of", whole.size[2]}};
}

/// Probability of one class as an image on the native grid.
Image probabilityImage(const std::vector<float>& all, std::size_t classIndex,
                       const image::PreparedImage& prepared)
{
    const Geometry& oriented = prepared.orientedGeometry();
    const Geometry& native = prepared.native().geometry;
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(classIndex * oriented.voxels());
    Image image;
    image.geometry = oriented;
    image.voxels =
        std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(oriented.voxels()));
    if (!prepared.spec().orientation.empty() && native.orientationKnown) {
        image = image::reorient(image, image::orientationCode(native));
    }
    if (image.geometry.size != native.size) {
        throw Error(ErrorCode::Internal, "The probabilities left the image's grid.");
    }
    image.geometry = native; // the same up to rounding
    return image;
}

/// A file for each foreground label (image::pathPerLabel).
std::vector<std::filesystem::path> probabilityFiles(const std::string& path,
                                                    const model::ModelCard& card)
{
    if (path.empty()) {
        return {};
    }
    std::vector<std::filesystem::path> files = image::pathPerLabel(fromUtf8(path), card.labels);
    for (const std::filesystem::path& file : files) {
        if (const std::string reason = whyNotWritable(file); !reason.empty()) {
            throw cannotWrite(file, reason);
        }
    }
    return files;
}

void writeProbabilities(const std::vector<std::filesystem::path>& files, const model::Model& model,
                        const pipeline::VolumeResult& result, const image::PreparedImage& prepared)
{
    for (std::size_t i = 0; i < files.size(); ++i) {
        // A head with one channel holds the foreground alone; else channels are class values.
        const std::size_t channel = model.network.classes() == 1 ? 0 : model.card.labels[i].value;
        image::writeImage(files[i], probabilityImage(result.probabilities, channel, prepared));
    }
}

/// What is written must not replace what is read, nor each other. `masks` and `probabilities`:
/// their names, as far as they are known; `files`: those that the image turned out to be in.
void requireInputsKept(const Options& options, const std::vector<std::filesystem::path>& masks,
                       const std::vector<std::filesystem::path>& probabilities,
                       const std::vector<std::filesystem::path>& files)
{
    std::vector<FileRole> outputs = {{"the picture (--preview)", fromUtf8(options.preview)}};
    for (const std::filesystem::path& mask : masks) {
        outputs.push_back({"the mask (-o)", mask});
    }
    for (const std::filesystem::path& file : probabilities) {
        outputs.push_back({"the probability image (--probabilities)", file});
    }
    std::vector<FileRole> inputs = {{"the image", fromUtf8(options.image)},
                                    {"the model", model::findModel(options.model)}};
    for (const std::filesystem::path& file : files) {
        inputs.push_back({"a file of the image", file});
    }
    requireDistinct(outputs, inputs);
}

/// Voxels of every label in the mask, and their volume in ml: null where nobody knows their size.
void putVolumes(Json& json, const LabelMap& mask, const model::Model& model)
{
    const bool known = mask.geometry.spacingKnown;
    const double voxelMl = mask.geometry.voxelMm3() / 1000;
    json["volume_ml"] = Json::object();
    json["volume_voxels"] = Json::object();
    for (const Label& label : model.card.labels) {
        const auto count = std::count(mask.voxels.begin(), mask.voxels.end(), label.value);
        json["volume_ml"][label.name] = known ? Json(static_cast<double>(count) * voxelMl) : Json();
        json["volume_voxels"][label.name] = count;
    }
    json["spacing_known"] = known;
}

report::Provenance provenanceOf(report::Provenance provenance, const Options& options,
                                const pipeline::LoadedStudy& study,
                                const pipeline::Runtime& runtime, const Context& context)
{
    const bool integer = options.precision.precision().isInteger();
    const auto& part = study.image->part;
    addInput(provenance, context,
             {"image", fromUtf8(options.image), study.image->files, part ? options.slices : "all",
              part ? part->whole.size[2] : study.image->geometry.size[2]});
    setModel(provenance, *study.model);
    provenance.isa = integer ? engine::toString(runtime.isa) : "";
    provenance.threads = runtime.pool->threads();
    provenance.libtorch = integer ? std::string() : libtorchVersion();
    for (const Label& label : study.model->card.labels) {
        provenance.labels.push_back(label.name);
    }
    provenance.units = {{"latency", "ms"},
                        {"memory", "bytes"},
                        {"volume", study.image->geometry.spacingKnown ? "ml" : "voxels"}};
    return provenance;
}

/// What the slices took, once each: the first is slower and does not count, unless it is the only
/// one. Few slices are no measurement; `latency_runs` says how many there were.
Json costJson(const pipeline::VolumeResult& result)
{
    std::span<const double> counted = result.sliceMilliseconds;
    if (counted.size() > 1) {
        counted = counted.subspan(1);
    }
    const Latency latency = summarizeLatency(counted);
    return {{"slices", result.sliceMilliseconds.size()},
            {"latency_ms_median", latency.medianMs},
            {"latency_ms_p95", latency.p95Ms ? Json(*latency.p95Ms) : Json()},
            {"latency_runs", latency.runs},
            {"weight_bytes", result.cost.weightBytes},
            {"arena_bytes", result.cost.arenaBytes}};
}

/// A picture small enough to lie beside every model: noisy images take fewer grey levels.
void writePreview(const std::filesystem::path& path, const image::PreparedImage& prepared,
                  const LabelMap& mask, const model::ModelCard& card)
{
    constexpr std::size_t kMaxBytes = 60'000;
    pipeline::PreviewOptions options;
    for (const int levels : {63, 40, 24, 16, 12, 8, 6}) {
        options.greyLevels = levels;
        if (image::writePng(path, pipeline::makePreview(prepared, mask, card, options))
            <= kMaxBytes) {
            return;
        }
    }
}

pipeline::LoadRequest loadRequestOf(const Options& options)
{
    pipeline::LoadRequest request;
    request.image = fromUtf8(options.image);
    request.volume = options.volume;
    request.part = partOf(options.slices);
    request.modelName = options.model;
    return request;
}

Json resultJson(const Options& options, const pipeline::LoadedStudy& study,
                quant::Precision precision, const pipeline::VolumeResult& result,
                const Context& context)
{
    const model::Model& model = *study.model;
    const Findings findings = shownFindings(study.findings, context);
    Json json = {{"mask", shownPath(fromUtf8(options.mask), context)},
                 {"preview", shownPath(fromUtf8(options.preview), context)},
                 {"image", shownPath(fromUtf8(options.image), context)},
                 {"volume", study.choice.volume},
                 {"slices_read", slicesJson(*study.image)},
                 {"model", model.card.name},
                 {"model_sha256", model.hash.empty() ? Json() : Json(model.hash)},
                 {"precision", quant::toString(precision)},
                 {"weight_bits", precision.weightBits},
                 {"activation_bits", precision.activationBits},
                 {"measured", !pipeline::isSimulated(model, precision)},
                 {"warnings", sentences(findings)},
                 {"findings", findingsJson(findings)},
                 {"non_commercial", model.card.nonCommercial},
                 {"note", kResearchUseOnly}};
    json.update(costJson(result));
    putVolumes(json, result.mask, model);
    return json;
}

/// Of the file that is to be written, if any; says now what speaks against it.
std::optional<image::MaskFile>
maskFileOf(const Options& options, const pipeline::LoadedStudy& study, const Context& context)
{
    if (options.mask.empty()) {
        return std::nullopt;
    }
    const auto program = "Halftone " + std::string(version()) + " (" + std::string(commit()) + ")";
    return std::optional<image::MaskFile>(
        std::in_place, fromUtf8(options.mask),
        pipeline::maskOriginOf(study, options.precision.precision(), program), *study.image,
        study.model->card.labels, context.stop);
}

Json segment(const Options& options, const Context& context, ProgressBar& bar)
{
    if (options.mask.empty() && options.preview.empty()) {
        refuseUsage("Say where to write: -o MASK, or --preview PICTURE");
    }
    requireInputsKept(options, {fromUtf8(options.mask)}, {fromUtf8(options.probabilities)}, {});
    const auto start = std::chrono::steady_clock::now();
    report::Provenance provenance = beginProvenance(
        context, {options.image, options.mask, options.probabilities, options.preview},
        options.model);
    const quant::Precision precision = options.precision.precision();
    const pipeline::LoadedStudy study =
        pipeline::loadStudy(loadRequestOf(options), bar.progress(), context.stop);
    const std::shared_ptr<const model::Model>& model = study.model;
    const image::PreparedImage& prepared = *study.prepared;
    const std::vector<std::filesystem::path> probabilities =
        probabilityFiles(options.probabilities, model->card);
    std::optional<image::MaskFile> maskFile = maskFileOf(options, study, context);
    const auto masks = maskFile ? maskFile->files() : std::vector<std::filesystem::path>();
    requireInputsKept(options, masks, probabilities, study.image->files);
    for (const Finding& finding : study.findings) {
        bar.message(labelled(finding));
    }
    const pipeline::Runtime runtime = pipeline::makeRuntime(options.threads);
    const auto predictor = pipeline::makePredictor(runtime, model, precision);
    const RunPlan plan = planRun(*predictor, model->network, prepared, runtime);
    if (const std::string words = beforeRun(plan, prepared.slices()); !words.empty()) {
        bar.message(words);
    }
    const pipeline::VolumeResult result = pipeline::segmentVolume(
        *predictor, *model, prepared, !probabilities.empty(), bar.progress(), context.stop,
        runtime.pool.get(), plan.mostTileBytes);

    throwIfStopped(context.stop); // the last moment to leave no file
    if (maskFile) {
        maskFile->write(result.mask);
    }
    if (!options.preview.empty()) {
        writePreview(fromUtf8(options.preview), prepared, result.mask, model->card);
    }
    writeProbabilities(probabilities, *model, result, prepared);

    Json json = resultJson(options, study, precision, result, context);
    json["mask_files"] = shownPaths(masks, context);
    json["probabilities"] = shownPaths(probabilities, context);
    json["forecast"] = forecastJson(plan, prepared.slices());
    json["runs_on"] = predictor->description();
    json["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (context.json) { // else nobody sees it
        json["provenance"] =
            provenanceJson(provenanceOf(std::move(provenance), options, study, runtime, context));
    }
    return json;
}

void printText(const Json& json)
{
    const auto text = [&](const char* key) { return json[key].get<std::string>(); };
    const auto bytes = [&](const char* key) { return formatBytes(json[key].get<std::size_t>()); };
    std::vector<std::string> volumes;
    for (const auto& [label, ml] : json["volume_ml"].items()) {
        const Json& voxels = json["volume_voxels"][label];
        volumes.push_back(label + " "
                          + (ml.is_null() ? voxels.dump() + " voxels (the image has no spacing)"
                                          : image::formatVolume(ml.get<double>())));
    }
    printFields(
        {json["mask"].is_null()
             ? std::pair<std::string, std::string>{"Picture", text("preview")}
             : std::pair<std::string, std::string>{"Mask",
                                                   joinWords(json["mask_files"]
                                                                 .get<std::vector<std::string>>())},
         {"Model", text("model") + ", " + text("precision")
                       + (json["measured"].get<bool>() ? "" : " (simulated)")},
         {"Runs on", text("runs_on")},
         {"Slices", std::to_string(json["slices"].get<std::size_t>()) + ", "
                        + formatNumber(json["latency_ms_median"].get<double>(), 1)
                        + " ms each (median)"},
         {"Memory", bytes("weight_bytes") + " weights, " + bytes("arena_bytes") + " activations"},
         {"Expected", forecastText(json["forecast"])},
         {"Volume", joinWords(volumes)},
         {"Note", std::string(kResearchUseOnly)
                      + (json["non_commercial"].get<bool>()
                             ? " The model is for non-commercial research use."
                             : "")}});
}

} // namespace

void addSegment(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command = addCommand(program, context, "segment",
                                 "Segment an image at a chosen bit width", [options, &context] {
                                     Json json;
                                     {
                                         ProgressBar bar;
                                         json = segment(*options, context, bar);
                                     }
                                     if (context.json) {
                                         printJson(json);
                                     } else {
                                         printText(json);
                                     }
                                 });
    command.option("IMAGE", options->image, "Image file or DICOM folder").required();
    addVolume(command, options->volume);
    command
        .option("--slices", options->slices,
                "Only these slices, such as 201-400 or 7, counted from 1: for images larger than "
                "the memory")
        .shownAs("FIRST-LAST");
    addModel(command, options->model).required();
    addPrecision(command, options->precision);
    command
        .option("-o,--output", options->mask,
                "Mask to write, on the image's own grid: NIfTI, NRRD, MetaImage, TIFF; .seg.nrrd "
                "for 3D Slicer; .dcm (a DICOM segmentation of a DICOM image); .png of one slice; "
                ".stl, the surface of each label. It says which model at which precision made it")
        .check(writableFile(image::maskExtensions()));
    command
        .option("--probabilities", options->probabilities,
                "Probability image to write (one a label where there are several)")
        .check(writableFile({".nii", ".nii.gz", ".nrrd", ".mha"}));
    command
        .option("--preview", options->preview,
                "Picture (480 x 320, at most 60 kB) of the slice with the most foreground, "
                "such as the one beside a model")
        .check(writableFile({".png"}));
    addThreads(command, options->threads);
    addFullPaths(command, context);
}

} // namespace halftone::cli
