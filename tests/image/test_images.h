// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

/// Small images and files shared by the tests of core/image.
namespace halftone::test {

/// A grid whose axes are turned by 30 degrees about z, with uneven spacing and an odd origin.
inline Geometry obliqueGeometry(std::array<int, 3> size = {7, 5, 4})
{
    const double c = std::sqrt(3.0) / 2;
    Geometry geometry;
    geometry.size = size;
    geometry.spacingMm = {0.7, 1.25, 3};
    geometry.originMm = {-11.5, 20.25, 5};
    geometry.direction = {c, -0.5, 0, 0.5, c, 0, 0, 0, 1};
    geometry.spacingKnown = true;
    geometry.orientationKnown = true;
    return geometry;
}

/// Voxels that are all different as far as the type allows, so that any mix-up shows.
template <typename T>
Image countingImage(const Geometry& geometry)
{
    Image image;
    image.geometry = geometry;
    std::vector<T> voxels(geometry.voxels());
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = static_cast<T>(i % 120);
    }
    image.voxels = std::move(voxels);
    return image;
}

inline std::filesystem::path pathIn(const QTemporaryDir& folder, const QString& name)
{
    return folder.filePath(name).toStdString();
}

inline QByteArray readBytes(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeBytes(const std::filesystem::path& path, const QByteArray& bytes)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace halftone::test
