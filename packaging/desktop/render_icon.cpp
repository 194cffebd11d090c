// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// usage: halftone_icon PICTURE.svg SIZE PICTURE.png
//
// Draws a picture into a square of SIZE pixels. Part of the build alone.
#include <QImage>
#include <QPainter>
#include <QString>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fputs("usage: halftone_icon PICTURE.svg SIZE PICTURE.png\n", stderr);
        return 2;
    }
    const int size = QString::fromLocal8Bit(argv[2]).toInt();
    QSvgRenderer picture(QString::fromLocal8Bit(argv[1]));
    QImage icon(size, size, QImage::Format_ARGB32);
    icon.fill(Qt::transparent);
    {
        QPainter painter(&icon);
        picture.render(&painter);
    }
    if (!picture.isValid() || !icon.save(QString::fromLocal8Bit(argv[3]), "PNG")) {
        std::fprintf(stderr, "halftone_icon: %s could not be drawn as %s.\n", argv[1], argv[3]);
        return 1;
    }
    return 0;
}
