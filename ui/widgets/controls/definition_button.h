// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace halftone::ui {

/// A small "?" beside figures: a click shows what their words mean (core/report/definitions.h).
class DefinitionButton : public QToolButton {
    Q_OBJECT

public:
    explicit DefinitionButton(QWidget* parent = nullptr);

private:
    void showDefinitions();
};

} // namespace halftone::ui
