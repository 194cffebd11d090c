// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace halftone::ui {

namespace {

constexpr int kMaxRecent = 8;

QString key()
{
    return QStringLiteral("recentFiles");
}

} // namespace

QStringList RecentFiles::paths() const
{
    return m_remember ? QSettings().value(key()).toStringList() : QStringList();
}

void RecentFiles::add(const QString& path)
{
    if (!m_remember) {
        return;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList known = paths();
    known.removeAll(absolute);
    known.prepend(absolute);
    QSettings().setValue(key(), known.mid(0, kMaxRecent));
}

} // namespace halftone::ui
