// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

#include <string_view>
#include <vector>

namespace halftone::ui {

/// A small "?" beside figures: a click shows what their words mean (core/report/definitions.h).
/// Escape, or a click elsewhere, closes it.
class DefinitionButton : public QToolButton {
    Q_OBJECT

public:
    /// `terms`: names of definitions, in that order.
    explicit DefinitionButton(std::vector<std::string_view> terms, QWidget* parent = nullptr);

    /// Qt adds three pixels to what the style sheet allows at most.
    [[nodiscard]] QSize sizeHint() const override;

private:
    void showDefinitions();

    std::vector<std::string_view> m_terms;
};

} // namespace halftone::ui
