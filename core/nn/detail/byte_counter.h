// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>

namespace halftone::nn {

/// Bytes held by a network's values while they come and go, and the most of them at once.
class ByteCounter {
public:
    /// Writes to `peak` where it is set.
    explicit ByteCounter(std::size_t* peak) : m_peak(peak)
    {
        if (m_peak != nullptr) {
            *m_peak = 0;
        }
    }
    void add(std::size_t bytes)
    {
        m_live += bytes;
        if (m_peak != nullptr) {
            *m_peak = std::max(*m_peak, m_live);
        }
    }
    void remove(std::size_t bytes) { m_live -= bytes; }

private:
    std::size_t* m_peak;
    std::size_t m_live = 0;
};

} // namespace halftone::nn
