// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/session/recovery.h"

#include <QDialog>

class QVBoxLayout;

namespace halftone::ui {

class MainWindow;

/// Offers unsaved edits that a crash left, a row each. What is neither recovered nor discarded is
/// offered again by the next start. Deletes itself.
class RecoveryDialog : public QDialog {
    Q_OBJECT

public:
    RecoveryDialog(const std::vector<RecoveryOffer>& offers, QWidget* parent);

Q_SIGNALS:
    void recoverRequested(const std::filesystem::path& journal);
    void discardRequested(const std::filesystem::path& journal);

private:
    [[nodiscard]] QWidget* makeRow(const RecoveryOffer& offer);
    void take(QWidget* row);

    int m_rows = 0;
};

/// Shows what the window's Recovery finds, asks and says, and lets it look.
void connectRecovery(MainWindow& window, Recovery& recovery);

} // namespace halftone::ui
