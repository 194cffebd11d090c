// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/pancreas.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"
#include "core/report/csv.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kPancreas = 1;
constexpr const char* kFree = "pancreas-free-ct";

model::ModelCard pancreasCard()
{
    model::ModelCard card;
    card.name = "ct-pancreas";
    card.title = "CT pancreas";
    card.description =
        "The pancreas in axial abdominal CT with contrast in the portal-venous phase. For "
        "research. Not for diagnosis. Learned from healthy pancreases only; tumours, other phases "
        "and other body parts are outside what it has learned.";
    card.preprocess.modality = Modality::CT;
    card.preprocess.orientation = "LPS";
    card.preprocess.inPlaneSpacingMm = 1.6; // half the resolution of a usual scan
    card.preprocess.assumedSpacingMm = 0.8;
    card.preprocess.window = WindowKind::Range;
    card.preprocess.low = 0;
    card.preprocess.high = 255;
    card.preprocess.expectedMin = -1024;
    card.preprocess.expectedMax = 1000;
    card.preprocess.trainedSpacingMm = 0.8;
    card.preprocess.tile = 1024;
    card.images.spacingMm = {0.4, 3.2}; // 3 mm were among the training images, too
    card.images.sliceSpacingMm = {0.4, 10};
    card.images.extentMm = {260, 700}; // a head is seen in 250 mm
    card.images.bodyParts = {"abdomen", "abdominal", "abd", "pancreas", "liver"};
    card.images.otherBodyParts = {
        "head",     "brain",   "skull",    "sinus", "neck",      "chest", "thorax", "lung", "heart",
        "pelvis",   "cardiac", "coronary", "spine", "hip",       "knee",  "ankle",  "foot", "leg",
        "shoulder", "wrist",   "hand",     "elbow", "extremity", "arm",   "dental"};
    card.images.otherSequences = {"topogram", "scout", "localizer", "MIP"};
    card.labels = {Label{kPancreas, "pancreas", {255, 176, 74}}};
    return card;
}

fs::path nihFolder(const fs::path& data)
{
    return data / "pancreas" / "nih_pancreas_ct";
}

/// Subjects with a slice of a split.
std::set<std::string> subjectsOf(const std::vector<IndexRow>& rows, std::string_view split)
{
    std::set<std::string> subjects;
    for (const IndexRow& row : rows) {
        if (row.split == split) {
            subjects.insert(row.subject);
        }
    }
    return subjects;
}

/// What the source cut away is black in the image and was not labelled.
void ignoreBorder(LabelMap& labels, int border)
{
    const int columns = labels.geometry.size[0];
    const int rows = labels.geometry.size[1];
    std::size_t i = 0;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x, ++i) {
            if (std::min({x, y, columns - 1 - x, rows - 1 - y}) < border) {
                labels.voxels[i] = kIgnoredLabel;
            }
        }
    }
}

