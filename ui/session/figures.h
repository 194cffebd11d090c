// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/eval/error_map.h"
#include "core/pipeline/inference_session.h"
#include "core/pipeline/tradeoff.h"
#include "ui/document/colour_by.h"
#include "ui/session/active_case.h"
#include "ui/session/mask_pairs.h"
#include "ui/session/result_store.h"
#include "ui/session/slice_score.h"
#include "ui/session/tradeoff_table_model.h"
#include "ui/session/volume_scores.h"

#include <memory>
#include <optional>
#include <vector>

namespace halftone::ui {

/// An outcome as the store keeps it.
[[nodiscard]] SliceRecord toRecord(SeriesKey series, pipeline::SliceOutcome outcome);

/// Figures of one mask against what the colours compare it with.
struct SliceFigures {
    int number = 1; ///< of the visible slice, of the mask or of none (SliceNumbers)
    ColourBy against = ColourBy::ErrorAgainstReference; ///< never Label
    QString otherName; ///< of what it is compared with, if that is neither of the known two
    bool otherIsReference = false;     ///< B is the reference, so that the score is a Dice
    Geometry grid;                     ///< of the mask
    SliceScore score;                  ///< Dice or agreement
    eval::ErrorCounts errors;          ///< if score.isKnown()
    std::optional<double> hausdorff95; ///< of the slice, once it is measured (MaskFigures)
    /// Of all slices that the other mask knows, their voxels taken together, once all are known.
    std::optional<double> volumeScore;
    std::optional<MaskFigures> volume; ///< of the same slices, once they are measured
};

/// What figures are counted against where colours mean that.
[[nodiscard]] ColourBy judgedBy(const ActiveCase& active, ColourBy colours);

/// `key` is the mask on the screen, nothing where there is none; `slice` the visible slice. What is
/// counted against the other pane, and all that is measured, is Comparison's to say.
[[nodiscard]] SliceFigures computeFigures(ResultStore& store, const ActiveCase& active,
                                          const std::optional<ResultKey>& key, int slice,
                                          ColourBy colours);

/// Of each slice against the reference, or, without one, against full precision.
[[nodiscard]] std::vector<SliceScore> sliceScores(const ResultStore& store,
                                                  const ActiveCase& active, SeriesKey series,
                                                  quant::Precision precision);

/// Points of the chart: all precisions of one slice. Dice and agreement only where there is
/// something to agree with; those of the volume where `volumes` knows them.
[[nodiscard]] std::vector<pipeline::TradeoffPoint> tradeoffPoints(const ResultStore& store,
                                                                  const ActiveCase& active,
                                                                  SeriesKey series, int slice,
                                                                  VolumeScores& volumes);
/// Fills the table with the points of a mask's slice, and says what they are about; nothing: there
/// is none.
void fillTradeoff(TradeoffTableModel& table, const ResultStore& store, const ActiveCase* active,
                  const std::optional<ResultKey>& key, VolumeScores& volumes);

/// How the results of a case are judged, with what counts as full precision.
[[nodiscard]] Judgement judgementOf(const std::shared_ptr<const ActiveCase>& active,
                                    quant::Precision full);

/// What a model can run here, and what of it counts as full precision.
struct Domain {
    std::vector<quant::Precision> offered; ///< float and 16 bits where they can be, then its tables
    quant::Precision full = quant::kFull;
};
[[nodiscard]] Domain domainOf(const model::Model& model, bool floatPath);

} // namespace halftone::ui
