// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/hidden_name.h"
#include "core/base/path_text.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kWhite = 1;
constexpr std::uint8_t kGrey = 2;
constexpr const char* kAmu7t = "amu7t-t1";
constexpr const char* kPrefix = "sub-"; ///< of the subjects of the 2018 challenge
constexpr const char* kValidationSubject = "sub-9604";

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
    card.images.spacingMm = {0.25, 1}; // seen: 0.3 to 0.78 mm, 2.5 to 7.5 mm apart
    card.images.sliceSpacingMm = {1.5, 12};
    card.images.extentMm = {20, 260}; // from a crop around the cord to the neck with shoulders
    card.images.slices = {1, 100};
    card.images.bodyParts = {"spine", "cord", "neck", "cervical", "spinal"};
    card.images.sequences = {"T2*",  "T2star", "T2*w",  "T2s", "medic",
                             "me2d", "mFFE",   "merge", "GRE", "gradient echo"};
    card.images.otherBodyParts = {"head",  "brain",    "skull",    "abdomen", "chest",    "thorax",
                                  "heart", "cardiac",  "breast",   "pelvis",  "prostate", "liver",
                                  "knee",  "shoulder", "hip",      "ankle",   "foot",     "wrist",
                                  "hand",  "elbow",    "extremity"};
    card.images.otherSequences = {"DTI",  "DWI",   "diff",   "ep2d",  "bold",      "fmri",
                                  "rest", "TOF",   "flair",  "stir",  "TSE",       "FSE",
                                  "T1w",  "T2w",   "mprage", "MPR",   "angio",     "haste",
                                  "vibe", "dixon", "MTR",    "scout", "localizer", "MIP"};
    card.labels = {Label{kWhite, "white-matter", {96, 214, 186}},
                   Label{kGrey, "grey-matter", {255, 176, 74}}};
    card.unions = {{"cord", {kWhite, kGrey}}};
    return card;
}

/// From a mask of the grey matter and one of the cord: white matter is what is left of the cord.
LabelMap joinMasks(const std::vector<fs::path>& masks, const StopToken& stop)
{
    LabelMap labels = image::readMask(masks[0], stop);
    const LabelMap cord =
        alignLabels(image::readMask(masks[1], stop), labels.geometry, toUtf8(masks[1]));
    for (std::size_t i = 0; i < labels.voxels.size(); ++i) {
        labels.voxels[i] = labels.voxels[i] != 0 ? kGrey : cord.voxels[i] != 0 ? kWhite : 0;
    }
    return labels;
}

/// Appends the slices that carry white and grey matter; the others were not labelled.
void addScan(Dataset& dataset, const fs::path& path, const LabelMap& labels,
             const std::string& subject, Split split, const StopToken& stop)
{
    const LabelledImage labelled(image::readImage(path, {}, stop), labels, dataset.card.preprocess);
    SliceGroup& target = groupFor(dataset, subject, split, labelled);
    for (int k = 0; k < labelled.slices(); ++k) {
        if (labelled.has(k, kWhite) && labelled.has(k, kGrey)) {
            labelled.appendTo(target, k, subject);
        }
    }
}

/// An image with the files that hold its labels.
struct Scan {
    fs::path image;
    std::vector<fs::path> masks;
    std::string subject;
    bool trainingOnly = false;
};

/// Adds the scans of each subject to the side it is on. Returns the validation subjects.
std::set<std::string>
addScans(Dataset& dataset, const PrepareJob& job, const std::vector<Scan>& scans,
         const std::set<std::string>& usual, const std::string& prefix,
         LabelMap (*join)(const std::vector<fs::path>& masks, const StopToken& stop))
{
    std::set<std::string> known;
    for (const Scan& scan : scans) {
        known.insert(scan.subject);
    }
    std::set<std::string> validation =
        chosenSubjects(job.options.validationSubjects, usual, known, prefix);
    for (std::size_t n = 0; n < scans.size(); ++n) {
        throwIfStopped(job.stop);
        const Scan& scan = scans[n];
        reportProgress(job.progress,
                       0.6 * static_cast<double>(n) / static_cast<double>(scans.size()),
                       "reading " + toUtf8(scan.image.filename()));
        const bool validating = validation.contains(scan.subject);
        if (!validating || !scan.trainingOnly) {
            addScan(dataset, scan.image, join(scan.masks, job.stop), scan.subject,
                    validating ? Split::Validation : Split::Train, job.stop);
        }
    }
    return validation;
}

