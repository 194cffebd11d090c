// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/version.h"

#include "core/base/commit.h" // written by packaging/cmake/HalftoneCommit.cmake at every build

namespace halftone {

std::string_view version() noexcept
{
    return HALFTONE_VERSION;
}

std::string_view commit() noexcept
{
    return HALFTONE_COMMIT;
}

} // namespace halftone
