// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/phantom.h"

#include "app/cli/context.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/dicom/dicom_write.h"
#include "core/image/image_io.h"

#include <filesystem>
#include <memory>
#include <system_error>

namespace halftone::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string kind;
    std::string folder;
    phantom::Options phantom;
    bool dicom = false;
};

void makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (!fs::is_directory(folder)) {
        throw Error(ErrorCode::FileWrite, "Cannot make the folder '" + toUtf8(folder)
                                              + "': " + error.message()
                                              + ". Give a folder that can be written.");
    }
}

Json write(const Options& options, const phantom::Sample& sample)
{
    const fs::path folder = fromUtf8(options.folder);
    makeFolder(folder);
    // The name says what it is: nobody shall take such a file for a patient's.
    const std::string stem = "synthetic-" + options.kind;
    const std::string image = toUtf8(folder / (stem + "-image.nii.gz"));
    const std::string labels = toUtf8(folder / (stem + "-labels.nii.gz"));
    image::writeImage(image, sample.image);
    image::writeLabelMap(labels, sample.labels);
    Json json = {{"image", image}, {"labels", labels}};
    if (options.kind == phantom::toString(phantom::Kind::Em)) {
        // Microscopes write TIFF stacks; so does everybody who trains on them.
        const std::string tiffImage = toUtf8(folder / (stem + "-image.tif"));
        const std::string tiffLabels = toUtf8(folder / (stem + "-labels.tif"));
        image::writeImage(tiffImage, sample.image);
        image::writeLabelMap(tiffLabels, sample.labels);
        json["tiff_image"] = tiffImage;
        json["tiff_labels"] = tiffLabels;
    }
    if (options.dicom) {
        const std::string series = toUtf8(folder / (stem + "-dicom"));
        image::writeDicomSeries(series, sample.image);
        json["dicom"] = series;
    }
    return json;
}

void run(const Options& options, const Context& context)
{
    const phantom::Kind kind = phantom::parseKind(options.kind);
    if (options.dicom && kind == phantom::Kind::Em) {
        refuseUsage("--dicom: microscopes do not write DICOM; use cord or abdomen");
    }
    phantom::Sample sample;
    {
        ProgressBar bar;
        sample = phantom::make(kind, options.phantom, bar.progress(), context.stop);
    }
    throwIfStopped(context.stop); // the last moment to leave no file
    Json json = write(options, sample);
    json["kind"] = options.kind;
    json["seed"] = options.phantom.seed;
    json["size"] = sample.image.geometry.size;
    json["spacing_mm"] = sample.image.geometry.spacingMm;
    json["synthetic"] = true;
    if (context.json) {
        printJson(json);
        return;
    }
    printLine("Synthetic " + options.kind + " sample (no real image), seed "
              + std::to_string(options.phantom.seed) + ":");
    for (const char* key : {"image", "labels", "tiff_image", "tiff_labels", "dicom"}) {
        if (json.contains(key)) {
            printLine("  " + json[key].get<std::string>());
        }
    }
}

} // namespace

void addPhantom(Command& program, Context& context)
{
    auto options = std::make_shared<Options>();
    Command command =
        addCommand(program, context, "phantom", "Write a synthetic sample image with exact labels",
                   [options, &context] { run(*options, context); });
    command.option("KIND", options->kind, "em, cord or abdomen")
        .required()
        .oneOf({"em", "cord", "abdomen"});
    command.option("-o,--output", options->folder, "Folder to write to; made if missing")
        .required();
    command.option("--seed", options->phantom.seed, "Another seed, another sample").showsDefault();
    command.option("--size", options->phantom.size, "Rows and columns; default: the kind's own")
        .inRange(32, 4096);
    command.option("--slices", options->phantom.slices, "Slices; default: the kind's own")
        .inRange(1, 2048);
    command.flag("--dicom", options->dicom, "Also write a DICOM series (cord, abdomen)");
}

} // namespace halftone::cli
