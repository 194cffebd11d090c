// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/cohort_session.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace halftone::ui {

class FileFolders;

/// What a cohort is run with: model, precisions, where results lie. Locked while it runs.
class CohortSetup : public QWidget {
    Q_OBJECT

public:
    /// All of them outlive it.
    CohortSetup(CohortSession& cohort, Session& session, FileFolders& folders,
                QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* makePrecisions();
    void fillModels();
    void fillPrecisions();
    void follow();
    void chooseFolder();
    /// In rows, as a small window has little room between the panels.
    void place(QWidget* chip);

    CohortSession& m_cohort;
    Session& m_session;
    FileFolders& m_folders;
    QComboBox* m_model;
    QGridLayout* m_chips = nullptr;
    QPushButton* m_add = nullptr; ///< the precision of the dial
    QLabel* m_folder;
    std::vector<quant::Precision> m_offered;
    std::vector<pipeline::InstalledModel> m_models; ///< behind the first of the list
};

} // namespace halftone::ui
