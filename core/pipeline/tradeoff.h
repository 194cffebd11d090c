// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/latency.h"
#include "core/base/statistics.h"
#include "core/eval/dice.h"
#include "core/eval/surface_distance.h"
#include "core/model/model.h"
#include "core/quant/precision.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::pipeline {

/// What a precision loses of a Dice against full precision, case by case: the mean of the
/// differences of equal cases, which tells small losses that differences between cases would hide.
struct PairedLoss {
    double mean = 0;          ///< of full precision's Dice minus this one's; negative: it gains
    Interval between{};       ///< bootstrapMeanInterval() over subjects; NaN for one
    std::size_t n = 0;        ///< cases with a Dice at both precisions; above 0
    std::size_t subjects = 0; ///< whose cases these are
};

/// Voxels of one structure in one case, over all its slices that were run.
struct CaseVolume {
    std::size_t voxels = 0;
    double ml = 0;           ///< NaN: the spacing of an image of the case is unknown
    bool referenced = false; ///< a reference scores the structure; else these are 0:
    std::size_t referenceVoxels = 0;
    double referenceMl = 0; ///< NaN as above
};

/// How far the surfaces of mask and reference lie apart for one structure of one case.
struct CaseDistances {
    eval::SurfaceDistances distances; ///< NaN: one of both is empty, or the case has several images
    bool inMm = false;                ///< else in voxels: the spacing of the image is unknown
};

/// Quality of each slice of one image: mean Dice over the foreground labels against the reference,
/// or where there is none the agreement with full precision; NaN where a slice has neither.
struct SliceProfile {
    std::string image;       ///< name of the case, which may have several
    std::vector<int> slices; ///< of the oriented image, from 0
    std::vector<double> values;
};

/// What the slices of one volume say together.
struct VolumeScore {
    double value = 0;       ///< of the voxels of all slices taken together, in [0,1]
    Interval between{};     ///< 95 % bootstrap interval over slices; NaN for one slice
    std::size_t slices = 0; ///< that were counted
};

/// One stop of the slider with what it cost and bought. Everything but bitOperations is measured.
struct TradeoffPoint {
    quant::Precision precision;
    /// Mean over cases of the mean over foreground labels (of the unions where no label alone is
    /// scored); empty without a reference.
    std::optional<double> dice;
    std::map<std::string, Summary> dicePerStructure; ///< over cases
    /// Dice of the mask against the mask of full precision, mean over foreground labels; never to
    /// be called plain "Dice". Empty if full precision was not run.
    std::optional<double> agreement;
    /// The same two of the whole volume where `dice` and `agreement` are those of one slice of it,
    /// once every slice that can be judged is counted. Empty in sweeps, which judge volumes anyway.
    std::optional<VolumeScore> volumeDice;
    std::optional<VolumeScore> volumeAgreement;
    Latency latency; ///< of one slice, over the slices that were run (measure.h)
    std::size_t weightBytes = 0;
    std::size_t packedBytes = 0;
    std::size_t arenaBytes = 0;
    std::optional<std::size_t> peakRssBytes; ///< from a fresh child process, if one was asked for
    double bitOperations = 0; ///< computed: MAC * weight bits * activation bits, per slice
    bool measured = true;     ///< false: simulated precision (W16A16)
    bool trained = true;      ///< table trained, not only re-estimated
    std::map<std::string, std::map<std::string, double>> dicePerCase; ///< case -> structure -> Dice
    std::map<std::string, double> meanDicePerCase; ///< case -> mean over its foreground labels
    /// case -> whose it is; a case that is not among them is a subject of its own
    std::map<std::string, std::string> subjectPerCase;
    /// What `loss` and `lossPerStructure` are counted against (fillLosses()); empty: not counted,
    /// or this is it.
    std::optional<quant::Precision> lossAgainst;
    std::optional<PairedLoss> loss;                                         ///< of meanDicePerCase
    std::map<std::string, PairedLoss> lossPerStructure;                     ///< of dicePerCase
    std::map<std::string, std::map<std::string, CaseVolume>> volumePerCase; ///< case -> structure
    /// case -> structure without background, where there is a reference and distances were asked
    /// for
    std::map<std::string, std::map<std::string, CaseDistances>> distancesPerCase;
    std::vector<SliceProfile> profiles; ///< one an image, in the order of the images
};

