// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

namespace halftone::test {

/// Runs `call` and tells how it failed: "file-format: <message>" for an Error, "no error" if it
/// returned. Compare the start with QVERIFY2 or use the macro below.
template <typename Call>
QString errorOf(Call&& call)
{
    try {
        call();
    } catch (const Error& error) {
        return QString::fromUtf8(toString(error.code())) + QStringLiteral(": ")
               + QString::fromUtf8(error.what());
    }
    return QStringLiteral("no error");
}

} // namespace halftone::test

/// Fails unless `call` throws an Error with this code whose message contains `words`.
#define HALFTONE_EXPECT_ERROR(code, words, call)                                                   \
    do {                                                                                           \
        const QString found = ::halftone::test::errorOf([&] { static_cast<void>(call); });         \
        const QString start =                                                                      \
            QString::fromUtf8(::halftone::toString(code)) + QStringLiteral(": ");                  \
        QVERIFY2(found.startsWith(start) && found.contains(QString::fromUtf8(words)),              \
                 qPrintable(found));                                                               \
    } while (false)
