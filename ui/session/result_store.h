// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/latency.h"
#include "core/eval/dice.h"
#include "core/model/predictor.h"
#include "core/quant/precision.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace halftone::ui {

/// What is known of one slice at one precision. The mask may have been dropped to save memory; the
/// figures stay.
struct SliceRecord {
    quant::Precision precision;
    int slice = 0;
    std::shared_ptr<const std::vector<std::uint8_t>> labels; ///< [rows, columns] or null
    model::PredictionCost cost;
    Latency latency; ///< of a single run until it is measured (core/pipeline/measure.h)
    std::vector<eval::OverlapCounts> reference; ///< per structure; empty without a reference
    std::vector<eval::OverlapCounts> full;      ///< per structure against full precision, or empty
    std::string engine;
};

/// Mean Dice of the structures present in either mask; NaN if none is.
[[nodiscard]] double meanDice(const std::vector<eval::OverlapCounts>& counts);

/// Results by (precision, slice). Masks beyond the byte budget are dropped, least recently used
/// first. One thread.
class SliceCache {
public:
    explicit SliceCache(std::size_t maskBudgetBytes = std::size_t{256} << 20);

    /// `structures` are what agreement counts; `full` is what they are counted against.
    void reset(std::vector<eval::Structure> structures, quant::Precision full);
    /// Adds or replaces. A latency that is not measured never replaces one that is.
    /// Where the mask of full precision is known for the slice, `full` is counted.
    void insert(SliceRecord record);

    [[nodiscard]] const SliceRecord* find(quant::Precision precision, int slice) const;
    /// As find, but only with its mask; marks it as used.
    [[nodiscard]] const SliceRecord* findMask(quant::Precision precision, int slice);
    /// All records of a slice, by precision.
    [[nodiscard]] std::vector<const SliceRecord*> ofSlice(int slice) const;
    /// Records of a precision, by slice.
    [[nodiscard]] std::vector<const SliceRecord*> ofPrecision(quant::Precision precision) const;
    [[nodiscard]] quant::Precision full() const noexcept { return m_full; }
    [[nodiscard]] std::size_t maskBytes() const noexcept { return m_maskBytes; }

private:
    struct Entry {
        SliceRecord record;
        std::uint64_t used = 0;
    };
    using Key = std::pair<quant::Precision, int>;

    void countAgainstFull(SliceRecord& record) const;
    void trim();

    std::size_t m_budget;
    std::size_t m_maskBytes = 0;
    std::uint64_t m_clock = 0;
    quant::Precision m_full = quant::kFull;
    std::vector<eval::Structure> m_structures;
    std::map<Key, Entry> m_entries;
};

} // namespace halftone::ui
