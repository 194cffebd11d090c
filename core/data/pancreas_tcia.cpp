// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/hidden_name.h"
#include "core/base/path_text.h"
#include "core/data/pancreas.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* kImages = "Pancreas-CT";

/// A patient with a label file.
struct Patient {
    std::string name; ///< "PANCREAS_0001"
    int number = 0;   ///< 1
    fs::path folder;  ///< with the series somewhere below
    fs::path labels;
};

std::vector<fs::path> foldersIn(const fs::path& folder)
{
    std::vector<fs::path> folders;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        if (entry.is_directory(fault)) {
            folders.push_back(entry.path());
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Pancreas-CT in `folder`, or in the manifest folder of the archive's download program.
fs::path findImages(const fs::path& folder)
{
    std::vector<fs::path> places = foldersIn(folder);
    places.insert(places.begin(), folder);
    for (const fs::path& place : places) {
        std::error_code fault;
        if (fs::is_directory(place / kImages, fault)) {
            return place / kImages;
        }
    }
    return {};
}

std::vector<Patient> findPatients(const fs::path& folder)
{
    std::vector<Patient> patients;
    const fs::path images = findImages(folder);
    if (images.empty()) {
        return patients;
    }
    std::vector<fs::path> labelFolders;
    for (const fs::path& candidate : foldersIn(folder)) {
        if (toUtf8(candidate.filename()).starts_with("TCIA_pancreas_labels")) {
            labelFolders.push_back(candidate);
        }
    }
    for (const fs::path& patient : foldersIn(images)) {
        const std::string name = toUtf8(patient.filename());
        const std::string digits = name.starts_with(kPancreasPrefix) ? name.substr(9) : "";
        const bool numbered = digits.size() == 4
                              && std::all_of(digits.begin(), digits.end(),
                                             [](unsigned char c) { return std::isdigit(c) != 0; });
        if (!numbered) {
            continue;
        }
        for (const fs::path& labels : labelFolders) {
            const fs::path file = labels / ("label" + digits + ".nii.gz");
            if (hasFile(file)) {
                patients.push_back({name, std::stoi(digits), patient, file});
                break;
            }
        }
    }
    return patients;
}

/// The folder with most DICOM files at or below a patient's.
fs::path findSeries(const fs::path& patient)
{
    std::map<fs::path, int> files;
    std::error_code fault;
    for (const auto& entry : fs::recursive_directory_iterator(patient, fault)) {
        if (!isHiddenName(entry.path()) && entry.path().extension() == ".dcm") {
            ++files[entry.path().parent_path()];
        }
    }
    const auto most =
        std::max_element(files.begin(), files.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most == files.end()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(patient) + "' holds no DICOM files (*.dcm).");
    }
    return most->first;
}

void flipRows(LabelMap& labels)
{
    const auto width = static_cast<std::ptrdiff_t>(labels.geometry.size[0]);
    const std::ptrdiff_t height = labels.geometry.size[1];
    for (std::ptrdiff_t k = 0; k < labels.geometry.size[2]; ++k) {
        const auto slice = labels.voxels.begin() + k * width * height;
        for (std::ptrdiff_t row = 0; row < height / 2; ++row) {
            std::swap_ranges(slice + row * width, slice + (row + 1) * width,
                             slice + (height - 1 - row) * width);
        }
    }
}

/// Part of the labelled voxels that are neither fat, gas nor bone; 0 where nothing is labelled.
double softTissueShare(const Image& image, const LabelMap& labels)
{
    constexpr double kFat = -30;
    constexpr double kBone = 300;
    std::size_t labelled = 0;
    std::size_t soft = 0;
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        if (labels.voxels[i] != 0) {
            ++labelled;
            const double hu = image.value(i);
            soft += hu > kFat && hu < kBone ? 1 : 0;
        }
    }
    return labelled == 0 ? 0 : static_cast<double>(soft) / static_cast<double>(labelled);
}

