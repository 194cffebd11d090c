// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/recipe_parts.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/report/csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

template <typename T>
std::vector<T> takePlanes(const std::vector<T>& voxels, std::size_t plane, int first, int last,
                          int step)
{
    std::vector<T> taken;
    for (int k = first; k < last; k += step) {
        const auto start =
            voxels.begin() + static_cast<std::ptrdiff_t>(plane * static_cast<std::size_t>(k));
        taken.insert(taken.end(), start, start + static_cast<std::ptrdiff_t>(plane));
    }
    return taken;
}

Geometry takeGeometry(Geometry geometry, int first, int last, int step)
{
    if (first < 0 || step < 1 || last <= first || last > geometry.size[2]) {
        throw Error(ErrorCode::ShapeMismatch,
                    "Slices " + std::to_string(first) + " to " + std::to_string(last - 1)
                        + " are wanted; the image has " + std::to_string(geometry.size[2]) + ".");
    }
    for (std::size_t row = 0; row < 3; ++row) {
        geometry.originMm[row] += geometry.direction[row * 3 + 2] * geometry.spacingMm[2] * first;
    }
    geometry.size[2] = (last - first + step - 1) / step;
    geometry.spacingMm[2] *= step;
    return geometry;
}

/// The label of most weight in every pixel of the model's grid, [slices, height, width].
std::vector<std::uint8_t> prepareLabels(const LabelMap& labels, PreprocessSpec spec)
{
    spec.window = WindowKind::Range;
    spec.low = 0;
    spec.high = 255;
    std::array<bool, 256> occurs{};
    for (const std::uint8_t label : labels.voxels) {
        occurs[label] = true;
    }
    std::vector<std::uint8_t> result;
    std::vector<std::uint8_t> best; // the weight of the label in `result`
    for (std::size_t value = 0; value < occurs.size(); ++value) {
        if (!occurs[value]) {
            continue;
        }
        const auto label = static_cast<std::uint8_t>(value);
        std::vector<std::uint8_t> covered(labels.voxels.size());
        std::transform(labels.voxels.begin(), labels.voxels.end(), covered.begin(),
                       [label](std::uint8_t v) { return v == label ? 255 : 0; });
        auto indicator = std::make_shared<Image>();
        indicator->geometry = labels.geometry;
        indicator->voxels = std::move(covered);
        const image::PreparedImage prepared(std::move(indicator), spec);
        std::size_t i = 0;
        for (int k = 0; k < prepared.slices(); ++k) {
            const std::vector<std::uint8_t> weights = prepared.slice(k);
            const std::size_t total = static_cast<std::size_t>(prepared.slices()) * weights.size();
            result.resize(total);
            best.resize(total);
            for (const std::uint8_t weight : weights) {
                if (weight > 0 && (label == kIgnoredLabel || weight >= best[i])) {
                    best[i] = weight;
                    result[i] = label;
                }
                ++i;
            }
        }
    }
    return result;
}

} // namespace

bool hasFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

void requireFile(const fs::path& path, const std::string& what, const std::string& hint)
{
    if (!hasFile(path)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(path) + "' is missing: " + what + ". " + hint);
    }
}

std::string fileCell(const fs::path& path)
{
    if (!hasFile(path)) {
        throw Error(ErrorCode::FileNotFound,
                    "'" + toUtf8(path)
                        + "' is missing. Name the folder that 'halftone-cli prepare' takes.");
    }
    return report::csvCell(toUtf8(fs::absolute(path)));
}

SliceGroup makeGroup(const std::string& name, Split split, bool synthetic)
{
    SliceGroup group;
    group.name = name;
    group.split = split;
    group.synthetic = synthetic;
    return group;
}

Image takeSlices(const Image& image, int first, int last, int step)
{
    Image taken = image;
    taken.geometry = takeGeometry(image.geometry, first, last, step);
    std::visit(
        [&](const auto& voxels) {
            taken.voxels = takePlanes(voxels, image.geometry.sliceVoxels(), first, last, step);
        },
        image.voxels);
    return taken;
}

