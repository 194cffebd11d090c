// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/segment.h"
#include "ui/session/result_store.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace halftone::ui {

/// A probability as 8 bits: floor(200 p). So p is compared with whole hundredths, and rounded to
/// them, exactly as if all its digits were kept.
using ProbabilityCode = std::uint8_t;
inline constexpr int kCodesOfOne = 200;
[[nodiscard]] inline ProbabilityCode codeOf(double probability)
{
    return static_cast<ProbabilityCode>(probability * kCodesOfOne);
}
/// In the middle of what has that code, at most 1.
[[nodiscard]] inline double probabilityOf(ProbabilityCode code)
{
    return code >= kCodesOfOne ? 1 : (code + 0.5) / kCodesOfOne;
}
/// The first code of what has at least so many hundredths.
[[nodiscard]] inline ProbabilityCode codeOfCut(int hundredths)
{
    return static_cast<ProbabilityCode>(hundredths * (kCodesOfOne / 100));
}

/// One run of a slice: probabilities and the mask that the same numbers became.
struct ProbabilitySlice {
    /// One for each label of the model's card, in its order, [rows, columns] each.
    std::vector<std::vector<ProbabilityCode>> codes;
    std::vector<std::uint8_t> labels; ///< [rows, columns]

    [[nodiscard]] std::size_t bytes() const noexcept { return labels.size() * (codes.size() + 1); }
};

/// Any thread. `result` was asked for probabilities; `card` is of the model that made it.
[[nodiscard]] ProbabilitySlice toProbabilitySlice(pipeline::SliceResult result,
                                                  const model::ModelCard& card);

/// Probabilities of slices in a byte budget. What is over goes, least recently used first, but
/// nothing that is wanted before all else is gone. One thread.
class ProbabilityStore {
public:
    static constexpr std::size_t kDefaultBudgetBytes = std::size_t{256} << 20;
    explicit ProbabilityStore(std::size_t budgetBytes = kDefaultBudgetBytes) : m_budget(budgetBytes)
    {
    }

    /// How many slices of so many bytes can be wanted at once; one at least.
    [[nodiscard]] int capacity(std::size_t bytesOfSlice) const;
    /// Keeps these longest, instead of what was wanted before.
    void setWanted(std::set<ResultKey> wanted) { m_wanted = std::move(wanted); }
    void insert(const ResultKey& key, ProbabilitySlice slice);
    /// Null where it is not there; else it counts as used.
    [[nodiscard]] std::shared_ptr<const ProbabilitySlice> find(const ResultKey& key);
    [[nodiscard]] bool contains(const ResultKey& key) const { return m_entries.contains(key); }
    void clear();
    [[nodiscard]] std::size_t bytes() const noexcept { return m_bytes; }

private:
    struct Entry {
        std::shared_ptr<const ProbabilitySlice> slice;
        std::uint64_t used = 0;
    };
    void trim(const ResultKey& newest);

    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::uint64_t m_clock = 0;
    std::set<ResultKey> m_wanted;
    std::map<ResultKey, Entry> m_entries;
};

} // namespace halftone::ui