/// The label files hold the voxels of the whole series, but in another order of rows. Their headers
/// say so by the directions of the axes; origins are not looked at. A copy that lost its directions
/// is taken with its rows turned round. Whichever of the two the labels fit better counts, and
/// labels that fit neither are refused rather than learned.
LabelMap alignToSeries(const Image& image, const LabelMap& stored, const fs::path& path)
{
    constexpr double kLeastShare = 0.6;
    LabelMap labels = stored.geometry.orientationKnown && image.geometry.orientationKnown
                          ? image::reorient(stored, image::orientationCode(image.geometry))
                          : stored;
    if (labels.geometry.size != image.geometry.size) {
        throw Error(ErrorCode::ShapeMismatch,
                    "'" + toUtf8(path) + "' has " + std::to_string(labels.geometry.size[2])
                        + " slices of " + std::to_string(labels.geometry.size[0]) + " x "
                        + std::to_string(labels.geometry.size[1]) + " voxels, its series has "
                        + std::to_string(image.geometry.size[2]) + " of "
                        + std::to_string(image.geometry.size[0]) + " x "
                        + std::to_string(image.geometry.size[1])
                        + ". Check that the series is complete.");
    }
    labels.geometry = image.geometry;
    const double asStated = softTissueShare(image, labels);
    LabelMap turned = labels;
    flipRows(turned);
    const double asTurned = softTissueShare(image, turned);
    if (std::max(asStated, asTurned) < kLeastShare) {
        throw Error(ErrorCode::FileFormat,
                    "'" + toUtf8(path)
                        + "' does not fit its series: less than 60 % of its voxels lie on soft "
                          "tissue. Check that both are of one patient and complete.");
    }
    return asTurned > asStated ? turned : labels;
}

} // namespace

bool hasTciaPancreas(const fs::path& folder)
{
    return !findPatients(folder).empty();
}

void addTciaPancreas(Dataset& dataset, const PrepareJob& job)
{
    constexpr int kStep = 3; // bounds the memory; slices are 0.5 to 1 mm thick
    constexpr int kFold = 8;
    constexpr int kTestFold = 5; // left out, for tests
    std::vector<Patient> patients = findPatients(job.folder);
    std::erase_if(patients, [](const Patient& p) { return p.number % kFold == kTestFold; });
    std::set<std::string> known;
    std::set<std::string> usual;
    for (const Patient& patient : patients) {
        known.insert(patient.name);
        if (patient.number % kFold == 0) {
            usual.insert(patient.name);
        }
    }
    const std::set<std::string> validation =
        chosenSubjects(job.options.validationSubjects, usual, known, kPancreasPrefix);
    for (std::size_t n = 0; n < patients.size(); ++n) {
        throwIfStopped(job.stop);
        const Patient& patient = patients[n];
        reportProgress(job.progress,
                       0.5 * static_cast<double>(n) / static_cast<double>(patients.size()),
                       "reading " + patient.name);
        const Image image = image::readImage(findSeries(patient.folder), {}, job.stop);
        const LabelMap labels =
            alignToSeries(image, image::readMask(patient.labels, job.stop), patient.labels);
        const int slices = image.geometry.size[2];
        const LabelledImage labelled(takeSlices(image, 0, slices, kStep),
                                     takeSlices(labels, 0, slices, kStep), dataset.card.preprocess);
        const Split split = validation.contains(patient.name) ? Split::Validation : Split::Train;
        SliceGroup& group = groupFor(dataset, kNihPancreas, split, labelled);
        for (int k = 0; k < labelled.slices(); ++k) {
            labelled.appendTo(group, k, patient.name);
        }
    }
    dataset.card.licence = "Apache-2.0, as Halftone; learned from images under Creative Commons "
                           "Attribution 3.0 Unported (NIH Pancreas-CT).";
    dataset.card.trainingData =
        "NIH Clinical Center Pancreas-CT (The Cancer Imaging Archive, CC BY 3.0): one slice in "
        + std::to_string(kStep) + " of " + std::to_string(patients.size())
        + " subjects, split by subject, validation " + joinNames(validation)
        + ". Roth et al. 2016, doi 10.7937/K9/TCIA.2016.tNB1kqBU; Roth et al. 2015, DeepOrgan, "
          "MICCAI; Clark et al. 2013, Journal of Digital Imaging 26(6): 1045-1057.";
}

} // namespace halftone::data::detail
