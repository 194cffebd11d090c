// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/image/test_images.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDir>
#include <QFileInfo>
#include <QtEndian>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <vector>

/// DICOM files made byte by byte, so that they can be as odd as those of real scanners.
namespace halftone::test {

template <typename T>
QByteArray littleEndian(std::initializer_list<T> values)
{
    QByteArray bytes;
    for (const T value : values) {
        const T ordered = qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char*>(&ordered), sizeof ordered);
    }
    return bytes;
}

/// Elements by tag, explicit and little-endian, or without types.
class DicomElements {
public:
    struct Value {
        QByteArray type;
        QByteArray bytes;
        std::vector<DicomElements> items; ///< of a sequence
    };

    DicomElements& text(std::uint32_t tag, const char* type, QByteArray value)
    {
        if (value.size() % 2 != 0) {
            value += qstrcmp(type, "UI") == 0 ? '\0' : ' ';
        }
        m_values[tag] = {type, value, {}};
        return *this;
    }
    DicomElements& number(std::uint32_t tag, std::uint16_t value)
    {
        m_values[tag] = {"US", littleEndian<std::uint16_t>({value}), {}};
        return *this;
    }
    DicomElements& bytes(std::uint32_t tag, const char* type, const QByteArray& value)
    {
        m_values[tag] = {type, value, {}};
        return *this;
    }
    DicomElements& sequence(std::uint32_t tag, const std::vector<DicomElements>& items)
    {
        m_values[tag] = {"SQ", {}, items};
        return *this;
    }
    DicomElements& remove(std::uint32_t tag)
    {
        m_values.erase(tag);
        return *this;
    }

    [[nodiscard]] QByteArray write(bool types) const
    {
        QByteArray all;
        for (const auto& [tag, value] : m_values) {
            all += littleEndian<std::uint16_t>(
                {static_cast<std::uint16_t>(tag >> 16), static_cast<std::uint16_t>(tag & 0xffffU)});
            QByteArray bytes = value.bytes;
            for (const DicomElements& item : value.items) {
                const QByteArray inner = item.write(types);
                bytes += littleEndian<std::uint16_t>({0xfffe, 0xe000})
                         + littleEndian<std::uint32_t>({static_cast<std::uint32_t>(inner.size())})
                         + inner;
            }
            const auto length = static_cast<std::uint32_t>(bytes.size());
            static const QByteArrayList kLong{"OB", "OW", "OF", "OD", "SQ", "UN"};
            if (!types) {
                all += littleEndian<std::uint32_t>({length});
            } else if (kLong.contains(value.type)) {
                all += value.type + QByteArray(2, '\0') + littleEndian<std::uint32_t>({length});
            } else {
                all +=
                    value.type + littleEndian<std::uint16_t>({static_cast<std::uint16_t>(length)});
            }
            all += bytes;
        }
        return all;
    }

private:
    std::map<std::uint32_t, Value> m_values;
};

inline constexpr int kWidth = 5;
inline constexpr int kHeight = 4;

/// The pixels of slice k: 100 k + 10 y + x.
inline QByteArray slicePixels(int k)
{
    QByteArray bytes;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            bytes +=
                littleEndian<std::uint16_t>({static_cast<std::uint16_t>(100 * k + 10 * y + x)});
        }
    }
    return bytes;
}

inline QByteArray decimals(std::initializer_list<double> values)
{
    QByteArrayList fields;
    for (const double value : values) {
        fields.append(QByteArray::number(value, 'g', 10));
    }
    return fields.join('\\');
}

/// Slice k of a series: 5 x 4 pixels of 0.5 x 0.8 mm, at (3, 4, 5 + 2 k).
inline DicomElements dicomSlice(int k, const char* modality = "MR")
{
    DicomElements data;
    data.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4");
    data.text(0x00080018, "UI", "2.25.1." + QByteArray::number(k + 1));
    data.text(0x00080060, "CS", modality);
    data.text(0x0020000e, "UI", "2.25.2");
    data.text(0x00200011, "IS", "7");
    data.text(0x00200013, "IS", QByteArray::number(k + 1));
    data.text(0x00200032, "DS", decimals({3, 4, 5.0 + 2 * k}));
    data.text(0x00200037, "DS", decimals({1, 0, 0, 0, 1, 0}));
    data.number(0x00280002, 1).text(0x00280004, "CS", "MONOCHROME2");
    data.number(0x00280010, kHeight).number(0x00280011, kWidth);
    data.text(0x00280030, "DS", decimals({0.8, 0.5}));
    data.number(0x00280100, 16).number(0x00280101, 16).number(0x00280102, 15).number(0x00280103, 0);
    data.bytes(0x7fe00010, "OW", slicePixels(k));
    return data;
}