LabelMap takeSlices(const LabelMap& labels, int first, int last, int step)
{
    return {takeGeometry(labels.geometry, first, last, step),
            takePlanes(labels.voxels, labels.geometry.sliceVoxels(), first, last, step),
            labels.labels};
}

LabelMap alignLabels(const LabelMap& labels, const Geometry& target, const std::string& labelFile)
{
    if (labels.geometry.sameGrid(target)) {
        return {target, labels.voxels, labels.labels};
    }
    const auto sorted = [](std::array<int, 3> size) {
        std::sort(size.begin(), size.end());
        return size;
    };
    const auto text = [](const std::array<int, 3>& size) {
        return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x "
               + std::to_string(size[2]);
    };
    if (sorted(labels.geometry.size) != sorted(target.size)) {
        throw Error(ErrorCode::ShapeMismatch,
                    "'" + labelFile + "' has " + text(labels.geometry.size)
                        + " voxels, its image has " + text(target.size)
                        + ". Check that the label file belongs to the image.");
    }
    return image::resampleTo(labels, target);
}

LabelledImage::LabelledImage(Image image, const LabelMap& labels, const PreprocessSpec& spec)
    : m_prepared(std::make_shared<const Image>(std::move(image)), spec)
{
    const Image& native = m_prepared.native();
    m_labels =
        prepareLabels(alignLabels(labels, native.geometry, "labels of " + native.name), spec);
    m_plane = static_cast<std::size_t>(m_prepared.height())
              * static_cast<std::size_t>(m_prepared.width());
}

void LabelledImage::appendTo(SliceGroup& group, int k, const std::string& caseName) const
{
    if (group.slices() == 0) {
        group.height = height();
        group.width = width();
    }
    if (group.height != height() || group.width != width()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The image '" + m_prepared.native().name + "' gives slices of "
                        + std::to_string(height()) + " x " + std::to_string(width())
                        + " pixels; others of '" + group.name + "' have "
                        + std::to_string(group.height) + " x " + std::to_string(group.width) + ".");
    }
    const std::vector<std::uint8_t> codes = m_prepared.slice(k);
    const auto start =
        m_labels.begin() + static_cast<std::ptrdiff_t>(m_plane * static_cast<std::size_t>(k));
    group.images.insert(group.images.end(), codes.begin(), codes.end());
    group.labels.insert(group.labels.end(), start, start + static_cast<std::ptrdiff_t>(m_plane));
    group.cases.push_back(caseName);
}

bool LabelledImage::has(int k, std::uint8_t label) const
{
    const auto start =
        m_labels.begin() + static_cast<std::ptrdiff_t>(m_plane * static_cast<std::size_t>(k));
    const auto end = start + static_cast<std::ptrdiff_t>(m_plane);
    return std::find(start, end, label) != end;
}

SliceGroup& groupFor(Dataset& dataset, const std::string& name, Split split,
                     const LabelledImage& image)
{
    for (SliceGroup& group : dataset.groups) {
        if (!group.synthetic && group.name == name && group.split == split
            && group.height == image.height() && group.width == image.width()) {
            return group;
        }
    }
    SliceGroup group = makeGroup(name, split);
    group.height = image.height();
    group.width = image.width();
    dataset.groups.push_back(std::move(group));
    return dataset.groups.back();
}

