// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/process/reader_process.h"

#include <QTest>

#include <optional>

/// main() of a test that is run a second time with HALFTONE_TEST_READER=1 in the environment: then
/// what libraries decode is read by a process of its own, and all has to be as without.
#define HALFTONE_READING_TEST_MAIN(Test)                                                           \
    int main(int argc, char** argv)                                                                \
    {                                                                                              \
        if (const std::optional<int> code = ::halftone::image::serveAsReader(argc, argv)) {        \
            return *code;                                                                          \
        }                                                                                          \
        if (qEnvironmentVariableIsSet("HALFTONE_TEST_READER")) {                                   \
            ::halftone::image::useReaderProcesses(::halftone::image::ReaderStart::WhenNeeded);     \
        }                                                                                          \
        QCoreApplication application(argc, argv);                                                  \
        Test test;                                                                                 \
        return QTest::qExec(&test, argc, argv);                                                    \
    }
