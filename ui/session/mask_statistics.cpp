// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/mask_statistics.h"

#include "core/eval/label_values.h"
#include "ui/document/format.h"
#include "ui/document/label_match.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/session/editing.h"
#include "ui/session/session.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace halftone::ui {

namespace {

using Labels = std::vector<std::uint8_t>;

std::vector<CountedPart> visibleParts(const Layer& layer)
{
    std::vector<CountedPart> parts;
    for (const LabelStyle& label : layer.style.labels) {
        if (layer.isLabelVisible(label.value)) {
            parts.push_back({{label.name.toStdString(), {label.value}}, label.colour});
        }
    }
    return parts;
}

/// Unions that a reference judges where it knows their labels only together.
void addUnions(std::vector<CountedPart>& parts, const ActiveCase& active)
{
    const std::vector<CountedPart> labels = parts;
    for (eval::Structure& structure : active.structures()) {
        const auto visible = std::find_if(labels.begin(), labels.end(), [&](const auto& part) {
            const auto& values = structure.values;
            return std::find(values.begin(), values.end(), part.structure.values.front())
                   != values.end();
        });
        if (structure.values.size() > 1 && visible != labels.end()) {
            const QRgb colour = visible->colour;
            parts.push_back({std::move(structure), colour});
        }
    }
}

std::optional<MaskSource> predictionSource(const Layer& layer, Session& session)
{
    const auto& shown = session.shown();
    if (!shown) {
        return std::nullopt;
    }
    const ActiveCase& active = *session.active();
    MaskSource source;
    source.kind = MaskSource::Kind::Prediction;
    source.model = layer.name;
    source.precision = formatPrecision(shown->precision);
    // What is edited has the name of what it was begun from.
    source.name =
        (editedOnScreen(session.document()) == nullptr ? tr("%1, %2") : tr("%1, %2, unedited"))
            .arg(source.model, source.precision);
    source.labels = volumeOf(session.results(), shown->series, shown->precision, active.grid());
    source.parts = visibleParts(layer);
    addUnions(source.parts, active);
    source.judgedBy = session.comparison().pairs(ColourBy::ErrorAgainstReference);
    return source;
}

/// Labels of a file and the reference, which mean the same where their names do.
std::optional<MaskPairs> pairsOf(const Layer& layer, const Document& document,
                                 const Session& session)
{
    const Layer* reference = document.reference();
    const std::optional<LabelMatch> match =
        reference != nullptr ? matchLabels(layer.style.labels, reference->style.labels)
                             : std::nullopt;
    if (!match) {
        return std::nullopt;
    }
    const std::shared_ptr<const LabelMap>& own = layer.as<LabelsContent>()->labels;
    const std::shared_ptr<const LabelMap>& others = reference->as<LabelsContent>()->labels;
    MaskPairs pairs;
    pairs.mask = {own->geometry, {}, own};
    pairs.other = {others->geometry, {}, others};
    pairs.maskTable = match->mask;
    pairs.otherTable = match->other;
    pairs.judged = slicesWithin(others->geometry, own->geometry);
    const std::vector<bool>& reached = session.active()->loaded().reached;
    if (!reached.empty()) {
        // Slices that nobody labelled are known by the views' numbers alone.
        if (!own->geometry.sameGrid(session.active()->grid())) {
            return std::nullopt;
        }
        pairs.judged = reached;
    }
    for (const LabelStyle& label : match->labels) {
        pairs.structures.push_back({label.name.toStdString(), {label.value}});
    }
    return pairs;
}

MaskSource labelsSource(const Layer& layer, const Document& document, const Session& session)
{
    const auto& content = *layer.as<LabelsContent>();
    MaskSource source;
    source.kind = content.isReference ? MaskSource::Kind::Reference : MaskSource::Kind::Labels;
    const bool hasFile = content.isReference && content.asRead && !content.asRead->files.empty();
    source.name =
        hasFile ? tr("%1 (%2)").arg(layer.name, toQString(content.asRead->files.front().filename()))
                : layer.name;
    source.labels = {content.labels->geometry, {}, content.labels};
    source.parts = visibleParts(layer);
    if (!content.isReference) {
        source.judgedBy = pairsOf(layer, document, session);
    }
    return source;
}

std::span<const std::uint8_t> sliceOf(const LabelVolume& volume, int k)
{
    const std::size_t voxels = volume.grid.sliceVoxels();
    return volume.map
               ? std::span(volume.map->voxels).subspan(static_cast<std::size_t>(k) * voxels, voxels)
               : std::span<const std::uint8_t>(*volume.slices[static_cast<std::size_t>(k)]);
}

bool isSameVolume(const LabelVolume& a, const LabelVolume& b)
{
    return a.map == b.map && a.slices == b.slices && a.grid == b.grid;
}

bool isSameStructure(const eval::Structure& a, const eval::Structure& b)
{
    return a.name == b.name && a.values == b.values;
}

bool isSameJudge(const std::optional<MaskPairs>& a, const std::optional<MaskPairs>& b)
{
    if (!a || !b) {
        return a.has_value() == b.has_value();
    }
    return isSameVolume(a->other, b->other) && a->maskTable == b->maskTable
           && a->otherTable == b->otherTable && a->judged == b->judged
           && std::equal(a->structures.begin(), a->structures.end(), b->structures.begin(),
                         b->structures.end(), isSameStructure);
}

} // namespace

