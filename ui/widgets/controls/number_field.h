// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDoubleSpinBox>

namespace halftone::ui {

/// Takes what people type for a number: point or comma, powers of ten.
class NumberField : public QDoubleSpinBox {
public:
    explicit NumberField(QWidget* parent = nullptr);

    QValidator::State validate(QString& text, int& position) const override;
    [[nodiscard]] double valueFromText(const QString& text) const override;

private:
    /// With a point, whatever the language.
    [[nodiscard]] QString numberIn(const QString& text) const;
};

} // namespace halftone::ui