void addNihSlices(Dataset& dataset, const fs::path& folder, const PrepareJob& job)
{
    std::vector<IndexRow> slices = readIndex(folder / "index.csv", {"valid_border_px", "split"});
    std::erase_if(slices,
                  [](const IndexRow& row) { return row.split != "train" && row.split != "val"; });
    const std::set<std::string> usual = subjectsOf(slices, "val");
    std::set<std::string> known = subjectsOf(slices, "train");
    known.insert(usual.begin(), usual.end());
    const std::set<std::string> validation =
        chosenSubjects(job.options.validationSubjects, usual, known, kPancreasPrefix);
    std::size_t free = 0;
    for (std::size_t n = 0; n < slices.size(); ++n) {
        throwIfStopped(job.stop);
        const IndexRow& slice = slices[n];
        reportProgress(job.progress,
                       0.5 * static_cast<double>(n) / static_cast<double>(slices.size()),
                       "reading " + slice.file);
        LabelMap labels = image::readMask(folder / "masks" / slice.file, job.stop);
        const auto& voxels = labels.voxels;
        free += std::find(voxels.begin(), voxels.end(), kPancreas) == voxels.end() ? 1U : 0U;
        ignoreBorder(labels, slice.blankBorder);
        const LabelledImage labelled(image::readImage(folder / "images" / slice.file, {}, job.stop),
                                     labels, dataset.card.preprocess);
        const Split split = validation.contains(slice.subject) ? Split::Validation : Split::Train;
        labelled.appendTo(groupFor(dataset, kNihPancreas, split, labelled), 0, slice.subject);
    }
    dataset.card.licence = "Apache-2.0, as Halftone; learned from images under Creative Commons "
                           "Attribution 3.0 Unported (NIH Pancreas-CT) and Apache-2.0.";
    dataset.card.trainingData =
        "NIH Clinical Center Pancreas-CT (The Cancer Imaging Archive, CC BY 3.0): "
        + std::to_string(slices.size()) + " slices of " + std::to_string(known.size())
        + " subjects, lossy 8-bit copies published in the repositories "
          "atlan-antillia/Tensorflow-Image-Segmentation-Pancreas and -Augmented-Pancreas; "
        + (free == 0 ? "every slice holds pancreas"
                     : std::to_string(free) + " slices hold no pancreas")
        + "; split by subject, validation " + joinNames(validation)
        + ". Roth et al. 2016, doi 10.7937/K9/TCIA.2016.tNB1kqBU; Roth et al. 2015, DeepOrgan, "
          "MICCAI; Clark et al. 2013, Journal of Digital Imaging 26(6): 1045-1057. The pixel size "
          "of the slices is not recorded: 0.8 mm is assumed.";
}

/// Slices without pancreas, so that an empty slice stays empty. The labels are a program's: slices
/// next to one with pancreas are left out as well.
void addFreeSlices(Dataset& dataset, Image image, LabelMap labels, std::uint8_t pancreas,
                   const std::string& caseName)
{
    for (std::uint8_t& voxel : labels.voxels) {
        voxel = voxel == pancreas ? kPancreas : 0;
    }
    const LabelledImage labelled(std::move(image), labels, dataset.card.preprocess);
    SliceGroup& group = groupFor(dataset, kFree, Split::Train, labelled);
    for (int k = 0; k < labelled.slices(); ++k) {
        const bool near = labelled.has(k, kPancreas) || (k > 0 && labelled.has(k - 1, kPancreas))
                          || (k + 1 < labelled.slices() && labelled.has(k + 1, kPancreas));
        if (!near) {
            labelled.appendTo(group, k, caseName);
        }
    }
}

void addNegatives(Dataset& dataset, const fs::path& folder, const StopToken& stop)
{
    constexpr std::uint8_t kTotalSegmentatorPancreas = 7;
    std::vector<std::string> scans;
    const fs::path series = folder / "loaders" / "ct_dicom_j2k";
    const fs::path classes = folder / "loaders" / "ct_dicom_seg_totalsegmentator.nii.gz";
    if (fs::is_directory(series) && hasFile(classes)) {
        addFreeSlices(dataset, image::readImage(series, {}, stop),
                      image::readLabelMap(classes, stop), kTotalSegmentatorPancreas,
                      "totalsegmentator-dicom");
        scans.emplace_back("example_ct_dicom");
    }
    const fs::path example = folder / "pancreas" / "totalsegmentator_example";
    if (hasFile(example / "example_ct_sm.nii.gz") && hasFile(example / "example_pancreas.nii.gz")) {
        addFreeSlices(dataset, image::readImage(example / "example_ct_sm.nii.gz", {}, stop),
                      image::readMask(example / "example_pancreas.nii.gz", stop), 1,
                      "totalsegmentator-example");
        scans.emplace_back("example_ct_sm");
    }
    if (!scans.empty()) {
        std::size_t slices = 0;
        for (const SliceGroup& group : dataset.groups) {
            slices += group.name == kFree ? group.slices() : 0;
        }
        dataset.card.trainingData +=
            " " + std::to_string(slices) + " slices without pancreas of "
            + joinNames({scans.begin(), scans.end()})
            + " of the repository wasserth/TotalSegmentator (Apache-2.0), found by that program's "
              "own labels.";
    }
}

