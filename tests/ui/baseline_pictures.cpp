// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "baseline_pictures.h"

#include "gui_support.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QFontInfo>
#include <QImageWriter>
#include <QPainter>

#include <algorithm>

namespace halftone::test {

namespace {

constexpr int kTolerance = 24; ///< of a channel: what another driver or rounding may do
constexpr QRgb kFlat = qRgb(96, 0, 96);
constexpr QRgb kDiffering = qRgb(255, 0, 0);
constexpr int kSquare = 32;
constexpr int kGap = 8; ///< between the pictures of a sheet

QString fontText()
{
    return QFontInfo(QApplication::font()).family() + QStringLiteral(", Qt ")
           + QString::fromLatin1(qVersion());
}

QString fontKey()
{
    return QStringLiteral("Font");
}

/// Red where they differ, over the first in dimmed grey.
QImage differenceOf(const QImage& found, const QImage& expected)
{
    QImage result(found.size(), QImage::Format_RGB32);
    for (int y = 0; y < found.height(); ++y) {
        for (int x = 0; x < found.width(); ++x) {
            const QRgb a = found.pixel(x, y);
            const bool differs =
                !expected.valid(x, y) || channelDifference(a, expected.pixel(x, y)) > kTolerance;
            const int grey = 24 + qGray(a) / 3;
            result.setPixel(x, y, differs ? kDiffering : qRgb(grey, grey, grey));
        }
    }
    return result;
}

/// The upper five bits of each channel: the noise in the rest is half of a file, and less than the
/// tolerance.
QImage coarse(const QImage& picture)
{
    QImage result = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < result.height(); ++y) {
        auto* pixels = reinterpret_cast<QRgb*>(result.scanLine(y));
        std::transform(pixels, pixels + result.width(), pixels,
                       [](QRgb pixel) { return pixel & 0xFFF8F8F8U; });
    }
    return result;
}

/// 24 bits a pixel, as small as zlib makes it.
bool write(const QString& path, const QImage& picture)
{
    QDir().mkpath(QFileInfo(path).path());
    QImageWriter writer(path, "png");
    writer.setCompression(100);
    writer.setText(fontKey(), fontText());
    return writer.write(picture.convertToFormat(QImage::Format_RGB32));
}

QString outputFile(const char* folder, const QString& name)
{
    return QStringLiteral(HALFTONE_BASELINE_OUTPUT "/%1/%2.png")
        .arg(QString::fromLatin1(folder), name);
}

/// Beside each other, in pixels whatever their ratio.
QImage sheetOf(const QList<QImage>& pictures)
{
    QSize size(kGap, 0);
    for (const QImage& picture : pictures) {
        size = QSize(size.width() + picture.width() + kGap,
                     std::max(size.height(), picture.height() + 2 * kGap));
    }
    QImage sheet(size, QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    int x = kGap;
    for (const QImage& picture : pictures) {
        painter.drawImage(QRect(QPoint(x, kGap), picture.size()), picture);
        x += picture.width() + kGap;
    }
    return sheet;
}

QString renew(const QString& name, const QString& path, const QImage& expected, const QImage& found)
{
    const bool same = differingPixels(expected, found, kTolerance) == 0;
    if (same && expected.text(fontKey()) == fontText()) {
        return {}; // no new file for what nobody can see
    }
    QImage old = expected;
    if (old.isNull()) {
        old = QImage(found.size(), QImage::Format_RGB32);
        old.fill(Qt::lightGray);
    }
    const QString sheet = outputFile("baselines-renewed", name);
    if (!write(path, found) || !write(sheet, sheetOf({old, found, differenceOf(found, old)}))) {
        return QStringLiteral("%1 or %2 could not be written").arg(path, sheet);
    }
    qInfo("renewed: %s (%lld KB); old, new and difference: %s", qPrintable(path),
          QFileInfo(path).size() / 1000, qPrintable(sheet));
    return {};
}

} // namespace

void paintFlat(QImage& picture, const QWidget& window, const QList<const QWidget*>& widgets)
{
    QPainter painter(&picture); // in the window's coordinates: the picture knows its ratio
    for (const QWidget* widget : widgets) {
        if (widget != nullptr) {
            const QRect seen = widget->visibleRegion().boundingRect();
            painter.fillRect(seen.translated(widget->mapTo(&window, QPoint(0, 0))), QColor(kFlat));
        }
    }
}

PictureDifference compare(const QImage& a, const QImage& b)
{
    if (a.size() != b.size()) {
        return {1, 1, {}};
    }
    PictureDifference result;
    const double all = static_cast<double>(a.width()) * a.height();
    for (int y = 0; y < a.height(); y += kSquare) {
        for (int x = 0; x < a.width(); x += kSquare) {
            const QRect square(x, y, kSquare, kSquare);
            const int differing = differingPixels(a.copy(square), b.copy(square), kTolerance);
            const double share = static_cast<double>(differing) / (kSquare * kSquare);
            result.share += differing / all;
            if (share > result.squareShare) {
                result.squareShare = share;
                result.square = square;
            }
        }
    }
    return result;
}

QString PictureDifference::text() const
{
    return QStringLiteral("%1 % of the pixels and, around %2,%3, %4 % of a square of %5x%5 differ")
        .arg(100 * share, 0, 'f', 3)
        .arg(square.center().x())
        .arg(square.center().y())
        .arg(100 * squareShare, 0, 'f', 1)
        .arg(kSquare);
}

QString compareWithBaseline(const QString& name, const QImage& picture)
{
    const QImage found = coarse(picture);
    const QString path = QStringLiteral(HALFTONE_BASELINES "/%1.png").arg(name);
    const QImage expected(path);
    if (qEnvironmentVariableIsSet("HALFTONE_RENEW_BASELINES")) {
        return renew(name, path, expected, found);
    }
    if (expected.isNull()) {
        return QStringLiteral("There is no %1. tests/ui/renew_baselines.sh makes it.").arg(path);
    }
    const QString stem = name + QStringLiteral("-%1");
    const auto output = [&](const char* what) {
        return outputFile("baseline-differences", stem.arg(QString::fromLatin1(what)));
    };
    for (const char* what : {"found", "expected", "difference"}) {
        QFile::remove(output(what)); // of an earlier run
    }
    const PictureDifference difference = compare(found, expected);
    if (!difference.isChange()) {
        return {};
    }
    write(output("found"), found);
    write(output("expected"), expected);
    write(output("difference"), differenceOf(found, expected));
    QString text = QStringLiteral("%1 from %2: look at %3. If that is meant, "
                                  "tests/ui/renew_baselines.sh takes the new picture.")
                       .arg(difference.text(), path, output("difference"));
    if (expected.text(fontKey()) != fontText()) {
        text += QStringLiteral(" The picture was made with %1 and this one with %2: that alone "
                               "changes every text (Debian: package fonts-inter).")
                    .arg(expected.text(fontKey()), fontText());
    }
    return text;
}

} // namespace halftone::test
