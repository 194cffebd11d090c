// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/quant/precision.h"
#include "tests/engine/kernel_sweep.h"

#include <QtTest/QtTest>

#include <initializer_list>
#include <string>

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

/// Rows of a test of whole networks, columns "weightBits" and "activationBits".
inline void addPrecisionRows(std::initializer_list<quant::Precision> precisions)
{
    QTest::addColumn<int>("weightBits");
    QTest::addColumn<int>("activationBits");
    for (const quant::Precision& precision : precisions) {
        QTest::addRow("%s", quant::toString(precision).c_str())
            << precision.weightBits << precision.activationBits;
    }
}

/// `base` with 9 and 3 channels to 5, inputs and weights at their limits alone, of any sign: forty
/// draws. The first difference from the plain sums, or nothing.
[[nodiscard]] inline std::string checkMixedSigns(ConvCase base, engine::Isa isa)
{
    base.firstChannels = 9;
    base.secondChannels = 3;
    base.outChannels = 5;
    base.limitsOnly = true;
    std::string fault;
    for (base.seed = 1; base.seed <= 40 && fault.empty(); ++base.seed) {
        fault = checkConv(base, isa);
    }
    return fault;
}

} // namespace halftone::testing
