// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/scoring.h"

#include "core/base/error.h"
#include "core/base/progress.h"
#include "core/train/loss.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace halftone::train {
namespace {

std::vector<eval::Structure> structuresOf(const model::ModelCard& card)
{
    std::vector<eval::Structure> structures;
    for (const Label& label : card.labels) {
        structures.push_back({label.name, {label.value}});
    }
    if (!card.backgroundName.empty()) {
        structures.push_back({card.backgroundName, {0}});
    }
    for (const model::LabelUnion& joined : card.unions) {
        structures.push_back({joined.name, joined.values});
    }
    return structures;
}

std::vector<const data::SliceGroup*> validationGroups(const data::Dataset& dataset)
{
    std::vector<const data::SliceGroup*> real;
    std::vector<const data::SliceGroup*> synthetic;
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.split == data::Split::Validation && group.slices() > 0) {
            (group.synthetic ? synthetic : real).push_back(&group);
        }
    }
    if (real.empty() && synthetic.empty()) {
        throw Error(
            ErrorCode::InvalidArgument,
            "The dataset '" + dataset.card.name
                + "' has no validation slices, so nothing can be measured. Prepare it again "
                  "from a folder that holds the validation images.");
    }
    return real.empty() ? synthetic : real;
}

// Leaves out pixels that nobody labelled.
void dropIgnored(std::vector<std::uint8_t>& mask, std::vector<std::uint8_t>& labels)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] != data::kIgnoredLabel) {
            mask[kept] = mask[i];
            labels[kept] = labels[i];
            ++kept;
        }
    }
    mask.resize(kept);
    labels.resize(kept);
}

} // namespace

MaskFn paddedToStride(int stride, MaskFn mask)
{
    return [stride, mask = std::move(mask)](std::span<const std::uint8_t> codes, int height,
                                            int width) {
        const auto roundUp = [stride](int size) { return (size + stride - 1) / stride * stride; };
        const int paddedHeight = roundUp(height);
        const int paddedWidth = roundUp(width);
        const auto row = [](int y, int length) { return static_cast<std::ptrdiff_t>(y) * length; };
        std::vector<std::uint8_t> padded;
        for (int y = 0; y < paddedHeight; ++y) {
            const auto begin = codes.begin() + row(std::min(y, height - 1), width);
            padded.insert(padded.end(), begin, begin + width);
            padded.resize(static_cast<std::size_t>(row(y + 1, paddedWidth)), padded.back());
        }
        const std::vector<std::uint8_t> found = mask(padded, paddedHeight, paddedWidth);
        std::vector<std::uint8_t> cut;
        for (int y = 0; y < height; ++y) {
            const auto begin = found.begin() + row(y, paddedWidth);
            cut.insert(cut.end(), begin, begin + width);
        }
        return cut;
    };
}

ValidationScore scoreValidation(const data::Dataset& dataset, const MaskFn& mask,
                                const StopToken& stop)
{
    const std::vector<eval::Structure> structures = structuresOf(dataset.card);
    std::map<std::string, std::vector<eval::OverlapCounts>> cases;
    std::size_t foreground = 0;
    std::size_t pixels = 0;
    for (const data::SliceGroup* group : validationGroups(dataset)) {
        const std::size_t size =
            static_cast<std::size_t>(group->height) * static_cast<std::size_t>(group->width);
        for (std::size_t slice = 0; slice < group->slices(); ++slice) {
            throwIfStopped(stop);
            const auto codes = std::span(group->images).subspan(slice * size, size);
            std::vector<std::uint8_t> found = mask(codes, group->height, group->width);
            const auto truth = std::span(group->labels).subspan(slice * size, size);
            std::vector<std::uint8_t> labels(truth.begin(), truth.end());
            dropIgnored(found, labels);
            pixels += found.size();
            foreground +=
                found.size() - static_cast<std::size_t>(std::count(found.begin(), found.end(), 0));
            auto& counts = cases[group->name + "/" + group->cases[slice]];
            counts.resize(structures.size());
            for (std::size_t s = 0; s < structures.size(); ++s) {
                counts[s] += eval::countOverlap(found, labels, structures[s]);
            }
        }
    }
    ValidationScore score;
    for (std::size_t s = 0; s < structures.size(); ++s) {
        std::vector<double> values;
        for (const auto& [name, counts] : cases) {
            values.push_back(counts[s].dice());
        }
        const Summary summary = summarize(values);
        score.cases[structures[s].name] = summary;
        score.dice[structures[s].name] = summary.mean;
    }
    for (const Label& label : dataset.card.labels) {
        const double dice = score.dice[label.name];
        score.foregroundDice += std::isfinite(dice) ? dice : 0.0;
    }
    score.foregroundDice /= std::max<double>(1.0, static_cast<double>(dataset.card.labels.size()));
    score.foregroundFraction =
        static_cast<double>(foreground) / std::max<double>(1.0, static_cast<double>(pixels));
    return score;
}

} // namespace halftone::train