int MaskSource::slices() const
{
    return labels.grid.size[2];
}

int MaskSource::slicesThere() const
{
    return labels.map ? slices()
                      : static_cast<int>(std::count_if(labels.slices.begin(), labels.slices.end(),
                                                       [](const auto& slice) { return slice; }));
}

bool MaskSource::isSameMask(const MaskSource& other) const
{
    return layer == other.layer && isSameVolume(labels, other.labels)
           && std::equal(parts.begin(), parts.end(), other.parts.begin(), other.parts.end(),
                         [](const CountedPart& a, const CountedPart& b) {
                             return isSameStructure(a.structure, b.structure);
                         })
           && isSameJudge(judgedBy, other.judgedBy);
}

std::vector<MaskSource> maskSources(const Document& document, Session& session)
{
    std::vector<MaskSource> sources;
    if (session.active() == nullptr) {
        return sources;
    }
    for (const Layer& layer : document.layers()) {
        if (!layer.style.visible) {
            continue;
        }
        std::optional<MaskSource> source;
        if (layer.as<PredictionContent>() != nullptr) {
            source = predictionSource(layer, session);
        } else if (layer.as<LabelsContent>() != nullptr) {
            source = labelsSource(layer, document, session);
        }
        if (source && !source->parts.empty()) {
            source->layer = layer.id;
            sources.push_back(*std::move(source));
        }
    }
    return sources;
}

MaskStatistics countMask(const MaskSource& source, const Image& image, const Geometry& views,
                         const ProgressFn& progress, const StopToken& stop)
{
    const Geometry& grid = source.labels.grid;
    const bool isOfViews = grid == views;
    MaskStatistics statistics;
    statistics.parts.resize(source.parts.size());
    const auto countPixels = [&](std::span<const std::uint8_t> labels) {
        std::array<std::size_t, 256> counts{};
        for (const std::uint8_t label : labels) {
            ++counts[label];
        }
        for (std::size_t n = 0; n < source.parts.size(); ++n) {
            std::size_t pixels = 0;
            for (const std::uint8_t value : source.parts[n].structure.values) {
                pixels += counts[value];
            }
            statistics.parts[n].pixels.push_back(pixels);
        }
    };
    eval::LabelValues sums;
    for (int k = 0; k < grid.size[2]; ++k) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(k) / grid.size[2], "");
        const std::span<const std::uint8_t> labels = sliceOf(source.labels, k);
        sums.add(labels,
                 image::samplePlane(image, planeOfSlice(grid, k), image::Sampling::Nearest));
        if (isOfViews) {
            countPixels(labels);
        }
    }
    for (int k = 0; !isOfViews && k < views.size[2]; ++k) {
        throwIfStopped(stop);
        countPixels(source.labels.along(planeOfSlice(views, k)));
    }
    for (std::size_t n = 0; n < source.parts.size(); ++n) {
        statistics.parts[n].voxels = sums.voxels(source.parts[n].structure);
        statistics.parts[n].values = sums.values(source.parts[n].structure);
    }
    return statistics;
}

void scoreMask(const MaskSource& source, MaskStatistics& statistics, const StopToken& stop)
{
    if (!source.judgedBy) {
        return;
    }
    MaskPairs pairs = *source.judgedBy;
    if (pairs.mask.map) { // pairs are made slice by slice
        pairs.mask.slices.clear();
        for (int k = 0; k < source.slices(); ++k) {
            const auto slice = sliceOf(source.labels, k);
            pairs.mask.slices.push_back(std::make_shared<Labels>(slice.begin(), slice.end()));
        }
    }
    const std::optional<eval::EvaluationReport> report = scoresOfVolume(pairs, stop);
    if (!report) {
        return;
    }
    statistics.judgedSlices = static_cast<int>(report->slices.size());
    for (std::size_t n = 0; n < source.parts.size(); ++n) {
        for (const eval::StructureReport& structure : report->structures) {
            if (structure.name == source.parts[n].structure.name) {
                statistics.parts[n].scores = structure;
            }
        }
    }
}

double pixelAreaMm2(const Geometry& grid)
{
    if (!grid.spacingKnown) {
        return 1;
    }
    const image::PlaneGrid plane = planeOfSlice(grid, 0);
    const image::Point& a = plane.columnMm;
    const image::Point& b = plane.rowMm;
    return std::hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2],
                      a[0] * b[1] - a[1] * b[0]);
}

} // namespace halftone::ui
