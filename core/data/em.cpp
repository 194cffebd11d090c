// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <array>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

constexpr double kPixelMm = 4e-6; // of the ISBI 2012 sections
constexpr int kTrainEnd = 20;
constexpr int kValidationEnd = 25;
constexpr int kFlyEmTrainEnd = 175; // validation and test sections follow

/// "sections 0-19"
std::string sectionRange(int first, int end)
{
    return "sections " + std::to_string(first) + "-" + std::to_string(end - 1);
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
        "ISBI 2012 EM segmentation challenge, " + sectionRange(0, kTrainEnd) + " for training and "
        + sectionRange(kTrainEnd, kValidationEnd)
        + " for validation (Drosophila first instar larva ventral nerve cord, serial section TEM, "
          "4 "
          "x 4 x 50 nm), as published in the repository zhixuhao/unet; Cardona et al. 2010, PLoS "
          "Biology 8(10): e1000502; Arganda-Carreras et al. 2015, Frontiers in Neuroanatomy 9: "
          "142.";
    card.nonCommercial = true;
    card.preprocess.modality = Modality::EM;
    card.preprocess.window = WindowKind::Percentile;
    card.preprocess.low = 1;
    card.preprocess.high = 99;
    card.preprocess.expectedMin = 0;
    card.preprocess.expectedMax = 65535; // 8 and 16-bit microscopes alike: the window adapts
    card.preprocess.trainedSpacingMm = kPixelMm;
    card.preprocess.tile = 1024;
    card.images.spacingMm = {2e-6, 1.6e-5}; // seen: 4 to 10 nm
    card.labels = {Label{1, "membrane", {255, 176, 74}}};
    card.backgroundName = "cell";
    return card;
}

/// The sections of ISBI 2012 in use, membranes 1.
struct Sections {
    Image image;
    LabelMap membranes;
};

/// The challenge's own labels show the cells.
void invert(LabelMap& cells)
{
    for (std::uint8_t& voxel : cells.voxels) {
        voxel = voxel == 0 ? 1 : 0;
    }
}

Sections readStacks(const fs::path& imagePath, const fs::path& labelPath, const StopToken& stop)
{
    requireFile(labelPath, "the labels of '" + toUtf8(imagePath.filename()) + "'",
                "Put it beside the images.");
    const Image image = image::readImage(imagePath, {}, stop);
    const LabelMap labels = image::readMask(labelPath, stop);
    if (labels.geometry.size != image.geometry.size || image.geometry.size[2] < kValidationEnd) {
        throw Error(ErrorCode::ShapeMismatch,
                    "'" + toUtf8(imagePath) + "' and '" + toUtf8(labelPath)
                        + "' must have the same size and at least 25 slices; found "
                        + std::to_string(image.geometry.size[2]) + " and "
                        + std::to_string(labels.geometry.size[2]) + " slices.");
    }
    return {takeSlices(image, 0, kValidationEnd, 1), takeSlices(labels, 0, kValidationEnd, 1)};
}

/// One file a section: 0.png, 1.png, ...
Image readPages(const fs::path& folder, const StopToken& stop)
{
    Image volume;
    std::vector<std::uint8_t> voxels;
    for (int k = 0; k < kValidationEnd; ++k) {
        const fs::path path = folder / (std::to_string(k) + ".png");
        requireFile(path, "a section of the ISBI 2012 challenge",
                    "The folder must hold 0.png to 24.png at least.");
        const Image page = image::readImage(path, {}, stop);
        const auto* codes = std::get_if<std::vector<std::uint8_t>>(&page.voxels);
        if (k == 0) {
            volume.geometry = page.geometry;
            volume.name = toUtf8(folder.filename());
        }
        if (codes == nullptr || page.geometry.size != volume.geometry.size) {
            throw Error(ErrorCode::ShapeMismatch,
                        "'" + toUtf8(path) + "' is not an 8-bit image of the size of '0.png'.");
        }
        voxels.insert(voxels.end(), codes->begin(), codes->end());
    }
    volume.geometry.size[2] = kValidationEnd;
    volume.voxels = std::move(voxels);
    return volume;
}