Dataset preparePancreas(const PrepareJob& job)
{
    Dataset dataset;
    dataset.card = pancreasCard();
    const fs::path gathered = nihFolder(job.folder);
    if (hasFile(gathered / "index.csv")) {
        addNihSlices(dataset, gathered, job);
    } else if (hasTciaPancreas(job.folder)) {
        addTciaPancreas(dataset, job);
    } else {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(job.folder)
                        + "' holds no labelled pancreas: looked for "
                          "pancreas/nih_pancreas_ct/index.csv, and for Pancreas-CT/PANCREAS_* "
                          "beside TCIA_pancreas_labels*/label*.nii.gz.");
    }
    reportProgress(job.progress, 0.5, "reading slices without pancreas");
    addNegatives(dataset, job.folder, job.stop);
    throwIfStopped(job.stop);
    // The long stacks begin above and end below the pancreas: empty slices have to stay empty.
    addPhantoms(dataset, job, {phantom::Kind::Abdomen, 40, 8, 4, 2, 8});
    setShares(dataset, {{kNihPancreas, 0.75}, {"phantom", 0.15}, {kFree, 0.10}});
    tellPhantoms(dataset, "synthetic abdomens");
    return dataset;
}

ValidationCases pancreasCases(const fs::path& data, const std::vector<std::string>& asked)
{
    const fs::path folder = nihFolder(data);
    if (!hasFile(folder / "index.csv")) {
        return {};
    }
    const std::vector<IndexRow> slices = readIndex(folder / "index.csv", {"split"});
    std::set<std::string> known;
    for (const IndexRow& slice : slices) {
        known.insert(slice.subject);
    }
    const std::set<std::string> subjects =
        asked.empty() ? subjectsOf(slices, "val") : subjectsNamed(asked, known, kPancreasPrefix);
    if (subjects.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8((folder / "index.csv"))
                        + "' names no slices of the split 'val' to validate on.");
    }
    ValidationCases cases;
    cases.csv = "case,image,reference\n";
    for (const IndexRow& slice : slices) {
        if (subjects.contains(slice.subject)) {
            cases.csv += slice.subject + "," + fileCell(folder / "images" / slice.file) + ","
                         + fileCell(folder / "masks" / slice.file) + "\n";
        }
    }
    return cases;
}

constexpr std::array<Goal, 1> kGoals{{{"pancreas", 0.82, {0.002, 0.004, 0.01, 0.015, 0.03}}}};

} // namespace

std::vector<IndexRow> readIndex(const fs::path& path, const std::vector<std::string>& needed)
{
    requireFile(path, "the list of slices", "Name the folder that 'halftone-cli prepare' takes.");
    report::CsvReader reader(report::readCsvText(path, "list of slices"));
    std::map<std::string, std::size_t> columns;
    if (const auto header = reader.next()) {
        for (const std::string& name : header->cells) {
            columns.emplace(name, columns.size());
        }
    }
    std::vector<std::string> names{"file", "subject"};
    names.insert(names.end(), needed.begin(), needed.end());
    for (const std::string& name : names) {
        if (!columns.contains(name)) {
            throw Error(ErrorCode::FileFormat,
                        "'" + toUtf8(path) + "' has no column '" + name + "' in its first line.");
        }
    }
    std::vector<IndexRow> rows;
    while (const auto record = reader.next()) {
        const std::vector<std::string>& cells = record->cells;
        if (cells.size() < columns.size()) {
            throw Error(ErrorCode::FileFormat, "'" + toUtf8(path) + "': line "
                                                   + std::to_string(record->line)
                                                   + " has fewer cells than the first line.");
        }
        const auto cell = [&](const std::string& name) {
            const auto column = columns.find(name);
            return column == columns.end() ? std::string{} : cells[column->second];
        };
        rows.push_back({cell("file"), cell("subject"), cell("split"),
                        std::atoi(cell("valid_border_px").c_str())});
    }
    return rows;
}

Recipe pancreasRecipe()
{
    return {
        "pancreas",
        "ct-pancreas",
        "pancreas/nih_pancreas_ct [loaders/ct_dicom_j2k, pancreas/totalsegmentator_example], or "
        "NIH Pancreas-CT as distributed: Pancreas-CT/PANCREAS_NNNN/ and "
        "TCIA_pancreas_labels-02-05-2017/labelNNNN.nii.gz",
        preparePancreas,
        pancreasCases,
        pancreasOutside,
        kGoals};
}

} // namespace halftone::data::detail
