// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/probability_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace halftone::ui {

namespace {

/// Beside what is wanted: the slice that is pointed at, and the one that just came.
constexpr int kHeldBeside = 2;

} // namespace

ProbabilitySlice toProbabilitySlice(pipeline::SliceResult result, const model::ModelCard& card)
{
    ProbabilitySlice slice;
    const std::size_t pixels = result.labels.size();
    const std::size_t classes = pixels > 0 ? result.probabilities.size() / pixels : 0;
    for (const Label& label : card.labels) {
        // One class alone is the foreground; of several the first is the background.
        const std::size_t number = classes == 1 ? 0 : label.value;
        std::vector<ProbabilityCode>& codes = slice.codes.emplace_back(pixels);
        if (number < classes) {
            const auto first =
                result.probabilities.begin() + static_cast<std::ptrdiff_t>(number * pixels);
            std::transform(first, first + static_cast<std::ptrdiff_t>(pixels), codes.begin(),
                           [](float p) { return codeOf(static_cast<double>(p)); });
        }
    }
    slice.labels = std::move(result.labels);
    return slice;
}

int ProbabilityStore::capacity(std::size_t bytesOfSlice) const
{
    constexpr std::size_t kEnough = std::size_t{1} << 20;
    const std::size_t fit = m_budget / std::max<std::size_t>(1, bytesOfSlice);
    return std::max(1, static_cast<int>(std::min(fit, kEnough)) - kHeldBeside);
}

void ProbabilityStore::insert(const ResultKey& key, ProbabilitySlice slice)
{
    Entry& entry = m_entries[key];
    m_bytes -= entry.slice ? entry.slice->bytes() : 0;
    entry.slice = std::make_shared<const ProbabilitySlice>(std::move(slice));
    entry.used = ++m_clock;
    m_bytes += entry.slice->bytes();
    trim(key);
}

std::shared_ptr<const ProbabilitySlice> ProbabilityStore::find(const ResultKey& key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        return nullptr;
    }
    found->second.used = ++m_clock;
    return found->second.slice;
}

void ProbabilityStore::clear()
{
    m_entries.clear();
    m_wanted.clear();
    m_bytes = 0;
}

void ProbabilityStore::trim(const ResultKey& newest)
{
    while (m_bytes > m_budget && m_entries.size() > 1) {
        const auto rank = [&](const auto& entry) {
            return std::tuple(entry.first == newest, m_wanted.count(entry.first) > 0,
                              entry.second.used);
        };
        const auto least =
            std::min_element(m_entries.begin(), m_entries.end(),
                             [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
        m_bytes -= least->second.slice->bytes();
        m_entries.erase(least);
    }
}

} // namespace halftone::ui
