// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/statistics_csv.h"

#include "core/nn/torch_runtime.h"
#include "core/report/csv.h"
#include "ui/session/case_report.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

namespace {

using report::csvLine;
using report::csvNumber;
using Row = std::vector<std::pair<std::string, std::string>>; ///< heading and cell

const char* kindOf(MaskSource::Kind kind)
{
    switch (kind) {
    case MaskSource::Kind::Prediction: return "prediction";
    case MaskSource::Kind::Labels: return "labels";
    case MaskSource::Kind::Reference: return "reference";
    }
    return "";
}

std::string countOf(const std::optional<std::size_t>& count)
{
    return count ? std::to_string(*count) : std::string();
}

Row headOf(const KnownMask& mask, const CountedPart& part)
{
    return {{"mask", mask.source.name.toStdString()},
            {"kind", kindOf(mask.source.kind)},
            {"model", mask.source.model.toStdString()},
            {"precision", mask.source.precision.toStdString()},
            {"label", part.structure.name}};
}

/// Scores in the unit that the masks are measured in.
void putScores(Row& row, const std::optional<eval::StructureReport>& scores, int judged, bool inMm)
{
    const std::string unit = inMm ? "_mm" : "_voxels";
    const auto number = [&](double eval::StructureReport::*value) {
        return scores ? csvNumber((*scores).*value, 6) : std::string();
    };
    row.insert(row.end(),
               {{"dice", number(&eval::StructureReport::dice)},
                {"hausdorff95" + unit, number(&eval::StructureReport::hausdorff95)},
                {"hausdorff95_monai" + unit, number(&eval::StructureReport::hausdorff95Monai)},
                {"mean_surface" + unit, number(&eval::StructureReport::meanSurface)},
                {"judged_slices", scores ? std::to_string(judged) : std::string()}});
}

Row rowOf(const ActiveCase& active, const KnownMask& mask, std::size_t n, int slice)
{
    const CountedPart& part = mask.source.parts[n];
    const Geometry views = active.grid();
    const Geometry& grid = mask.source.labels.grid;
    const PartStatistics* known = mask.statistics ? &mask.statistics->parts[n] : nullptr;
    const std::optional<std::size_t> pixels = visiblePixelsOf(mask, n, slice);
    Row row = headOf(mask, part);
    row.insert(row.end(),
               {{"slices_there", std::to_string(mask.source.slicesThere())},
                {"slices", std::to_string(mask.source.slices())},
                {"voxels", known != nullptr ? std::to_string(known->voxels) : std::string()},
                {"volume_ml", known != nullptr && grid.spacingKnown ? csvNumber(
                                  static_cast<double>(known->voxels) * grid.voxelMm3() / 1000, 9)
                                                                    : std::string()},
                {"value_mean", known != nullptr ? csvNumber(known->values.mean, 6) : std::string()},
                {"value_sd", known != nullptr ? csvNumber(known->values.sd, 6) : std::string()},
                {"value_n", known != nullptr ? std::to_string(known->values.n) : std::string()},
                {"slice", std::to_string(active.sliceNumbers().of(slice))},
                {"pixels_slice", countOf(pixels)},
                {"area_mm2_slice", pixels && views.spacingKnown ? csvNumber(
                                       static_cast<double>(*pixels) * pixelAreaMm2(views), 6)
                                                                : std::string()}});
    putScores(row, known != nullptr ? known->scores : std::nullopt,
              mask.statistics ? mask.statistics->judgedSlices : 0, grid.spacingKnown);
    return row;
}

/// "all", or "201 to 230, one voxel in 2 along each axis" where a part is open.
std::string slicesOf(const ActiveCase& active)
{
    const std::optional<OpenedPart>& part = active.image()->part;
    if (!part) {
        return "all";
    }
    const SliceNumbers numbers = active.sliceNumbers();
    const int a = numbers.of(0);
    const int b = numbers.of(active.slices() - 1);
    return std::to_string(std::min(a, b)) + " to " + std::to_string(std::max(a, b))
           + (part->part.step > 1
                  ? ", one voxel in " + std::to_string(part->part.step) + " along each axis"
                  : "");
}

/// Headings of all rows, and every row with all of them.
std::string toCsv(const std::vector<Row>& rows, const report::Provenance& provenance)
{
    std::vector<std::string> headings;
    for (const Row& row : rows) {
        for (const auto& [heading, cell] : row) {
            if (std::find(headings.begin(), headings.end(), heading) == headings.end()) {
                headings.push_back(heading);
            }
        }
    }
    auto facts = report::factsOf(provenance);
    std::erase_if(facts, [&](const auto& fact) { // "model", which each row has of its own
        return std::find(headings.begin(), headings.end(), fact.first) != headings.end();
    });
    std::vector<std::string> cells = headings;
    for (const auto& [name, value] : facts) {
        cells.push_back(name);
    }
    std::string text = csvLine(cells);
    for (const Row& row : rows) {
        cells.clear();
        for (const std::string& heading : headings) {
            const auto found = std::find_if(
                row.begin(), row.end(), [&](const auto& cell) { return cell.first == heading; });
            cells.push_back(found != row.end() ? found->second : std::string());
        }
        for (const auto& [name, value] : facts) {
            cells.push_back(value);
        }
        text += csvLine(cells);
    }
    return text;
}

} // namespace

