// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/result_store.h"

#include "core/base/statistics.h"

#include <limits>

namespace halftone::ui {

double meanDice(const std::vector<eval::OverlapCounts>& counts)
{
    std::vector<double> dice;
    for (const eval::OverlapCounts& count : counts) {
        dice.push_back(count.dice());
    }
    return summarize(dice).mean;
}

SliceCache::SliceCache(std::size_t maskBudgetBytes) : m_budget(maskBudgetBytes) {}

void SliceCache::reset(std::vector<eval::Structure> structures, quant::Precision full)
{
    m_entries.clear();
    m_maskBytes = 0;
    m_structures = std::move(structures);
    m_full = full;
}

void SliceCache::countAgainstFull(SliceRecord& record) const
{
    const SliceRecord* full = find(m_full, record.slice);
    const std::vector<std::uint8_t>* mask = record.precision == m_full ? record.labels.get()
                                            : full                     ? full->labels.get()
                                                                       : nullptr;
    if (mask == nullptr || !record.labels || record.labels->size() != mask->size()) {
        return;
    }
    record.full.clear();
    for (const eval::Structure& structure : m_structures) {
        record.full.push_back(eval::countOverlap(*record.labels, *mask, structure));
    }
}

void SliceCache::insert(SliceRecord record)
{
    countAgainstFull(record);
    const Key key{record.precision, record.slice};
    Entry& entry = m_entries[key];
    if (entry.record.labels) {
        m_maskBytes -= entry.record.labels->size();
    }
    if (entry.record.latency.isMeasured() && !record.latency.isMeasured()) {
        record.latency = entry.record.latency;
    }
    if (record.full.empty()) {
        record.full = std::move(entry.record.full);
    }
    if (record.labels) {
        m_maskBytes += record.labels->size();
    }
    const bool isFull = record.precision == m_full;
    const int slice = record.slice;
    entry = {std::move(record), ++m_clock};
    if (isFull) {
        for (auto& [other, value] : m_entries) {
            if (other.second == slice && value.record.full.empty()) {
                countAgainstFull(value.record);
            }
        }
    }
    trim();
}

void SliceCache::trim()
{
    while (m_maskBytes > m_budget) {
        auto oldest = m_entries.end();
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            const bool older = oldest == m_entries.end() || it->second.used < oldest->second.used;
            if (it->second.record.labels && older) {
                oldest = it;
            }
        }
        if (oldest == m_entries.end() || oldest->second.used == m_clock) {
            return; // The newest mask stays even if it alone exceeds the budget.
        }
        m_maskBytes -= oldest->second.record.labels->size();
        oldest->second.record.labels.reset();
    }
}

const SliceRecord* SliceCache::find(quant::Precision precision, int slice) const
{
    const auto found = m_entries.find({precision, slice});
    return found != m_entries.end() ? &found->second.record : nullptr;
}

const SliceRecord* SliceCache::findMask(quant::Precision precision, int slice)
{
    const auto found = m_entries.find({precision, slice});
    if (found == m_entries.end() || !found->second.record.labels) {
        return nullptr;
    }
    found->second.used = ++m_clock;
    return &found->second.record;
}

std::vector<const SliceRecord*> SliceCache::ofSlice(int slice) const
{
    std::vector<const SliceRecord*> records;
    for (const auto& [key, entry] : m_entries) {
        if (key.second == slice) {
            records.push_back(&entry.record);
        }
    }
    return records;
}

std::vector<const SliceRecord*> SliceCache::ofPrecision(quant::Precision precision) const
{
    std::vector<const SliceRecord*> records;
    const auto begin = m_entries.lower_bound({precision, std::numeric_limits<int>::min()});
    for (auto it = begin; it != m_entries.end() && it->first.first == precision; ++it) {
        records.push_back(&it->second.record);
    }
    return records;
}

} // namespace halftone::ui
