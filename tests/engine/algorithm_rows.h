// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/engine/kernel_cases.h"

#include <QtTest/QtTest>

namespace halftone::testing {

/// Rows of a test of one algorithm, columns "isa" and "reading": every kernel set that has it, a
/// direct and an upsampled first input. Skips the test where none has.
inline void addAlgorithmRows(engine::Algorithm algorithm)
{
    QTest::addColumn<int>("isa");
    QTest::addColumn<int>("reading");
    for (const engine::Isa isa : isasWith(algorithm)) {
        QTest::addRow("%s, direct", engine::toString(isa))
            << static_cast<int>(isa) << static_cast<int>(engine::Reading::Direct);
        QTest::addRow("%s, upsampled", engine::toString(isa))
            << static_cast<int>(isa) << static_cast<int>(engine::Reading::Upsampled2);
    }
    if (isasWith(algorithm).empty()) {
        QSKIP("no kernel set of this machine has this algorithm");
    }
}

} // namespace halftone::testing
