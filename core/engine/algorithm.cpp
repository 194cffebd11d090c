// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/algorithm.h"

namespace halftone::engine {

const char* toString(Algorithm algorithm) noexcept
{
    switch (algorithm) {
    case Algorithm::Direct: return "direct";
    case Algorithm::Narrow: return "narrow";
    case Algorithm::Winograd: return "winograd";
    case Algorithm::BitSerial: return "bit-serial";
    case Algorithm::Folded: return "folded";
    case Algorithm::Words4: return "words4";
    }
    return "unknown";
}

} // namespace halftone::engine
