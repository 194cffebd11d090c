// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/cli_runner.h"

#include <QTemporaryDir>
#include <QTest>

namespace halftone::tests {

/// A test on a small synthetic EM sample, 112x112 and three slices, and a random model of width 16,
/// in a folder of its own.
class EmSampleTest : public QObject {
protected:
    /// To be called from initTestCase().
    void makeSample();
    /// In the folder: model.halftone, the sample in em/, and whatever the test writes.
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QByteArray read(const QString& name) const;

    QString m_image;
    QString m_labels;
    QString m_model;

private:
    QTemporaryDir m_folder;
};

} // namespace halftone::tests
