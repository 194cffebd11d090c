// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/finding_text.h"

#include <QCoreApplication>

namespace halftone::ui {

QString textOf(const Message& message)
{
    const QString pattern = QCoreApplication::translate("Core", message.pattern.c_str());
    return QString::fromStdString(fillPattern(pattern.toStdString(), message.arguments));
}

QString textOf(const Finding& finding)
{
    const QString text = textOf(finding.message);
    return finding.file.empty() ? text
                                : QCoreApplication::translate("Core", "'%1': %2")
                                      .arg(QString::fromStdString(finding.file), text);
}

} // namespace halftone::ui
