// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace halftone::pipeline {
namespace {

// Mean Dice over those of `names` that were counted and are not absent in both; empty if none.
std::optional<double> meanDice(const std::map<std::string, eval::OverlapCounts>& counts,
                               const std::vector<std::string>& names)
{
    std::vector<double> values;
    for (const std::string& name : names) {
        const auto found = counts.find(name);
        if (found != counts.end()) {
            values.push_back(found->second.dice());
        }
    }
    const Summary summary = summarize(values);
    return summary.n > 0 ? std::optional(summary.mean) : std::nullopt;
}

std::optional<double> meanOf(const std::vector<double>& values)
{
    const Summary summary = summarize(values);
    return summary.n > 0 ? std::optional(summary.mean) : std::nullopt;
}

// Of one slice, as a window scores it: NaN where the other mask holds none of `names`; 0 would say
// that the mask is as wrong as can be.
double sliceQuality(const std::map<std::string, eval::OverlapCounts>& counts,
                    const std::vector<std::string>& names)
{
    std::vector<eval::OverlapCounts> counted;
    for (const std::string& name : names) {
        const auto found = counts.find(name);
        if (found != counts.end()) {
            counted.push_back(found->second);
        }
    }
    return eval::meanDice(counted);
}

// NaN where nobody knows how large a voxel is.
double millilitres(std::size_t voxels, const Geometry& grid)
{
    return grid.spacingKnown ? static_cast<double>(voxels) * grid.voxelMm3() / 1000
                             : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

SweepScores::SweepScores(const model::Model& model) : m_structures(structuresOf(model))
{
    for (const Label& label : model.card.labels) {
        m_foreground.push_back(label.name);
    }
    for (const model::LabelUnion& joined : model.card.unions) {
        if (std::find(joined.values.begin(), joined.values.end(), 0) == joined.values.end()) {
            m_unions.push_back(joined.name);
        }
    }
}

void SweepScores::addVolume(const std::string& caseName, std::span<const std::uint8_t> mask,
                            const Geometry& grid)
{
    std::array<std::size_t, 256> counts{};
    for (const std::uint8_t value : mask) {
        ++counts[value];
    }
    for (const eval::Structure& structure : m_structures) {
        std::size_t voxels = 0;
        for (const std::uint8_t value : structure.values) {
            voxels += counts[value];
        }
        CaseVolume& volume = m_volumes[caseName][structure.name];
        volume.voxels += voxels;
        volume.ml += millilitres(voxels, grid);
    }
}

// A reference of the union alone: that is what there is to judge by.
const std::vector<std::string>& SweepScores::judgedBy(const Counts& counts) const
{
    const bool anyLabel =
        std::any_of(m_foreground.begin(), m_foreground.end(),
                    [&](const std::string& name) { return counts.contains(name); });
    return anyLabel ? m_foreground : m_unions;
}

double SweepScores::addReference(const std::string& caseName, std::span<const std::uint8_t> mask,
                                 std::span<const std::uint8_t> reference,
                                 const std::vector<std::string>& scored, const Geometry& grid)
{
    Counts ofSlice;
    for (const eval::Structure& structure : m_structures) {
        if (scored.empty()
            || std::find(scored.begin(), scored.end(), structure.name) != scored.end()) {
            const eval::OverlapCounts overlap = eval::countOverlap(mask, reference, structure);
            m_reference[caseName][structure.name] += overlap;
            ofSlice[structure.name] = overlap;
            CaseVolume& volume = m_volumes[caseName][structure.name];
            volume.referenced = true;
            volume.referenceVoxels += overlap.reference;
            volume.referenceMl += millilitres(overlap.reference, grid);
        }
    }
    return sliceQuality(ofSlice, judgedBy(ofSlice));
}

double SweepScores::addFull(const std::string& caseName, std::span<const std::uint8_t> mask,
                            std::span<const std::uint8_t> full)
{
    Counts ofSlice;
    for (const eval::Structure& structure : m_structures) {
        ofSlice[structure.name] = eval::countOverlap(mask, full, structure);
        m_full[caseName][structure.name] += ofSlice[structure.name];
    }
    return sliceQuality(ofSlice, m_foreground);
}

void SweepScores::fill(TradeoffPoint& point) const
{
    point.volumePerCase = m_volumes;
    std::map<std::string, std::vector<double>> perStructure;
    std::vector<double> means;
    for (const auto& [caseName, counts] : m_reference) {
        for (const auto& [structure, overlap] : counts) {
            perStructure[structure].push_back(overlap.dice());
            point.dicePerCase[caseName][structure] = overlap.dice();
        }
        if (const auto mean = meanDice(counts, judgedBy(counts))) {
            means.push_back(*mean);
            point.meanDicePerCase[caseName] = *mean;
        }
    }
    for (const auto& [structure, values] : perStructure) {
        point.dicePerStructure[structure] = summarize(values);
    }
    point.dice = meanOf(means);
    std::vector<double> agreements;
    for (const auto& [caseName, counts] : m_full) {
        if (const std::optional<double> mean = meanDice(counts, m_foreground)) {
            agreements.push_back(*mean);
        }
    }
    point.agreement = meanOf(agreements);
}

double bitOperations(const model::Model& model, quant::Precision precision, int height, int width)
{
    const std::vector<int> convs = model.network.convNodes();
    double total = 0;
    for (std::size_t n = 0; n < convs.size(); ++n) {
        const model::Node& node = model.network.nodes[static_cast<std::size_t>(convs[n])];
        const double macs = model.network.macsOf(convs[n], height, width);
        const bool readsImage = node.inputs.front() == model::kInputValue;
        const int weightBits =
            precision.isInteger() ? model.weightBitsOf(n, precision) : precision.weightBits;
        const int activationBits =
            precision.isInteger() && readsImage ? 8 : precision.activationBits;
        total += macs * weightBits * activationBits;
    }
    return total;
}

double bitOperations(const model::Model& model, quant::Precision precision,
                     const image::PreparedImage& image, const NetworkReach& reach)
{
    const auto padded = [&](int length) {
        return planTiles(length, image.spec().tile, reach).paddedLength;
    };
    return bitOperations(model, precision, padded(image.height()), padded(image.width()));
}

} // namespace halftone::pipeline
