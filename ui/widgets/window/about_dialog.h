// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pipeline/load.h"
#include "ui/session/third_party.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;

namespace halftone::ui {

/// What the program is, what computes, and the whole texts of the licences of what it is made of
/// and of the models that are installed. Deletes itself when it is closed.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    /// `version`: "0.1.0 (1a2b3c4)". `machine`: "AVX-512 VNNI, 2 threads".
    AboutDialog(const QString& version, const QString& machine,
                const std::vector<pipeline::InstalledModel>& models, QWidget* parent);

private:
    [[nodiscard]] QWidget* makeHead(const QString& version);
    [[nodiscard]] QWidget* makeSummary(const QString& machine);
    [[nodiscard]] QWidget* makeLicences();
    [[nodiscard]] QWidget* makeModels(const std::vector<pipeline::InstalledModel>& models);

    std::vector<LicenceText> m_licences;
};

} // namespace halftone::ui
