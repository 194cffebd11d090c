// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/error_map.h"

#include "core/base/error.h"

#include <algorithm>
#include <string>

namespace halftone::eval {

std::vector<Agreement> errorMap(std::span<const std::uint8_t> mask,
                                std::span<const std::uint8_t> reference)
{
    if (mask.size() != reference.size()) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The mask has " + std::to_string(mask.size()) + " voxels and the reference "
                        + std::to_string(reference.size()) + "; they must lie on the same grid.");
    }
    std::vector<Agreement> map(mask.size());
    std::transform(mask.begin(), mask.end(), reference.begin(), map.begin(),
                   [](std::uint8_t here, std::uint8_t there) {
                       if (here == there) {
                           return here == 0 ? Agreement::Neither : Agreement::Agree;
                       }
                       return here != 0 ? Agreement::OnlyHere : Agreement::Missed;
                   });
    return map;
}

} // namespace halftone::eval
