// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// usage: halftone_icon PICTURE.svg ICON SIZE...
//
// Draws a picture into squares of SIZE pixels. ICON is a .png of one size, an .ico (Windows: 1 to
// 256) or an .icns (macOS: 32, 64, 128, 256, 512, 1024), both of which hold PNG pictures. Part of
// the build alone.
#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QString>
#include <QSvgRenderer>

#include <cstdio>
#include <map>
#include <vector>

namespace {

struct Picture {
    int size = 0;
    QByteArray png;
};

QByteArray drawn(QSvgRenderer& picture, int size)
{
    QImage icon(size, size, QImage::Format_ARGB32);
    icon.fill(Qt::transparent);
    QPainter painter(&icon);
    picture.render(&painter);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    icon.save(&buffer, "PNG");
    return png;
}

QByteArray icoOf(const std::vector<Picture>& pictures)
{
    constexpr quint32 kHeader = 6;
    constexpr quint32 kEntry = 16;
    constexpr quint16 kIcon = 1;
    constexpr quint16 kPlanes = 1;
    constexpr quint16 kBits = 32;
    constexpr quint8 kNone = 0; // of palette and reserved fields
    QByteArray file;
    QDataStream out(&file, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    out << quint16{0} << kIcon << static_cast<quint16>(pictures.size());
    quint32 offset = kHeader + kEntry * static_cast<quint32>(pictures.size());
    for (const Picture& each : pictures) {
        const auto side = static_cast<quint8>(each.size); // 256 is written as 0
        const auto bytes = static_cast<quint32>(each.png.size());
        out << side << side << kNone << kNone << kPlanes << kBits << bytes << offset;
        offset += bytes;
    }
    for (const Picture& each : pictures) {
        file += each.png;
    }
    return file;
}

/// Empty for a size that has no name there.
QByteArray icnsOf(const std::vector<Picture>& pictures)
{
    // Of those with two names for a size the one that also older systems know.
    static const std::map<int, QByteArray> s_names = {{32, "ic11"},  {64, "ic12"},  {128, "ic07"},
                                                      {256, "ic08"}, {512, "ic09"}, {1024, "ic10"}};
    constexpr qsizetype kHeader = 8;
    const auto chunk = [](const QByteArray& name, const QByteArray& data) {
        QByteArray length;
        QDataStream(&length, QIODevice::WriteOnly) << static_cast<quint32>(kHeader + data.size());
        return name + length + data;
    };
    QByteArray chunks;
    for (const Picture& each : pictures) {
        const auto name = s_names.find(each.size);
        if (name == s_names.end()) {
            return {};
        }
        chunks += chunk(name->second, each.png);
    }
    return chunk("icns", chunks);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        std::fputs("usage: halftone_icon PICTURE.svg ICON SIZE...\n", stderr);
        return 2;
    }
    QSvgRenderer picture(QString::fromLocal8Bit(argv[1]));
    const QString path = QString::fromLocal8Bit(argv[2]);
    std::vector<Picture> pictures;
    for (int i = 3; i < argc; ++i) {
        const int size = QByteArray(argv[i]).toInt();
        pictures.push_back({size, drawn(picture, size)});
    }
    const QByteArray bytes = path.endsWith(".ico")    ? icoOf(pictures)
                             : path.endsWith(".icns") ? icnsOf(pictures)
                                                      : pictures.front().png;
    QFile file(path);
    if (!picture.isValid() || bytes.isEmpty() || !file.open(QIODevice::WriteOnly)
        || file.write(bytes) != bytes.size() || !file.flush()) {
        std::fprintf(stderr, "halftone_icon: %s could not be drawn as %s.\n", argv[1], argv[2]);
        return 1;
    }
    return 0;
}
