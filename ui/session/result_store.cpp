// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/result_store.h"

#include "core/base/statistics.h"

#include <utility>

namespace halftone::ui {

namespace {

constexpr int kAnySlice = std::numeric_limits<int>::min();

std::vector<eval::OverlapCounts> countAll(std::span<const std::uint8_t> mask,
                                          std::span<const std::uint8_t> other,
                                          const std::vector<eval::Structure>& structures)
{
    std::vector<eval::OverlapCounts> counts;
    for (const eval::Structure& structure : structures) {
        counts.push_back(eval::countOverlap(mask, other, structure));
    }
    return counts;
}

/// What is known of the times of `before`, brought into the new record of the same mask.
void addRuns(SliceRecord& record, const SliceRecord& before)
{
    record.busyRounds += before.busyRounds + (record.latency.busy && record.latency.isMeasured());
    if (before.warmMs.empty()) {
        return;
    }
    const bool measured = record.latency.isMeasured();
    if (record.latency.busy == before.latency.busy) {
        record.warmMs.insert(record.warmMs.begin(), before.warmMs.begin(), before.warmMs.end());
        record.latency = summarizeLatency(record.warmMs);
        record.latency.busy = before.latency.busy;
    } else if (measured != before.latency.isMeasured() ? !measured : record.latency.busy) {
        record.warmMs = before.warmMs; // a measurement, or a quiet one, stays
        record.latency = before.latency;
    }
}

} // namespace

ResultStore::ResultStore(std::size_t maskBudgetBytes) : m_budget(maskBudgetBytes) {}

void ResultStore::judge(SeriesKey series, Judgement judgement, int slice)
{
    Judgement& mine = m_judgements[series];
    mine = std::move(judgement);
    std::erase_if(m_entries, [&](const auto& item) {
        return item.first.series == series && !item.second.record.labels;
    });
    for (auto& [key, entry] : m_entries) {
        if (key.series == series) {
            entry.record.reference.clear();
            entry.record.full.clear();
            entry.counted = false;
        }
    }
    for (auto& [key, entry] : m_entries) {
        if (key.series == series && key.slice == slice) {
            count(entry.record, mine);
            entry.counted = true;
        }
    }
}

bool ResultStore::countSome(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    for (auto& [key, entry] : m_entries) {
        if (entry.counted) {
            continue;
        }
        if (std::chrono::steady_clock::now() >= end) {
            return true;
        }
        count(entry.record, m_judgements[key.series]);
        entry.counted = true;
    }
    return false;
}

const Judgement* ResultStore::judgementOf(SeriesKey series) const
{
    const auto found = m_judgements.find(series);
    return found != m_judgements.end() ? &found->second : nullptr;
}

void ResultStore::forgetImage(LayerId image)
{
    std::erase_if(m_judgements, [&](const auto& item) { return item.first.image == image; });
    std::erase_if(m_entries, [&](const auto& item) {
        if (item.first.series.image != image) {
            return false;
        }
        m_maskBytes -= item.second.record.labels ? item.second.record.labels->size() : 0;
        return true;
    });
}

void ResultStore::count(SliceRecord& record, const Judgement& judgement) const
{
    record.reference.clear();
    if (judgement.hasReference() && record.labels) {
        const std::span<const std::uint8_t> reference = judgement.reference(record.key.slice);
        if (reference.size() == record.labels->size()) {
            record.reference = countAll(*record.labels, reference, judgement.structures);
        }
    }
    record.full.clear();
    countAgainstFull(record, judgement);
}

void ResultStore::countAgainstFull(SliceRecord& record, const Judgement& judgement) const
{
    const bool isFull = record.key.precision == judgement.full;
    const SliceRecord* full = isFull ? &record : fullOf(record.key);
    if (full != nullptr && full->labels && record.labels
        && full->labels->size() == record.labels->size()) {
        record.full = countAll(*record.labels, *full->labels, judgement.structures);
    }
}

void ResultStore::insert(SliceRecord record)
{
    const ResultKey key = record.key;
    const Judgement* known = judgementOf(key.series);
    const Judgement judgement = known != nullptr ? *known : Judgement{};
    count(record, judgement);
    Entry& entry = m_entries[key];
    if (entry.record.labels) {
        m_maskBytes -= entry.record.labels->size();
    }
    addRuns(record, entry.record);
    if (record.full.empty()) {
        record.full = std::move(entry.record.full);
    }
    if (record.labels) {
        m_maskBytes += record.labels->size();
    }
    entry = {std::move(record), ++m_clock, true};
    if (key.precision == judgement.full) {
        for (auto& [other, value] : m_entries) {
            if (other.series == key.series && other.slice == key.slice
                && value.record.full.empty()) {
                countAgainstFull(value.record, judgement);
            }
        }
    }
    trim();
}

void ResultStore::trim()
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

const SliceRecord* ResultStore::find(const ResultKey& key) const
{
    const auto found = m_entries.find(key);
    return found != m_entries.end() ? &found->second.record : nullptr;
}

const SliceRecord* ResultStore::findMask(const ResultKey& key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end() || !found->second.record.labels) {
        return nullptr;
    }
    found->second.used = ++m_clock;
    return &found->second.record;
}

const SliceRecord* ResultStore::fullOf(const ResultKey& key) const
{
    const Judgement* judgement = judgementOf(key.series);
    return judgement != nullptr ? find({key.series, judgement->full, key.slice}) : nullptr;
}

std::vector<const SliceRecord*> ResultStore::ofSlice(SeriesKey series, int slice) const
{
    std::vector<const SliceRecord*> records;
    for (const auto& [key, entry] : m_entries) {
        if (key.series == series && key.slice == slice) {
            records.push_back(&entry.record);
        }
    }
    return records;
}

std::vector<const SliceRecord*> ResultStore::ofPrecision(SeriesKey series,
                                                         quant::Precision precision) const
{
    std::vector<const SliceRecord*> records;
    const auto begin = m_entries.lower_bound({series, precision, kAnySlice});
    for (auto it = begin;
         it != m_entries.end() && it->first.series == series && it->first.precision == precision;
         ++it) {
        records.push_back(&it->second.record);
    }
    return records;
}

} // namespace halftone::ui
