// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/format.h"

#include "core/base/text.h"
#include "ui/document/language.h"
#include "ui/document/words.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace halftone::ui {

namespace {

constexpr QChar kMinus(0x2212);
constexpr QChar kTimes(0x00D7);
constexpr QChar kEnDash(0x2013);

/// What lengths on a grid are written in.
struct LengthUnit {
    double perMm = 1;
    QString name;
};

/// One unit along all axes: the one in which the smallest spacing has a readable size.
LengthUnit unitOf(const Geometry& geometry)
{
    if (!geometry.spacingKnown) {
        return {1, QStringLiteral("px")};
    }
    const auto [low, high] =
        std::minmax_element(geometry.spacingMm.begin(), geometry.spacingMm.end());
    if (*low < 1e-3 || *high < 1e-2) {
        return {1e6, QStringLiteral("nm")};
    }
    if (*high < 0.1) {
        return {1e3, QChar(0x00B5) + QStringLiteral("m")};
    }
    return {1, QStringLiteral("mm")};
}

/// A power of a length in the unit of a grid, or where that makes five digits and more of
/// nanometres, in micrometres.
QString formatPower(const Geometry& geometry, double ofMm, int power, int digits)
{
    auto [scale, unit] = unitOf(geometry);
    constexpr double kManyNanometres = 1e4;
    if (scale == 1e6 && ofMm * std::pow(scale, power) >= kManyNanometres) {
        scale = 1e3;
        unit = QChar(0x00B5) + QStringLiteral("m");
    }
    return formatValue(ofMm * std::pow(scale, power), digits) + QChar(u' ') + unit
           + QChar(power == 2 ? 0x00B2 : 0x00B3);
}

} // namespace

QString formatPrecision(quant::Precision precision)
{
    return QString::fromStdString(quant::toString(precision));
}

QString formatMilliseconds(double milliseconds)
{
    return localised(QString::fromStdString(halftone::formatMilliseconds(milliseconds)));
}

QString formatBytes(std::size_t bytes)
{
    return localised(QString::fromStdString(halftone::formatBytes(bytes)));
}

QString formatValue(double value, int digits)
{
    return localised(QString::fromStdString(formatSignificant(value, digits)));
}

QString formatFixed(double value, int decimals)
{
    return localised(QString::fromStdString(formatNumber(value, decimals)));
}

QString localised(const QString& numbers)
{
    return QString(numbers).replace(QLatin1String("."), locale().decimalPoint());
}

QString formatScore(double score)
{
    return std::isnan(score) ? QString(kEnDash) : formatFixed(score, 3);
}

QString formatScoreChange(double change)
{
    QString digits = formatFixed(std::abs(change), 4);
    if (digits == formatFixed(0, 4)) {
        return digits;
    }
    return (change < 0 ? kMinus : QChar(u'+')) + digits;
}

QString formatRatio(double ratio)
{
    return formatFixed(ratio, ratio < 10 ? 1 : 0) + QChar(u' ') + kTimes;
}

QString formatGeometry(const Geometry& geometry)
{
    const QString times = QChar(u' ') + QString(kTimes) + QChar(u' ');
    QString text = QString::number(geometry.size[0]) + times + QString::number(geometry.size[1])
                   + times + QString::number(geometry.size[2]);
    if (!geometry.spacingKnown) {
        return text;
    }
    const auto [scale, unit] = unitOf(geometry);
    QString spacing;
    for (const double mm : geometry.spacingMm) {
        spacing += (spacing.isEmpty() ? QString() : times) + formatValue(mm * scale, 3);
    }
    return text + QStringLiteral("    ") + spacing + QChar(u' ') + unit;
}

QString formatName(const Image& image)
{
    QStringList texts{QString::fromStdString(image.name)};
    if (!image.part) {
        return texts.front();
    }
    const auto& [part, whole] = *image.part;
    if (part.slices < whole.size[2]) {
        texts << tr("slices %1 to %2 of %3")
                     .arg(part.first + 1)
                     .arg(part.first + part.slices)
                     .arg(whole.size[2]);
    }
    if (part.step > 1) {
        texts << tr("one voxel in %1 along each axis").arg(part.step);
    }
    return texts.join(QStringLiteral(", "));
}

QString formatLength(const Geometry& geometry, double mm)
{
    const auto [scale, unit] = unitOf(geometry);
    return formatValue(mm * scale, 4) + QChar(u' ') + unit;
}

QString formatArea(const Geometry& geometry, double mm2)
{
    return formatPower(geometry, mm2, 2, 4);
}

QString formatVolume(const Geometry& geometry, std::size_t voxels)
{
    if (!geometry.spacingKnown) {
        return tr("%1 voxels").arg(formatCount(voxels));
    }
    const double mm3 = static_cast<double>(voxels) * geometry.voxelMm3();
    return unitOf(geometry).perMm == 1 ? formatValue(mm3 / 1000, 3) + QStringLiteral(" ml")
                                       : formatPower(geometry, mm3, 3, 3);
}

QString formatDegrees(double degrees)
{
    return formatFixed(degrees, 1) + QChar(0x00B0);
}

QString formatPosition(const Geometry& geometry, const std::array<double, 3>& mm)
{
    if (!geometry.spacingKnown) {
        return {};
    }
    const auto [scale, unit] = unitOf(geometry);
    QString text;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double length = mm[axis] * scale;
        const char letter =
            geometry.orientationKnown ? (length < 0 ? "RAI" : "LPS")[axis] : "XYZ"[axis];
        text += QLatin1Char(letter) + QChar(u' ')
                + formatFixed(geometry.orientationKnown ? std::abs(length) : length, 1)
                + QStringLiteral("  ");
    }
    return text.chopped(1) + unit;
}

QString formatVoxel(const Image& image, double value)
{
    const QString unit = image.modality == Modality::CT ? QStringLiteral(" HU") : QString();
    return formatValue(value, 5) + unit;
}

QString formatShare(double share)
{
    const double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
        return localised(QStringLiteral("<0.1 %"));
    }
    const bool whole = percent == 0 || percent == 100;
    return formatFixed(whole ? percent : std::min(percent, 99.9), whole ? 0 : 1)
           + QStringLiteral(" %");
}

QString formatCount(std::size_t count)
{
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3) {
        digits.insert(at, QChar(0x202F)); // a line never breaks within
    }
    return digits;
}

} // namespace halftone::ui