void addPhantoms(Dataset& dataset, const PrepareJob& job, const PhantomPlan& plan)
{
    constexpr std::uint32_t kFirstTrainSeed = 1001;
    constexpr std::uint32_t kFirstValidationSeed = 2001;
    if (!job.options.phantoms) {
        return;
    }
    SliceGroup train = makeGroup("phantom", Split::Train, true);
    SliceGroup validation = makeGroup("phantom", Split::Validation, true);
    const int samples = plan.trainSamples + plan.validationSamples;
    for (int i = 0; i < samples; ++i) {
        reportProgress(job.progress, 0.6 + 0.4 * i / samples, "making synthetic samples");
        const bool training = i < plan.trainSamples;
        phantom::Options options;
        options.seed =
            training ? kFirstTrainSeed + static_cast<std::uint32_t>(i)
                     : kFirstValidationSeed + static_cast<std::uint32_t>(i - plan.trainSamples);
        options.slices = plan.slices;
        phantom::Sample sample = phantom::make(plan.kind, options, {}, job.stop);
        const LabelledImage labelled(std::move(sample.image), sample.labels,
                                     dataset.card.preprocess);
        for (int k = 0; k < labelled.slices();
             k += training ? plan.trainStep : plan.validationStep) {
            labelled.appendTo(training ? train : validation, k,
                              "phantom-" + std::to_string(options.seed));
        }
    }
    dataset.groups.push_back(std::move(train));
    dataset.groups.push_back(std::move(validation));
}

std::set<std::string> subjectsNamed(const std::vector<std::string>& names,
                                    const std::set<std::string>& known, const std::string& prefix)
{
    std::set<std::string> subjects;
    for (const std::string& name : names) {
        const std::string full = known.contains(name) ? name : prefix + name;
        if (!known.contains(full)) {
            throw Error(ErrorCode::InvalidArgument,
                        "There is no subject '" + name
                            + "' to validate on; there are: " + joinNames(known) + ".");
        }
        subjects.insert(full);
    }
    return subjects;
}

std::set<std::string> chosenSubjects(const std::vector<std::string>& asked,
                                     const std::set<std::string>& usual,
                                     const std::set<std::string>& known, const std::string& prefix)
{
    std::set<std::string> chosen = subjectsNamed(asked, known, prefix);
    if (asked.empty()) {
        std::set_intersection(usual.begin(), usual.end(), known.begin(), known.end(),
                              std::inserter(chosen, chosen.end()));
    }
    if (chosen.empty()) {
        throw Error(ErrorCode::InvalidArgument,
                    "None of the subjects usually validated on is there. Choose others with "
                    "--validation: "
                        + joinNames(known) + ".");
    }
    if (chosen.size() == known.size()) {
        throw Error(ErrorCode::InvalidArgument,
                    "All subjects (" + joinNames(known)
                        + ") would be for validation; none is left to train on.");
    }
    return chosen;
}

std::string joinNames(const std::set<std::string>& names)
{
    std::string joined;
    for (const std::string& name : names) {
        joined += (joined.empty() ? "" : ", ") + name;
    }
    return joined;
}

void setShares(Dataset& dataset, const std::vector<Share>& shares)
{
    struct Part {
        double share = 0;
        double slices = 0;
    };
    std::vector<Part> parts;
    double total = 0; // of the shares of groups that are there
    for (const Share& wanted : shares) {
        Part part{wanted.share, 0};
        for (const SliceGroup& group : dataset.groups) {
            if (group.split == Split::Train && group.name == wanted.group) {
                part.slices += static_cast<double>(group.slices());
            }
        }
        total += part.slices > 0 ? part.share : 0;
        parts.push_back(part);
    }
    double mean = 0; // slices drawn with a weight of 1 keep weights near 1
    for (const Part& part : parts) {
        mean += part.slices;
    }
    for (std::size_t n = 0; n < shares.size(); ++n) {
        for (SliceGroup& group : dataset.groups) {
            if (group.split == Split::Train && group.name == shares[n].group) {
                group.weight = parts[n].share / total * mean / parts[n].slices;
            }
        }
    }
}

void tellPhantoms(Dataset& dataset, const std::string& what)
{
    double drawn = 0;
    double phantoms = 0;
    for (const SliceGroup& group : dataset.groups) {
        if (group.split == Split::Train) {
            const double part = group.weight * static_cast<double>(group.slices());
            drawn += part;
            phantoms += group.synthetic ? part : 0;
        }
    }
    if (phantoms > 0) {
        dataset.card.trainingData += " " + std::to_string(std::lround(100 * phantoms / drawn))
                                     + " % of the training slices drawn are " + what
                                     + " made by Halftone.";
    }
}

} // namespace halftone::data::detail
