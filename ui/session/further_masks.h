// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "ui/session/precision_model.h"
#include "ui/session/result_store.h"

#include <QString>

#include <cstddef>
#include <map>
#include <vector>

namespace halftone::ui {

/// Precisions whose masks are wanted beside those that are shown, by who asks for them.
class FurtherMasks {
public:
    /// Replaces what `purpose` asked for; true where that changes anything.
    bool set(const QString& purpose, const std::vector<quant::Precision>& precisions);
    [[nodiscard]] bool contains(quant::Precision precision) const;
    /// All of them, each once.
    [[nodiscard]] std::vector<quant::Precision> all() const;

private:
    std::map<QString, std::vector<quant::Precision>> m_asked;
};

/// Those that a model offers.
[[nodiscard]] std::vector<quant::Precision> offeredOf(const PrecisionModel& model,
                                                      std::vector<quant::Precision> precisions);

/// Of how many slices, the nearest, `precisions` further masks are kept in `budgetBytes` beside
/// those that are shown and those of full precision: more would be made again for ever. A few at
/// least.
[[nodiscard]] int furtherSlices(std::size_t precisions, int slices, std::size_t bytesOfSlice,
                                std::size_t budgetBytes = ResultStore::kDefaultBudgetBytes);

} // namespace halftone::ui