report::Provenance statisticsProvenance(const ActiveCase& active,
                                        const std::vector<KnownMask>& masks,
                                        quant::Precision precision,
                                        const pipeline::Runtime& runtime, const StopToken& stop)
{
    report::Provenance provenance =
        provenanceOf(active, precision, report::nowInUtc(), runtime, stop);
    provenance.inputs.front().slices = slicesOf(active);
    provenance.inputs.front().slicesOf = active.sliceNumbers().count;
    provenance.labels.clear();
    for (const KnownMask& mask : masks) {
        const bool isPrediction = mask.source.kind == MaskSource::Kind::Prediction;
        if (isPrediction && !precision.isInteger()) {
            provenance.libtorch = nn::TorchRuntime::load()->version();
        }
        if (mask.source.kind == MaskSource::Kind::Labels && mask.source.labels.map) {
            provenance.inputs.push_back(inputOf("labels", mask.source.labels.map->files,
                                                mask.source.name.toStdString(), stop));
        }
        for (const CountedPart& part : mask.source.parts) {
            const std::string& name = part.structure.name;
            if (std::find(provenance.labels.begin(), provenance.labels.end(), name)
                == provenance.labels.end()) {
                provenance.labels.push_back(name);
            }
        }
    }
    const bool inMm = active.grid().spacingKnown;
    provenance.units = {{"dice", "1"},
                        {"distance", inMm ? "mm" : "voxels"},
                        {"volume", inMm ? "ml" : "voxels"},
                        {"area", inMm ? "mm2" : "voxels"},
                        {"value", active.image()->modality == Modality::CT ? "HU" : "1"}};
    return provenance;
}

std::string statisticsCsv(const ActiveCase& active, const std::vector<KnownMask>& masks, int slice,
                          const report::Provenance& provenance)
{
    std::vector<Row> rows;
    for (const KnownMask& mask : masks) {
        for (std::size_t n = 0; n < mask.source.parts.size(); ++n) {
            rows.push_back(rowOf(active, mask, n, slice));
        }
    }
    return toCsv(rows, provenance);
}

std::string areasCsv(const ActiveCase& active, const std::vector<KnownMask>& masks,
                     const report::Provenance& provenance)
{
    const Geometry views = active.grid();
    std::vector<Row> rows;
    for (const KnownMask& mask : masks) {
        for (std::size_t n = 0; mask.statistics && n < mask.source.parts.size(); ++n) {
            const std::vector<std::size_t>& pixels = mask.statistics->parts[n].pixels;
            for (std::size_t k = 0; k < pixels.size(); ++k) {
                Row row = headOf(mask, mask.source.parts[n]);
                row.insert(
                    row.end(),
                    {{"slice", std::to_string(active.sliceNumbers().of(static_cast<int>(k)))},
                     {"pixels", std::to_string(pixels[k])},
                     {"area_mm2", views.spacingKnown ? csvNumber(
                                      static_cast<double>(pixels[k]) * pixelAreaMm2(views), 6)
                                                     : std::string()}});
                rows.push_back(std::move(row));
            }
        }
    }
    return toCsv(rows, provenance);
}

} // namespace halftone::ui
