// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace halftone::ui {

/// The images that were opened last, kept between runs by QSettings. Their names may tell whom they
/// show, so a user can clear them and have none kept.
class RecentFiles {
public:
    /// `persistent`: false keeps nothing at all (tests, screenshots).
    explicit RecentFiles(bool persistent) : m_persistent(persistent) {}

    [[nodiscard]] QStringList paths() const; ///< the latest first
    /// An image that was opened; nothing while isPrivate().
    void add(const QString& path);
    /// An image that could not be opened.
    void remove(const QString& path);
    void clear();

    [[nodiscard]] bool isPrivate() const;
    void setPrivate(bool isPrivate);
    /// Anything about files may be kept between runs.
    [[nodiscard]] bool keeps() const { return m_persistent && !isPrivate(); }

private:
    bool m_persistent;
};

} // namespace halftone::ui
