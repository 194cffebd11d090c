// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/labels/brush.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace halftone::ui {

class Actions;
class Editing;

/// Part of the left panel while labels are edited: tools, the brush and what it paints. Hidden
/// else.
class EditingSection : public QWidget {
    Q_OBJECT

public:
    /// Both must live longer.
    EditingSection(Editing& editing, Actions& actions, QWidget* parent);

private:
    [[nodiscard]] QWidget* makeTools(Actions& actions);
    [[nodiscard]] QWidget* makeLabelRow();
    [[nodiscard]] QWidget* makeSizeRow();
    [[nodiscard]] QWidget* makeRangeRow();
    void showTarget();
    void showOptions();
    void takeOptions();
    void takeRange(double image::ValueRange::*end, double value);

    Editing& m_editing;
    QLabel* m_name;
    QComboBox* m_label = nullptr;
    QSpinBox* m_size = nullptr;
    QCheckBox* m_unlabelled = nullptr;
    QCheckBox* m_ranged = nullptr;
    QDoubleSpinBox* m_low = nullptr;
    QDoubleSpinBox* m_high = nullptr;
    QToolButton* m_take = nullptr;
    bool m_showing = false; ///< the program sets the fields
};

} // namespace halftone::ui