Sections readSections(const fs::path& folder, const StopToken& stop)
{
    const fs::path gathered = folder / "em" / "isbi2012" / "image_z00-24.tif";
    if (hasFile(gathered)) {
        return readStacks(gathered, gathered.parent_path() / "membrane_z00-24.tif", stop);
    }
    if (hasFile(folder / "train-volume.tif")) {
        Sections sections =
            readStacks(folder / "train-volume.tif", folder / "train-labels.tif", stop);
        invert(sections.membranes);
        return sections;
    }
    if (hasFile(folder / "train" / "image" / "0.png")) {
        Sections sections{readPages(folder / "train" / "image", stop), {}};
        const Image labels = readPages(folder / "train" / "label", stop);
        sections.membranes.geometry = labels.geometry;
        sections.membranes.voxels = std::get<std::vector<std::uint8_t>>(labels.voxels);
        const std::vector<std::uint8_t>& voxels = sections.membranes.voxels;
        const std::uint8_t cell = *std::max_element(voxels.begin(), voxels.end());
        if (std::any_of(voxels.begin(), voxels.end(),
                        [cell](std::uint8_t v) { return v != 0 && v != cell; })) {
            throw Error(ErrorCode::FileFormat,
                        "'" + toUtf8((folder / "train" / "label"))
                            + "' holds grey levels between membrane (0) and cell (255); use the "
                              "labels as they were published, not enlarged or smoothed.");
        }
        invert(sections.membranes);
        return sections;
    }
    throw Error(ErrorCode::FileNotFound,
                "'" + toUtf8(folder)
                    + "' holds no ISBI 2012 sections: looked for em/isbi2012/image_z00-24.tif, "
                      "train-volume.tif and train/image/0.png.");
}

/// One volume, one percentile window over all of it, split by z.
void addIsbi(Dataset& dataset, const fs::path& folder, const StopToken& stop)
{
    auto [volume, labels] = readSections(folder, stop);
    const LabelledImage labelled(std::move(volume), labels, dataset.card.preprocess);
    SliceGroup train = makeGroup("isbi2012", Split::Train);
    SliceGroup validation = makeGroup("isbi2012", Split::Validation);
    for (int k = 0; k < kValidationEnd; ++k) {
        const bool training = k < kTrainEnd;
        // The stack is judged section by section.
        labelled.appendTo(training ? train : validation, k, "isbi2012-" + std::to_string(k));
    }
    dataset.groups.push_back(std::move(train));
    dataset.groups.push_back(std::move(validation));
}

/// FIB-SEM of another lab at 10 nm, twice: enlarged to the pixels of ISBI 2012, and as it is, so
/// that coarser images are not wholly strange to the model.
void addFlyEm(Dataset& dataset, const fs::path& folder, const StopToken& stop)
{
    constexpr double kFlyEmPixelMm = 10e-6;
    constexpr int kStep = 3; // sections 10 nm apart are nearly alike
    const fs::path imagePath = folder / "image_z000-199.tif";
    const fs::path labelPath = folder / "membrane_z000-199.tif";
    if (!hasFile(imagePath) || !hasFile(labelPath)) {
        return;
    }
    Image volume = takeSlices(image::readImage(imagePath, {}, stop), 0, kFlyEmTrainEnd, kStep);
    LabelMap labels = takeSlices(image::readMask(labelPath, stop), 0, kFlyEmTrainEnd, kStep);
    const int taken = volume.geometry.size[2];
    volume.geometry.spacingMm = {kFlyEmPixelMm, kFlyEmPixelMm, kStep * kFlyEmPixelMm};
    volume.geometry.spacingKnown = true;
    labels.geometry = volume.geometry;
    PreprocessSpec enlarge = dataset.card.preprocess;
    enlarge.inPlaneSpacingMm = kPixelMm;
    for (const auto& [name, spec] :
         {std::pair{"flyem-4nm", enlarge}, std::pair{"flyem-10nm", dataset.card.preprocess}}) {
        const LabelledImage labelled(volume, labels, spec);
        SliceGroup group = makeGroup(name, Split::Train);
        for (int k = 0; k < labelled.slices(); ++k) {
            labelled.appendTo(group, k, "flyem-medulla");
        }
        dataset.groups.push_back(std::move(group));
    }
    dataset.card.trainingData +=
        " FlyEM medulla (FIB-25), " + std::to_string(taken) + " of "
        + sectionRange(0, kFlyEmTrainEnd)
        + " (Drosophila, FIB-SEM, 10 nm, enlarged to 4 nm and as it is; membranes derived from the "
          "instances), as published in the repository janelia-flyem/neuroproof_examples under "
          "Creative Commons Attribution 3.0 United States; Parag et al. 2015, PLoS ONE 10(5): "
          "e0125825.";
}

