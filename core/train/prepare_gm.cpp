// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/train/prepare_common.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace halftone::train::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kWhite = 1;
constexpr std::uint8_t kGrey = 2;
constexpr const char* kAmu7t = "amu7t-t1";

model::ModelCard gmCard()
{
    model::ModelCard card;
    card.name = "cord-gray-matter";
    card.title = "Spinal cord grey matter";
    card.description =
        "White and grey matter of the spinal cord in axial T2*-weighted MR images, 0.4 to 0.8 mm "
        "in plane, grey matter brighter than white. For research. Not for diagnosis. Learned from "
        "few healthy adults; lesions, other contrasts, other body parts and slices that are not "
        "axial are outside what it has learned.";
    card.preprocess.modality = Modality::MR;
    card.preprocess.orientation = "LPS";
    card.preprocess.inPlaneSpacingMm = 0.25; // the horns of the grey matter are about 1 mm wide
    card.preprocess.window = WindowKind::Percentile;
    card.preprocess.low = 0.5;
    card.preprocess.high = 99.9; // a bright coil close to the cord must not saturate it
    card.preprocess.expectedMin = 0;
    card.preprocess.expectedMax = 65535; // the window adapts to any scanner's scale
    card.preprocess.trainedSpacingMm = 0.5;
    card.preprocess.tile = 1024;
    card.labels = {Label{kWhite, "white-matter", {74, 163, 255}},
                   Label{kGrey, "grey-matter", {255, 176, 74}}};
    card.unions = {{"cord", {kWhite, kGrey}}};
    return card;
}

/// White matter is what of the cord is not grey matter.
LabelMap joinMasks(const fs::path& greyPath, const fs::path& cordPath)
{
    LabelMap labels = image::readMask(greyPath);
    const LabelMap cord =
        alignLabels(image::readMask(cordPath), labels.geometry, cordPath.string());
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        labels.voxels[i] = labels.voxels[i] != 0 ? kGrey : cord.voxels[i] != 0 ? kWhite : 0;
    }
    return labels;
}

/// One image with its masks.
struct Scan {
    fs::path image;
    fs::path grey;
    fs::path cord;
    std::string subject;
    bool training = false; ///< for training only
};

/// Appends the slices that carry both masks; the others were not labelled.
void addScan(Dataset& dataset, const Scan& scan, Split split)
{
    const LabelledImage labelled(image::readImage(scan.image), joinMasks(scan.grey, scan.cord),
                                 dataset.card.preprocess);
    SliceGroup& target = groupFor(dataset, scan.subject, split, labelled);
    for (int k = 0; k < labelled.slices(); ++k) {
        if (labelled.has(k, kWhite) && labelled.has(k, kGrey)) {
            labelled.appendTo(target, k, scan.subject);
        }
    }
}

/// "sub-9709" of "sub-9709Ses2".
std::string subjectOf(const std::string& session)
{
    return session.substr(0, session.find("Ses"));
}

/// The labelled images of the 2018 challenge. Second runs have no masks of their own; where the
/// cord was measured not to have moved, those of the first run serve for training.
std::vector<Scan> findScans(const fs::path& folder)
{
    constexpr std::array<std::string_view, 3> kUnmoved = {"sub-10062Ses1", "sub-10062Ses2",
                                                          "sub-9709Ses2"};
    const std::string end = "_run-1_T2starw.nii.gz";
    std::vector<Scan> scans;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with(end)) {
            continue;
        }
        const std::string session = name.substr(0, name.size() - end.size());
        Scan scan{entry.path(), folder / (session + "_run-1_gmseg-manual.nii.gz"),
                  folder / (session + "_run-1_cordseg-manual.nii.gz"), subjectOf(session)};
        if (!hasFile(scan.grey) || !hasFile(scan.cord)) {
            continue;
        }
        scans.push_back(scan);
        scan.image = folder / (session + "_run-2_T2starw.nii.gz");
        scan.training = true;
        if (std::find(kUnmoved.begin(), kUnmoved.end(), session) != kUnmoved.end()
            && hasFile(scan.image)) {
            scans.push_back(scan);
        }
    }
    std::sort(scans.begin(), scans.end(),
              [](const Scan& a, const Scan& b) { return a.image < b.image; });
    return scans;
}