/// The images in a folder whose names end so, sorted.
std::vector<fs::path> imagesEnding(const fs::path& folder, const std::string& end)
{
    std::vector<fs::path> images;
    std::error_code fault;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
        if (!isHiddenName(entry.path()) && toUtf8(entry.path().filename()).ends_with(end)) {
            images.push_back(entry.path());
        }
    }
    std::sort(images.begin(), images.end());
    return images;
}

/// "sub-9709" of "sub-9709Ses2".
std::string subjectOf(const std::string& session)
{
    return session.substr(0, session.find("Ses"));
}

/// The labelled images of the 2018 challenge. Second runs have no masks of their own; where the
/// cord was measured not to have moved, those of the first run serve for training.
std::vector<Scan> findChallenge2018(const fs::path& folder)
{
    constexpr std::array<std::string_view, 3> kUnmoved = {"sub-10062Ses1", "sub-10062Ses2",
                                                          "sub-9709Ses2"};
    const std::string end = "_run-1_T2starw.nii.gz";
    std::vector<Scan> scans;
    for (const fs::path& path : imagesEnding(folder, end)) {
        const std::string name = toUtf8(path.filename());
        const std::string session = name.substr(0, name.size() - end.size());
        Scan scan{path,
                  {folder / (session + "_run-1_gmseg-manual.nii.gz"),
                   folder / (session + "_run-1_cordseg-manual.nii.gz")},
                  subjectOf(session)};
        if (!hasFile(scan.masks[0]) || !hasFile(scan.masks[1])) {
            continue;
        }
        scans.push_back(scan);
        scan.image = folder / (session + "_run-2_T2starw.nii.gz");
        scan.trainingOnly = true;
        if (std::find(kUnmoved.begin(), kUnmoved.end(), session) != kUnmoved.end()
            && hasFile(scan.image)) {
            scans.push_back(scan);
        }
    }
    return scans;
}

