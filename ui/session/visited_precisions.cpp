// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/visited_precisions.h"

#include <algorithm>

namespace halftone::ui {

void VisitedPrecisions::visit(const std::optional<ResultKey>& shown)
{
    if (!shown) {
        return;
    }
    if (shown->series != m_series) {
        m_series = shown->series;
        m_all.clear();
    }
    std::erase(m_all, shown->precision);
    m_all.insert(m_all.begin(), shown->precision);
    m_all.resize(std::min(m_all.size(), kMostOthers + 1));
}

} // namespace halftone::ui