/// An enhanced object; frame n has the pixels of slice order[n] and, where `positions`, its place.
inline DicomElements dicomFrames(const std::vector<int>& order,
                                 const std::vector<DicomElements>& more = {})
{
    DicomElements data = dicomSlice(0);
    data.remove(0x00200032).remove(0x00200037).remove(0x00280030);
    data.text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4.1");
    data.text(0x00280008, "IS", QByteArray::number(int(order.size())));
    DicomElements shared;
    shared.sequence(0x00209116,
                    {DicomElements().text(0x00200037, "DS", decimals({1, 0, 0, 0, 1, 0}))});
    shared.sequence(0x00289110, {DicomElements().text(0x00280030, "DS", decimals({0.8, 0.5}))});
    data.sequence(0x52009229, {shared});
    std::vector<DicomElements> groups;
    QByteArray pixels;
    for (std::size_t n = 0; n < order.size(); ++n) {
        DicomElements group = more.empty() ? DicomElements() : more[n];
        group.sequence(0x00209113, {DicomElements().text(0x00200032, "DS",
                                                         decimals({3, 4, 5.0 + 2 * order[n]}))});
        groups.push_back(group);
        pixels += slicePixels(order[n]);
    }
    data.sequence(0x52009230, groups);
    data.bytes(0x7fe00010, "OW", pixels);
    return data;
}

/// Preamble and meta header, then the data set.
inline QByteArray dicomFile(const DicomElements& data, bool types = true)
{
    DicomElements meta;
    meta.text(0x00020010, "UI", types ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2");
    return QByteArray(128, '\0') + "DICM" + meta.write(true) + data.write(types);
}

inline QByteArray shorts(std::initializer_list<int> values)
{
    QByteArray bytes;
    for (const int value : values) {
        bytes += littleEndian<std::uint16_t>({static_cast<std::uint16_t>(value)});
    }
    return bytes;
}

/// A frame of 16-bit pixels by RLE, literally: the high bytes, then the low ones.
inline QByteArray runLengths(const QByteArray& pixels)
{
    QByteArray bytes = littleEndian<std::uint32_t>({2, 64});
    QByteArray segments[2];
    for (qsizetype i = 0; i < pixels.size(); i += 2) {
        segments[0] += QByteArray(1, '\0') + pixels[i + 1];
        segments[1] += QByteArray(1, '\0') + pixels[i];
    }
    bytes += littleEndian<std::uint32_t>({64 + static_cast<std::uint32_t>(segments[0].size())});
    return bytes + QByteArray(64 - bytes.size(), '\0') + segments[0] + segments[1];
}

/// Frames of slices 2, 0 and 1, compressed, each a fragment.
inline QByteArray compressedFile(const QByteArray& syntax)
{
    DicomElements data = dicomFrames({2, 0, 1});
    data.remove(0x7fe00010);
    DicomElements meta;
    meta.text(0x00020010, "UI", syntax);
    QByteArray bytes = QByteArray(128, '\0') + "DICM" + meta.write(true) + data.write(true);
    const QByteArray item = shorts({0xfffe, 0xe000});
    bytes += shorts({0x7fe0, 0x0010}) + "OB" + shorts({0, 0xffff, 0xffff}) + item + shorts({0, 0});
    for (const int k : {2, 0, 1}) {
        const QByteArray frame = runLengths(slicePixels(k));
        bytes += item + littleEndian<std::uint32_t>({static_cast<std::uint32_t>(frame.size())});
        bytes += frame;
    }
    return bytes + shorts({0xfffe, 0xe0dd, 0, 0});
}

inline bool put(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    QDir(folder.path()).mkpath(QFileInfo(name).path());
    return writeBytes(pathIn(folder, name), bytes);
}

/// Writes slices 0 to count - 1 as files of their own.
inline bool putSeries(const QTemporaryDir& folder, int count, const char* modality = "MR")
{
    bool done = true;
    for (int k = 0; k < count; ++k) {
        done = done && put(folder, QString::number(k), dicomFile(dicomSlice(k, modality)));
    }
    return done;
}

/// True if voxel (x, y, z) is 100 z + 10 y + x everywhere, on the grid of the slices.
inline bool isInOrder(const Image& image, int slices)
{
    const std::array<int, 3> size{kWidth, kHeight, slices};
    bool same = image.geometry.size == size && std::abs(image.geometry.spacingMm[0] - 0.5) < 1e-6
                && std::abs(image.geometry.spacingMm[1] - 0.8) < 1e-6
                && (slices == 1 || std::abs(image.geometry.spacingMm[2] - 2) < 1e-6)
                && image.geometry.originMm == std::array<double, 3>{3, 4, 5};
    for (std::size_t i = 0; same && i < image.geometry.voxels(); ++i) {
        const int x = int(i % kWidth);
        const int y = int(i / kWidth % kHeight);
        const int z = int(i / kWidth / kHeight);
        same = image.value(i) == 100 * z + 10 * y + x;
    }
    return same;
}

} // namespace halftone::test
