// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/outside_checks.h"

#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/eval/dice.h"
#include "core/pipeline/reference.h"
#include "core/pipeline/segment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace halftone::pipeline {
namespace {

constexpr std::array<quant::Precision, 2> kPrecisions{{{8, 8}, {4, 6}}};
constexpr std::size_t kEmptyPixels = 10; // of a mask that people would call empty

/// What one precision did on one set.
struct Scores {
    std::map<std::string, std::map<std::string, eval::OverlapCounts>> cases; ///< structure, case
    std::size_t emptySlices = 0;
    std::size_t emptyKept = 0;
    std::size_t falsePixels = 0;
};

std::size_t countForeground(std::span<const std::uint8_t> labels)
{
    return labels.size()
           - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), std::uint8_t{0}));
}

void addSlice(const SweepCase& item, int k, std::span<const std::uint8_t> mask,
              std::span<const eval::Structure> structures, Scores& scores)
{
    const std::size_t plane = mask.size();
    const auto reference =
        std::span(item.reference->voxels).subspan(static_cast<std::size_t>(k) * plane, plane);
    for (const eval::Structure& structure : structures) {
        scores.cases[structure.name][item.caseOf(k)] +=
            eval::countOverlap(mask, reference, structure);
    }
    if (countForeground(reference) == 0) {
        const std::size_t pixels = countForeground(mask);
        ++scores.emptySlices;
        scores.emptyKept += pixels < kEmptyPixels ? 1 : 0;
        scores.falsePixels += pixels;
    }
}

std::string rowsOf(const data::OutsideSet& set, quant::Precision precision, const Scores& scores)
{
    std::string text;
    for (const auto& [label, cases] : scores.cases) {
        std::vector<double> dice;
        for (const auto& entry : cases) {
            // A subject shown without the structure has no Dice, whatever was found in it: its
            // slices count among the empty ones.
            dice.push_back(entry.second.reference > 0 ? entry.second.dice() : NAN);
        }
        const Summary summary = summarize(dice);
        const auto empty = static_cast<double>(std::max<std::size_t>(1, scores.emptySlices));
        text += set.name + "," + quant::toString(precision) + "," + label + ","
                + formatNumber(summary.mean, 6) + "," + formatNumber(summary.sd, 6) + ","
                + std::to_string(summary.n) + "," + std::to_string(scores.emptySlices) + ","
                + std::to_string(scores.emptyKept) + ","
                + formatNumber(static_cast<double>(scores.falsePixels) / empty, 1) + "\n";
    }
    return text;
}

// One precision on one set.
struct Running {
    quant::Precision precision;
    std::unique_ptr<model::Predictor> predictor;
    Scores scores;
};

} // namespace

SweepCase caseOf(data::OutsideImage outside, const model::Model& model)
{
    const image::PreparedImage prepared(std::make_shared<const Image>(std::move(outside.image)),
                                        model.card.preprocess);
    ModelReference adapted = adaptReference(outside.labels, prepared, model);
    SweepCase result{
        outside.caseName, prepared, std::move(adapted.labels), std::move(adapted.scored), {}};
    for (int k = outside.firstSlice; k < prepared.slices(); k += outside.sliceStep) {
        result.slices.push_back(k);
    }
    result.sliceIsCase = outside.sliceIsCase;
    return result;
}

std::string measureOutside(std::span<const data::OutsideSet> sets,
                           const std::shared_ptr<const model::Model>& model, const Runtime& runtime,
                           const ProgressFn& progress, const StopToken& stop)
{
    const NetworkReach reach = reachOf(model->network);
    const std::vector<eval::Structure> structures = structuresOf(*model);
    std::string csv = "set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,"
                      "false_pixels\n";
    for (const data::OutsideSet& set : sets) {
        std::vector<Running> all;
        for (const quant::Precision precision : kPrecisions) {
            all.push_back({precision, makePredictor(runtime, model, precision), {}});
        }
        for (std::size_t part = 0; part < set.parts; ++part) {
            throwIfStopped(stop);
            reportProgress(progress, static_cast<double>(part) / static_cast<double>(set.parts),
                           set.name);
            for (data::OutsideImage& image : set.read(part, stop)) {
                const SweepCase item = caseOf(std::move(image), *model);
                for (Running& running : all) {
                    for (const int k : item.chosenSlices()) {
                        const SliceResult result =
                            segmentSlice(*running.predictor, item.image, reach, k, false, stop,
                                         runtime.pool.get());
                        addSlice(item, k, result.labels, structures, running.scores);
                    }
                }
            }
        }
        for (const Running& running : all) {
            csv += rowsOf(set, running.precision, running.scores);
        }
    }
    return csv;
}

} // namespace halftone::pipeline
