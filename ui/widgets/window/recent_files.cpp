// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace halftone::ui {

namespace {

constexpr int kMaxRecent = 8;

QString listKey()
{
    return QStringLiteral("recentFiles");
}

QString privateKey()
{
    return QStringLiteral("recentFilesPrivate");
}

} // namespace

QStringList RecentFiles::paths() const
{
    return m_persistent ? QSettings().value(listKey()).toStringList() : QStringList();
}

void RecentFiles::add(const QString& path)
{
    if (!m_persistent || isPrivate()) {
        return;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList known = paths();
    known.removeAll(absolute);
    known.prepend(absolute);
    QSettings().setValue(listKey(), known.mid(0, kMaxRecent));
}

void RecentFiles::remove(const QString& path)
{
    QStringList known = paths();
    if (known.removeAll(QFileInfo(path).absoluteFilePath()) > 0) {
        QSettings().setValue(listKey(), known);
    }
}

void RecentFiles::clear()
{
    if (m_persistent) {
        QSettings().remove(listKey());
    }
}

bool RecentFiles::isPrivate() const
{
    return m_persistent && QSettings().value(privateKey(), false).toBool();
}

void RecentFiles::setPrivate(bool isPrivate)
{
    if (m_persistent) {
        QSettings().setValue(privateKey(), isPrivate);
    }
}

} // namespace halftone::ui