void addChallenge2018(Dataset& dataset, const std::vector<Scan>& scans, const PrepareJob& job)
{
    const std::set<std::string> validation =
        addScans(dataset, job, scans, {kValidationSubject}, kPrefix, joinMasks);
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
void addAmu7t(Dataset& dataset, const fs::path& folder, const StopToken& stop)
{
    const fs::path map = folder / "amu7t_qT1.nii.gz";
    const fs::path grey = folder / "amu7t_gmseg.nii.gz";
    const fs::path cord = folder / "amu7t_cordseg.nii.gz";
    if (!hasFile(map) || !hasFile(grey) || !hasFile(cord)) {
        return;
    }
    addScan(dataset, map, joinMasks({grey, cord}, stop), kAmu7t, Split::Train, stop);
    dataset.card.trainingData +=
        " One subject's T1 map at 7 T, for training with a low weight (repository "
        "spinalcordtoolbox/template_AMU7T, MIT licence).";
}

/// What most raters say; of classes with equally many votes, grey before white before neither.
/// The challenge writes 1 for grey and 2 for white matter.
LabelMap voteOfRaters(const std::vector<fs::path>& masks, const StopToken& stop)
{
    constexpr std::array<std::uint8_t, 3> kOurs = {0, kGrey, kWhite};
    LabelMap labels;
    std::vector<std::array<int, 3>> votes;
    for (const fs::path& path : masks) {
        LabelMap rated = image::readLabelMap(path, stop);
        if (votes.empty()) {
            labels.geometry = rated.geometry;
            labels.voxels.resize(rated.voxels.size());
            votes.resize(rated.voxels.size());
        }
        rated = alignLabels(rated, labels.geometry, toUtf8(path));
        for (std::size_t i = 0; i < votes.size(); ++i) {
            if (rated.voxels[i] >= kOurs.size()) {
                throw Error(ErrorCode::FileFormat,
                            "'" + toUtf8(path) + "' holds the label "
                                + std::to_string(rated.voxels[i])
                                + "; expected 0, 1 (grey matter) and 2 (white matter).");
            }
            ++votes[i][kOurs[rated.voxels[i]]];
        }
    }
    for (std::size_t i = 0; i < votes.size(); ++i) {
        for (std::size_t label = 1; label < kOurs.size(); ++label) {
            if (votes[i][label] >= votes[i][labels.voxels[i]]) {
                labels.voxels[i] = static_cast<std::uint8_t>(label);
            }
        }
    }
    return labels;
}

/// The training images of the SCGM challenge; those of its test set have no masks.
std::vector<Scan> findScgm(const fs::path& folder)
{
    const std::string end = "-image.nii.gz";
    std::vector<Scan> scans;
    for (const fs::path& path : imagesEnding(folder, end)) {
        const std::string name = toUtf8(path.filename());
        const std::string subject = name.substr(0, name.size() - end.size());
        Scan scan{path, {}, subject};
        for (const char* rater : {"1", "2", "3", "4"}) {
            const fs::path mask = folder / (subject + "-mask-r" + rater + ".nii.gz");
            if (hasFile(mask)) {
                scan.masks.push_back(mask);
            }
        }
        if (subject.starts_with("site") && !scan.masks.empty()) {
            scans.push_back(scan);
        }
    }
    return scans;
}

void addScgm(Dataset& dataset, const std::vector<Scan>& scans, const PrepareJob& job)
{
    std::set<std::string> usual;
    for (const Scan& scan : scans) {
        if (scan.subject.ends_with("sc09") || scan.subject.ends_with("sc10")) {
            usual.insert(scan.subject);
        }
    }
    const std::set<std::string> validation = addScans(dataset, job, scans, usual, "", voteOfRaters);
    dataset.card.licence =
        "As the terms of the SCGM challenge data allow; taken to be non-commercial research use.";
    dataset.card.nonCommercial = true;
    dataset.card.trainingData =
        "Spinal cord grey matter segmentation challenge (ISMRM 2016 workshop; Prados et al. 2017, "
        "NeuroImage 152: 312-329): axial T2*-weighted images of healthy adults of four sites, 3 T, "
        "majority vote of the raters, split by subject; validation "
        + joinNames(validation) + ".";
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

Dataset prepareGm(const PrepareJob& job)
{
    Dataset dataset;
    dataset.card = gmCard();
    const std::vector<Scan> gathered = findChallenge2018(job.folder / "gm" / "gm_challenge_2018");
    const std::vector<Scan> scgm = gathered.empty() ? findScgm(job.folder) : std::vector<Scan>{};
    if (gathered.empty() && scgm.empty()) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(job.folder)
                        + "' holds no labelled spinal cords: looked for "
                          "gm/gm_challenge_2018/sub-*_run-1_T2starw.nii.gz and "
                          "site*-sc*-image.nii.gz, with their masks.");
    }
    if (scgm.empty()) {
        addChallenge2018(dataset, gathered, job);
        addAmu7t(dataset, job.folder / "gm" / "amu7t_subject", job.stop);
    } else {
        addScgm(dataset, scgm, job);
    }
    addPhantoms(dataset, job, {phantom::Kind::Cord, 12, 12, 3, 2, 3});
    shareBySubject(dataset);
    tellPhantoms(dataset, "synthetic necks");
    return dataset;
}

ValidationCases cordCases(const fs::path& data, const std::vector<std::string>& subjects)
{
    std::vector<Scan> scans = findChallenge2018(data / "gm" / "gm_challenge_2018");
    std::erase_if(scans, [](const Scan& scan) { return scan.trainingOnly; });
    if (scans.empty()) {
        return {};
    }
    std::set<std::string> known;
    for (const Scan& scan : scans) {
        known.insert(scan.subject);
    }
    ValidationCases cases;
    cases.slices.kind = SliceChoice::Kind::Labelled; // some slices were never labelled
    cases.csv = "case,image,reference:grey-matter,reference:cord\n";
    for (const std::string& subject :
         subjectsNamed(subjects.empty() ? std::vector<std::string>{kValidationSubject} : subjects,
                       known, kPrefix)) {
        for (const Scan& scan : scans) {
            if (scan.subject == subject) {
                cases.csv += subject + "," + fileCell(scan.image) + "," + fileCell(scan.masks[0])
                             + "," + fileCell(scan.masks[1]) + "\n";
            }
        }
    }
    return cases;
}

constexpr std::array<Goal, 1> kGoals{{{"grey-matter", 0.82, {0.001, 0.003, 0.006, 0.01, 0.02}}}};

} // namespace

Recipe cordRecipe()
{
    return {"gm",
            "cord-gray-matter",
            "gm/gm_challenge_2018 [gm/amu7t_subject], or the SCGM challenge as distributed: "
            "siteN-scNN-image.nii.gz and siteN-scNN-mask-rN.nii.gz",
            prepareGm,
            cordCases,
            [](const fs::path&) { return std::vector<OutsideSet>{}; },
            kGoals};
}

} // namespace halftone::data::detail
