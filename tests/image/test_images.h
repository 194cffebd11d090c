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
#include <vector>

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

/// Voxels that are all different, without exception.
inline Image distinctImage(const Geometry& geometry)
{
    Image image;
    image.geometry = geometry;
    std::vector<std::int16_t> voxels(geometry.voxels());
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        voxels[i] = static_cast<std::int16_t>(3 * i - 500);
    }
    image.voxels = std::move(voxels);
    return image;
}

/// All 48 orders and directions of the axes: "LPS", "RPS", ...
inline std::vector<std::string> allCodes()
{
    std::vector<std::string> codes;
    const std::array<std::string, 3> pairs{"LR", "PA", "SI"};
    const std::array<std::array<std::size_t, 3>, 6> orders{
        {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};
    for (const auto& order : orders) {
        for (unsigned flips = 0; flips < 8; ++flips) {
            std::string code;
            for (std::size_t a = 0; a < 3; ++a) {
                code += pairs[order[a]][flips >> a & 1U];
            }
            codes.push_back(code);
        }
    }
    return codes;
}

/// Where a voxel lies, LPS in millimetres.
inline std::array<double, 3> positionOf(const Geometry& g, int i, int j, int k)
{
    std::array<double, 3> mm{};
    const std::array<int, 3> index{i, j, k};
    for (std::size_t row = 0; row < 3; ++row) {
        mm[row] = g.originMm[row];
        for (std::size_t a = 0; a < 3; ++a) {
            mm[row] += g.direction[row * 3 + a] * g.spacingMm[a] * index[a];
        }
    }
    return mm;
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
