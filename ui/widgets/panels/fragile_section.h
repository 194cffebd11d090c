// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;

namespace halftone::ui {

class Session;

/// Part of the left panel: switches fragile voxels on, and says how many the visible slice and all
/// together have. Hidden while there are no masks.
class FragileSection : public QWidget {
    Q_OBJECT

public:
    FragileSection(Session& session, QWidget* parent);

private:
    void showCounts();

    Session& m_session;
    QCheckBox* m_check;
    QLabel* m_slice; ///< share of the visible slice
    QLabel* m_all;   ///< of all, or of how many it is known
};

} // namespace halftone::ui
