// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/em_sample_test.h"

#include <QFile>
#include <QFileInfo>

namespace halftone::tests {

void EmSampleTest::makeSample()
{
    QVERIFY(m_folder.isValid());
    m_model = path("model.halftone");
    writeRandomModel(m_model, 16, {"membrane"}, Modality::EM);
    const QJsonObject made = runJson(
        {"phantom", "em", "-o", path("em"), "--size", "112", "--slices", "3", "--seed", "5"});
    m_image = made["image"].toString();
    m_labels = made["labels"].toString();
    QVERIFY(QFileInfo::exists(m_image));
    QVERIFY(QFileInfo::exists(m_labels));
}

QByteArray EmSampleTest::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace halftone::tests
