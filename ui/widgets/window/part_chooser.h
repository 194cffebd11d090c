// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"

#include <QDialog>

#include <optional>

class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace halftone::ui {

/// What to open of a volume that needs more memory than there is: some of its slices, at first as
/// many as fit around the middle one, or all of it coarser.
class PartChooser : public QDialog {
    Q_OBJECT

public:
    PartChooser(pipeline::TooLarge volume, QWidget* parent);

    [[nodiscard]] VolumePart part() const; ///< as it is set now

Q_SIGNALS:
    void chosen(const halftone::VolumePart& part); ///< one that fits; the dialog is closed

private:
    [[nodiscard]] QSpinBox* makeNumber(const char* name, const QString& what, int least, int most);
    [[nodiscard]] QWidget* makeRow(QRadioButton* button, const QList<QWidget*>& row);
    void preset();
    void check();

    pipeline::TooLarge m_volume;
    QRadioButton* m_some;
    QSpinBox* m_first;
    QSpinBox* m_last;
    QRadioButton* m_coarser;
    QSpinBox* m_step;
    QLabel* m_needs;
    QPushButton* m_open;
};

} // namespace halftone::ui
