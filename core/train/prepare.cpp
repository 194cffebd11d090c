// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/prepare.h"

#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/image/preprocess.h"
#include "core/phantom/phantom.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace halftone::train {
namespace {

namespace fs = std::filesystem;

/// Appends slices [first, last) of an image and its labels, as the application would prepare them.
void appendSlices(SliceGroup& group, const image::PreparedImage& prepared, const LabelMap& labels,
                  int first, int last, const std::string& caseName)
{
    const std::size_t plane = labels.geometry.sliceVoxels();
    group.height = prepared.height();
    group.width = prepared.width();
    for (int k = first; k < last; ++k) {
        const std::vector<std::uint8_t> codes = prepared.slice(k);
        group.images.insert(group.images.end(), codes.begin(), codes.end());
        const auto start = labels.voxels.begin()
                           + static_cast<std::ptrdiff_t>(plane * static_cast<std::size_t>(k));
        group.labels.insert(group.labels.end(), start, start + static_cast<std::ptrdiff_t>(plane));
        group.cases.push_back(caseName);
    }
}

void requireFile(const fs::path& path, const std::string& what)
{
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        throw Error(ErrorCode::FileNotFound, "'" + path.string() + "' is missing: " + what
                                                 + ". Name the folder that holds em/isbi2012.");
    }
}

model::ModelCard emCard()
{
    model::ModelCard card;
    card.name = "em-membrane";
    card.title = "EM membranes";
    card.description =
        "Cell membranes in electron microscopy of neural tissue: serial sections, about 4 nm a "
        "pixel, membranes dark. For research on segmentation and for tracing neurites. Not for "
        "diagnosis. Other tissues, stains and pixel sizes, and images with light membranes, are "
        "outside what it has learned; membranes cut lengthwise are often missed.";
    card.licence =
        "Non-commercial research use: the ISBI 2012 images come without an explicit data licence "
        "and its authors' sibling data set asks for non-commercial use.";
    card.trainingData =
        "ISBI 2012 EM segmentation challenge, sections 0-19 for training and 20-24 for validation "
        "(Drosophila first instar larva ventral nerve cord, serial section TEM, 4 x 4 x 50 nm), as "
        "published in the repository zhixuhao/unet; Cardona et al. 2010, PLoS Biology 8(10): "
        "e1000502; Arganda-Carreras et al. 2015, Frontiers in Neuroanatomy 9: 142. About a fifth "
        "of "
        "the training slices drawn are synthetic tissue made by Halftone.";
    card.nonCommercial = true;
    card.preprocess.modality = Modality::EM;
    card.preprocess.window = WindowKind::Percentile;
    card.preprocess.low = 1;
    card.preprocess.high = 99;
    card.preprocess.expectedMin = 0;
    card.preprocess.expectedMax = 65535; // 8 and 16-bit microscopes alike: the window adapts
    card.preprocess.trainedSpacingMm = 4e-6;
    card.preprocess.tile = 1024;
    card.labels = {Label{1, "membrane", {255, 176, 74}}};
    card.backgroundName = "cell";
    return card;
}

/// The real sections: one volume, one percentile window over all of it, split by z.
void addIsbi(Dataset& dataset, const fs::path& folder)
{
    constexpr int kTrainEnd = 20;
    constexpr int kValidationEnd = 25;
    const fs::path imagePath = folder / "em" / "isbi2012" / "image_z00-24.tif";
    const fs::path labelPath = folder / "em" / "isbi2012" / "membrane_z00-24.tif";
    requireFile(imagePath, "the 25 sections of the ISBI 2012 challenge as one TIFF stack");
    requireFile(labelPath, "the membranes of those sections (255 = membrane) as one TIFF stack");
    const auto volume = std::make_shared<const Image>(image::readImage(imagePath));
    const LabelMap labels = image::readLabelMap(labelPath);
    if (labels.geometry.size != volume->geometry.size
        || volume->geometry.size[2] != kValidationEnd) {
        throw Error(ErrorCode::ShapeMismatch,
                    "'" + imagePath.string() + "' and '" + labelPath.string()
                        + "' must have the same size and 25 slices; found "
                        + std::to_string(volume->geometry.size[2]) + " and "
                        + std::to_string(labels.geometry.size[2]) + " slices.");
    }
    const image::PreparedImage prepared(volume, dataset.card.preprocess);
    SliceGroup train{"isbi2012", Split::Train, false, 1.0, 0, 0, {}, {}, {}};
    SliceGroup validation{"isbi2012", Split::Validation, false, 1.0, 0, 0, {}, {}, {}};
    appendSlices(train, prepared, labels, 0, kTrainEnd, "isbi2012-train");
    appendSlices(validation, prepared, labels, kTrainEnd, kValidationEnd, "isbi2012-validation");
    dataset.groups.push_back(std::move(train));
    dataset.groups.push_back(std::move(validation));
}

/// Synthetic tissue from seeds that no built-in sample uses, two sections of each.
SliceGroup makePhantoms(const PreprocessSpec& spec, Split split, std::uint32_t firstSeed, int count,
                        const std::stop_token& stop)
{
    SliceGroup group{"phantom", split, true, 1.0, 0, 0, {}, {}, {}};
    for (int i = 0; i < count; ++i) {
        phantom::Options options;
        options.seed = firstSeed + static_cast<std::uint32_t>(i);
        options.slices = 2;
        phantom::Sample sample = phantom::make(phantom::Kind::Em, options, {}, stop);
        const image::PreparedImage prepared(std::make_shared<const Image>(std::move(sample.image)),
                                            spec);
        appendSlices(group, prepared, sample.labels, 0, options.slices,
                     "phantom-" + std::to_string(options.seed));
    }
    return group;
}

Dataset prepareEm(const fs::path& folder, const ProgressFn& progress, const std::stop_token& stop)
{
    constexpr double kSyntheticShare = 0.2; // of the slices drawn in training
    Dataset dataset;
    dataset.card = emCard();
    report(progress, 0, "reading the ISBI 2012 sections");
    addIsbi(dataset, folder);
    throwIfStopped(stop);
    report(progress, 0.3, "making synthetic tissue");
    SliceGroup train = makePhantoms(dataset.card.preprocess, Split::Train, 1001, 12, stop);
    const double real = static_cast<double>(dataset.groups.front().slices());
    train.weight =
        kSyntheticShare / (1 - kSyntheticShare) * real / static_cast<double>(train.slices());
    dataset.groups.push_back(std::move(train));
    dataset.groups.push_back(
        makePhantoms(dataset.card.preprocess, Split::Validation, 2001, 2, stop));
    report(progress, 1);
    return dataset;
}

struct Task {
    std::string_view name;
    Dataset (*prepare)(const fs::path&, const ProgressFn&, const std::stop_token&);
};

constexpr Task kTasks[] = {{"em", prepareEm}};

} // namespace

std::vector<std::string> prepareTasks()
{
    std::vector<std::string> names;
    for (const Task& task : kTasks) {
        names.emplace_back(task.name);
    }
    return names;
}

Dataset prepare(std::string_view task, const fs::path& folder, const ProgressFn& progress,
                const std::stop_token& stop)
{
    for (const Task& known : kTasks) {
        if (known.name == task) {
            return known.prepare(folder, progress, stop);
        }
    }
    std::string names;
    for (const std::string& name : prepareTasks()) {
        names += (names.empty() ? "" : ", ") + name;
    }
    throw Error(ErrorCode::InvalidArgument, "There is no task named '" + std::string(task)
                                                + "'; expected one of: " + names + ".");
}

} // namespace halftone::train
