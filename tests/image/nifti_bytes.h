// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QtEndian>

#include <array>
#include <cstring>

/// NIfTI files byte by byte, as other programs write them.
namespace halftone::test {

template <typename T>
void put(QByteArray& bytes, qsizetype offset, T value)
{
    value = qToLittleEndian(value);
    std::memcpy(bytes.data() + offset, &value, sizeof value);
}

/// A NIfTI-1 file of int16 whose values count up from 0, with neither form.
inline QByteArray niftiOf(const std::array<qint16, 3>& size)
{
    const int voxels = size[0] * size[1] * size[2];
    QByteArray bytes(352 + 2 * voxels, '\0');
    put<qint32>(bytes, 0, 348);
    put<qint16>(bytes, 40, 3);
    for (int i = 0; i < 7; ++i) {
        put<qint16>(bytes, 42 + 2 * i, i < 3 ? size[static_cast<std::size_t>(i)] : qint16{1});
        put<float>(bytes, 80 + 4 * i, 1.0F);
    }
    put<float>(bytes, 76, 1.0F);
    put<qint16>(bytes, 70, 4);
    put<qint16>(bytes, 72, 16);
    put<float>(bytes, 108, 352.0F);
    std::memcpy(bytes.data() + 344, "n+1", 4);
    for (int i = 0; i < voxels; ++i) {
        put<qint16>(bytes, 352 + 2 * i, static_cast<qint16>(i));
    }
    return bytes;
}

/// Writes the rows of an sform.
inline void putSform(QByteArray& bytes, const std::array<float, 12>& rows)
{
    put<qint16>(bytes, 254, 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        put<float>(bytes, 280 + 4 * static_cast<qsizetype>(i), rows[i]);
    }
}

/// A qform that is the identity but for its origin.
inline void putQform(QByteArray& bytes, const std::array<float, 3>& origin)
{
    put<qint16>(bytes, 252, 1);
    for (std::size_t i = 0; i < 3; ++i) {
        put<float>(bytes, 268 + 4 * static_cast<qsizetype>(i), origin[i]);
    }
}

} // namespace halftone::test
