// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/latency.h"
#include "core/eval/dice.h"
#include "core/model/predictor.h"
#include "core/pipeline/forecast.h"
#include "core/quant/precision.h"
#include "ui/document/layer.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace halftone::ui {

/// An image with a model: results of one series can be compared with each other.
struct SeriesKey {
    LayerId image = 0;
    int model = 0; ///< number of a model in its session

    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

/// Names one mask and everything that is said about it.
struct ResultKey {
    SeriesKey series;
    quant::Precision precision;
    int slice = 0; ///< along k of the model's grid

    friend auto operator<=>(const ResultKey&, const ResultKey&) = default;
};

/// What is known of one slice at one precision. The mask may have been dropped to save memory; the
/// figures stay.
struct SliceRecord {
    ResultKey key;
    std::shared_ptr<const std::vector<std::uint8_t>> labels; ///< [rows, columns] or null
    model::PredictionCost cost;
    Latency latency;            ///< of a single run until it is measured (core/pipeline/measure.h)
    std::vector<double> warmMs; ///< the runs that count, of all times it ran
    int busyRounds = 0;         ///< how often it was measured while the machine was busy
    std::vector<eval::OverlapCounts> reference; ///< per structure; empty without a reference
    std::vector<eval::OverlapCounts> full;      ///< per structure against full precision, or empty
    std::string engine;
    std::optional<pipeline::SliceForecast> forecast{}; ///< told before the first run
};

using eval::meanDice;

/// Labels of a slice of the reference, empty where there is none.
using ReferenceSlices = std::function<std::span<const std::uint8_t>(int slice)>;

/// How the results of a series are judged.
struct Judgement {
    std::vector<eval::Structure> structures; ///< what is counted
    quant::Precision full = quant::kFull;    ///< counts as full precision
    ReferenceSlices reference;               ///< empty function: no reference

    [[nodiscard]] bool hasReference() const { return static_cast<bool>(reference); }
};

/// All results of a session, by {image, model, precision, slice}. Masks beyond the byte budget are
/// dropped, least recently used first. One thread.
class ResultStore {
public:
    static constexpr std::size_t kDefaultBudgetBytes = std::size_t{256} << 20;
    explicit ResultStore(std::size_t maskBudgetBytes = kDefaultBudgetBytes);

    /// Sets how a series is judged. Counts made until now are untrue and taken away; those of
    /// `slice` are made anew at once, the others by countSome(). Results whose mask was dropped
    /// meanwhile are forgotten, since nothing can be counted on them.
    void judge(SeriesKey series, Judgement judgement, int slice);
    /// Counts results that judge() left, for about as long as told. False: none are left.
    bool countSome(std::chrono::milliseconds time);
    /// Null where judge() was never called.
    [[nodiscard]] const Judgement* judgementOf(SeriesKey series) const;
    /// Forgets everything about an image.
    void forgetImage(LayerId image);

    /// Adds or replaces, and counts the mask against reference and full precision as far as these
    /// are known. Runs that count are added to those of before, but those of a busy machine
    /// (Latency::busy) never stand beside those in quiet, which replace them; a latency that is not
    /// measured never replaces one that is.
    void insert(SliceRecord record);

    [[nodiscard]] const SliceRecord* find(const ResultKey& key) const;
    /// As find, but only with its mask; marks it as used.
    [[nodiscard]] const SliceRecord* findMask(const ResultKey& key);
    /// The result at full precision of the same slice, or null.
    [[nodiscard]] const SliceRecord* fullOf(const ResultKey& key) const;
    /// All records of a slice, by precision.
    [[nodiscard]] std::vector<const SliceRecord*> ofSlice(SeriesKey series, int slice) const;
    /// Records of a precision, by slice.
    [[nodiscard]] std::vector<const SliceRecord*> ofPrecision(SeriesKey series,
                                                              quant::Precision precision) const;
    [[nodiscard]] std::size_t maskBytes() const noexcept { return m_maskBytes; }

private:
    struct Entry {
        SliceRecord record;
        std::uint64_t used = 0;
        bool counted = true;
    };

    void count(SliceRecord& record, const Judgement& judgement) const;
    void countAgainstFull(SliceRecord& record, const Judgement& judgement) const;
    void trim();

    std::size_t m_budget;
    std::size_t m_maskBytes = 0;
    std::uint64_t m_clock = 0;
    std::map<SeriesKey, Judgement> m_judgements;
    std::map<ResultKey, Entry> m_entries;
};

} // namespace halftone::ui
