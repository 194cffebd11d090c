// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QWidget>

/// Pictures of the window that are kept in tests/ui/baselines.
namespace halftone::test {

/// How much of one picture differs visibly from another.
struct PictureDifference {
    double share = 0;       ///< of its pixels
    double squareShare = 0; ///< of those of the small square where most differ
    QRect square;           ///< that one
    /// A slider that is gone is less than 0.2 % of a large window, a meter 0.1 %: what the whole
    /// does not tell, a square does.
    [[nodiscard]] bool isChange() const { return share > 0.002 || squareShare > 0.05; }
    /// "0.012 % of the pixels and, around 176,656, 7.5 % of a square of 32x32 differ"
    [[nodiscard]] QString text() const;
};

/// 1 if the sizes differ.
[[nodiscard]] PictureDifference compare(const QImage& a, const QImage& b);

/// Covers child widgets of `window` in a picture of it; null ones are left out.
void paintFlat(QImage& picture, const QWidget& window, const QList<const QWidget*>& widgets);

/// Compares with the picture of that name: empty, or what is wrong and where to look. Then found,
/// expected and difference lie in the folder baseline-differences of the build. With
/// HALFTONE_RENEW_BASELINES in the environment a picture that differs, or is not there, is written
/// instead, and a sheet old | new | difference lies in baselines-renewed of the build.
[[nodiscard]] QString compareWithBaseline(const QString& name, const QImage& picture);

} // namespace halftone::test
