// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/error_map.h"

#include "core/base/error.h"

#include <string>

namespace halftone::eval {

ErrorCounts countErrors(std::span<const std::uint8_t> mask, std::span<const std::uint8_t> reference)
{
    if (mask.size() != reference.size()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The mask has " + std::to_string(mask.size()) + " voxels and the reference "
                        + std::to_string(reference.size()) + "; they must lie on the same grid.");
    }
    ErrorCounts counts;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        switch (agreementOf(mask[i], reference[i])) {
        case Agreement::Neither: break;
        case Agreement::Agree: ++counts.agree; break;
        case Agreement::OnlyHere: ++counts.onlyHere; break;
        case Agreement::Missed: ++counts.missed; break;
        }
    }
    return counts;
}

} // namespace halftone::eval