Dataset prepareEm(const PrepareJob& job)
{
    if (!job.options.validationSubjects.empty()) {
        throw Error(ErrorCode::InvalidArgument,
                    "The task 'em' has one tissue and no subjects to choose for validation.");
    }
    Dataset dataset;
    dataset.card = emCard();
    reportProgress(job.progress, 0, "reading the ISBI 2012 sections");
    addIsbi(dataset, job.folder, job.stop);
    throwIfStopped(job.stop);
    reportProgress(job.progress, 0.3, "reading the FlyEM sections");
    addFlyEm(dataset, job.folder / "em" / "flyem_medulla_fib25", job.stop);
    throwIfStopped(job.stop);
    addPhantoms(dataset, job, {phantom::Kind::Em, 2, 12, 1, 2, 1});
    setShares(dataset,
              {{"isbi2012", 0.75}, {"flyem-4nm", 0.08}, {"flyem-10nm", 0.04}, {"phantom", 0.13}});
    tellPhantoms(dataset, "synthetic tissue");
    return dataset;
}

ValidationCases emCases(const fs::path& folder, const std::vector<std::string>&)
{
    const fs::path stack = folder / "em" / "isbi2012";
    ValidationCases cases;
    cases.sliceIsCase = true;
    if (hasFile(stack / "image_z00-24.tif")) {
        cases.csv = "case,image,reference\nisbi2012," + fileCell(stack / "image_z00-24.tif") + ","
                    + fileCell(stack / "membrane_z00-24.tif") + "\n";
        cases.slices = {SliceChoice::Kind::Range, kTrainEnd, kValidationEnd - 1};
    }
    return cases;
}

/// All sections of another lab's stack; of FlyEM, those after the ones that training takes.
std::vector<OutsideSet> emOutside(const fs::path& folder)
{
    struct Stack {
        const char* set;
        const char* image;
        const char* labels;
        int firstSlice; ///< to the end
    };
    constexpr std::array<Stack, 2> kStacks{
        {{"vnc-gerhard2013", "em/vnc_gerhard2013/image_z00-16.tif",
          "em/vnc_gerhard2013/membrane_z00-16.tif", 0},
         {"flyem-medulla", "em/flyem_medulla_fib25/image_z000-199.tif",
          "em/flyem_medulla_fib25/membrane_z000-199.tif", kFlyEmTrainEnd}}};
    std::vector<OutsideSet> sets;
    for (const Stack& stack : kStacks) {
        if (hasFile(folder / stack.image)) {
            sets.push_back({stack.set, 1, [=](std::size_t, const StopToken& stop) {
                                std::vector<OutsideImage> images;
                                images.push_back({stack.set,
                                                  image::readImage(folder / stack.image, {}, stop),
                                                  image::readLabelMap(folder / stack.labels, stop),
                                                  stack.firstSlice, 1, true});
                                return images;
                            }});
        }
    }
    return sets;
}

constexpr std::array<Goal, 2> kGoals{{{"cell", 0.955, {0.001, 0.001, 0.002, 0.003, 0.01}},
                                      {"membrane", 0.83, {0.002, 0.003, 0.005, 0.01, 0.03}}}};

} // namespace

Recipe emRecipe()
{
    return {
        "em",
        "em-membrane",
        "em/isbi2012 [em/flyem_medulla_fib25], or ISBI 2012 as distributed: train-volume.tif and "
        "train-labels.tif, or train/image/N.png and train/label/N.png",
        prepareEm,
        emCases,
        emOutside,
        kGoals};
}

} // namespace halftone::data::detail