void addChallenge2018(Dataset& dataset, const std::vector<Scan>& scans, const PrepareJob& job)
{
    const std::set<std::string> validation = chosenSubjects(
        job.options.validationSubjects, {"sub-9604"},
        [&] {
            std::set<std::string> subjects;
            for (const Scan& scan : scans) {
                subjects.insert(scan.subject);
            }
            return subjects;
        }(),
        "sub-");
    for (std::size_t n = 0; n < scans.size(); ++n) {
        throwIfStopped(job.stop);
        const Scan& scan = scans[n];
        report(job.progress, 0.8 * static_cast<double>(n) / static_cast<double>(scans.size()),
               "reading " + scan.image.filename().string());
        const bool validating = validation.contains(scan.subject);
        if (!validating || !scan.training) {
            addScan(dataset, scan, validating ? Split::Validation : Split::Train);
        }
    }
    dataset.card.licence =
        "Apache-2.0, as Halftone; learned from images under CC0 1.0 and the MIT licence.";
    dataset.card.trainingData =
        "Dataset for the grey matter acquisition challenge of the 5th Spinal Cord Workshop, Paris "
        "2018 (repository sct-pipeline/gm-challenge-data, CC0 1.0): axial T2*-weighted images of "
        "healthy adults of several sites, 1.5 and 3 T, 0.50 to 0.78 mm, split by subject; "
        "validation "
        + joinNames(validation) + ".";
}

/// A map of T1 at 7 T in which grey matter is bright too. Its masks may not be manual.
void addAmu7t(Dataset& dataset, const fs::path& folder)
{
    const Scan scan{folder / "amu7t_qT1.nii.gz", folder / "amu7t_gmseg.nii.gz",
                    folder / "amu7t_cordseg.nii.gz", kAmu7t};
    if (!hasFile(scan.image) || !hasFile(scan.grey) || !hasFile(scan.cord)) {
        return;
    }
    addScan(dataset, scan, Split::Train);
    dataset.card.trainingData +=
        " One subject's T1 map at 7 T, for training with a low weight (repository "
        "spinalcordtoolbox/template_AMU7T, MIT licence).";
}

/// Subjects are drawn alike, however many slices they have: few are there to learn people from.
void shareBySubject(Dataset& dataset)
{
    std::set<std::string> subjects;
    for (const SliceGroup& group : dataset.groups) {
        if (group.split == Split::Train && !group.synthetic && group.name != kAmu7t) {
            subjects.insert(group.name);
        }
    }
    std::vector<Share> shares = {{kAmu7t, 0.06}, {"phantom", 0.20}};
    for (const std::string& subject : subjects) {
        shares.push_back({subject, 0.74 / static_cast<double>(subjects.size())});
    }
    setShares(dataset, shares);
}

} // namespace

Dataset prepareGm(const PrepareJob& job)
{
    Dataset dataset;
    dataset.card = gmCard();
    const std::vector<Scan> scans = findScans(job.folder / "gm" / "gm_challenge_2018");
    if (scans.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + job.folder.string()
                        + "' holds no labelled spinal cords: looked for "
                          "gm/gm_challenge_2018/sub-*_run-1_T2starw.nii.gz with their masks.");
    }
    addChallenge2018(dataset, scans, job);
    addAmu7t(dataset, job.folder / "gm" / "amu7t_subject");
    report(job.progress, 0.85, "making synthetic necks");
    const PreprocessSpec& spec = dataset.card.preprocess;
    dataset.groups.push_back(
        makePhantoms(phantom::Kind::Cord, spec, Split::Train, 12, 12, 3, job.stop));
    dataset.groups.push_back(
        makePhantoms(phantom::Kind::Cord, spec, Split::Validation, 2, 12, 3, job.stop));
    dataset.card.trainingData +=
        " About a fifth of the training slices drawn are synthetic necks made by Halftone.";
    shareBySubject(dataset);
    return dataset;
}

} // namespace halftone::train::detail
