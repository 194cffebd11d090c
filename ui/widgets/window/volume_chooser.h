// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"

#include <QDialog>

class QTableView;

namespace halftone::ui {

class VolumesModel;

/// The volumes of a file or folder, to choose one of: arrows and Enter, or a double click. Selected
/// is VolumeChoice::volume. Rows that are seen get pictures, a moment later.
class VolumeChooser : public QDialog {
    Q_OBJECT

public:
    /// `isOpen`: VolumeChoice::volume is what the window shows; else what it would take.
    VolumeChooser(const pipeline::VolumeChoice& choice, bool isOpen, QWidget* parent);

Q_SIGNALS:
    void chosen(int volume); ///< its number, from 1; the dialog is closed

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTable(int row);
    void wantPictures();

    VolumesModel* m_volumes;
    QTableView* m_table;
};

} // namespace halftone::ui