/// Counts the losses of each point against that of the largest precision (most weight bits, then
/// activation bits: FP32 where it is among them), which gets none itself. Names are of cases: what
/// both points scored under one name is a pair.
void fillLosses(std::span<TradeoffPoint> points);

/// Dice over cases: the mean is `dice`, its standard deviation is NaN below two cases.
[[nodiscard]] Summary caseSummary(const TradeoffPoint& point);

/// What a precision is judged by, where it was measured.
enum class QualityAxis { Dice, VolumeDice, Agreement, VolumeAgreement };
/// What it costs: the median latency, weightBytes, arenaBytes + packedBytes, or bitOperations,
/// which are computed.
enum class CostAxis { SliceTime, WeightBytes, Memory, BitOperations };

[[nodiscard]] std::optional<double> qualityOf(const TradeoffPoint& point, QualityAxis axis);
/// The smallest change of a mean Dice that a model's own cases could tell from none: by how much
/// they vary, half the width of the 95 % confidence interval of their mean (the mean of these over
/// several structures). kSmallestTold where the card does not say.
inline constexpr double kSmallestTold = 0.01;
[[nodiscard]] double smallestTold(const model::ModelCard& card,
                                  std::span<const eval::Structure> structures);

/// Within what the quality would lie for other slices like these; the value itself where nothing
/// tells. For error bars: precisions are ranked by the values, as they are judged on the same
/// voxels. NaN without the quality.
[[nodiscard]] Interval qualityBetween(const TradeoffPoint& point, QualityAxis axis);

/// Milliseconds, bytes or bit operations.
[[nodiscard]] double costOf(const TradeoffPoint& point, CostAxis axis);
/// Within what the cost is known: bytes exactly, a time within Latency::medianBetweenMs; without
/// bounds where it ran too seldom to be ranked.
[[nodiscard]] Interval costBetween(const TradeoffPoint& point, CostAxis axis);

/// Indices of the points that none is known to beat, by rising cost: halftone::paretoFront(), which
/// defines what beats what, of costBetween(). Points without the quality are never among them.
[[nodiscard]] std::vector<std::size_t> paretoFront(std::span<const TradeoffPoint> points,
                                                   QualityAxis quality, CostAxis cost);
/// Indices of the points that are known to beat points[point], by rising cost: empty where it is on
/// the front, or has no such quality.
[[nodiscard]] std::vector<std::size_t> beatenBy(std::span<const TradeoffPoint> points,
                                                std::size_t point, QualityAxis quality,
                                                CostAxis cost);

/// What somebody can afford and has to reach; empty: no such limit.
struct Limits {
    std::optional<double> mostCost; ///< in what costOf() gives, itself allowed
    std::optional<double> leastQuality;

    [[nodiscard]] bool any() const noexcept { return mostCost || leastQuality; }
    friend bool operator==(const Limits&, const Limits&) = default;
};

/// Whether a point is known to be within the limits: all that costBetween() holds costs at most so
/// much, so that a time which is not ranked is within none, and its quality is at least so high.
/// What was simulated (TradeoffPoint::measured) or has no such quality never is.
[[nodiscard]] bool isWithin(const TradeoffPoint& point, QualityAxis quality, CostAxis cost,
                            const Limits& limits);
/// The best of the points within the limits: that of the highest quality; of equals the cheapest by
/// costOf(), and of equals in that, too, the one with the fewest bits. Empty: none is within.
[[nodiscard]] std::optional<std::size_t> bestWithin(std::span<const TradeoffPoint> points,
                                                    QualityAxis quality, CostAxis cost,
                                                    const Limits& limits);

} // namespace halftone::pipeline
