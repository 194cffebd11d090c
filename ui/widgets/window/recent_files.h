// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace halftone::ui {

/// The images that were opened last, kept between runs by QSettings.
class RecentFiles {
public:
    /// `remember`: false forgets everything at once (tests, screenshots).
    explicit RecentFiles(bool remember) : m_remember(remember) {}

    [[nodiscard]] QStringList paths() const; ///< the latest first
    void add(const QString& path);

private:
    bool m_remember;
};

} // namespace halftone::ui
