// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/image.h"
#include "core/data/prepare.h"
#include "core/image/image_io.h"
#include "core/model/model_file.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

/// Small folders in the layouts that prepare() reads, and questions about what it made of them.
namespace halftone::test {

/// A folder that is removed with the object.
class Folder {
public:
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const
    {
        const std::filesystem::path path = root() / name;
        std::filesystem::create_directories(path.parent_path());
        return path;
    }
    [[nodiscard]] std::filesystem::path root() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

/// A value for every voxel, given its column, row and slice.
using VoxelFn = std::function<int(int x, int y, int z)>;

template <typename T>
Image imageOf(const Geometry& geometry, const VoxelFn& value)
{
    std::vector<T> voxels;
    voxels.reserve(geometry.voxels());
    for (int z = 0; z < geometry.size[2]; ++z) {
        for (int y = 0; y < geometry.size[1]; ++y) {
            for (int x = 0; x < geometry.size[0]; ++x) {
                voxels.push_back(static_cast<T>(value(x, y, z)));
            }
        }
    }
    Image image;
    image.geometry = geometry;
    image.voxels = std::move(voxels);
    return image;
}

/// A grid without spacing or anatomy, as TIFF and PNG have it.
inline Geometry plainGrid(int width, int height, int slices)
{
    Geometry geometry;
    geometry.size = {width, height, slices};
    return geometry;
}

/// An axial grid in the patient, axes LPS.
inline Geometry patientGrid(int side, int slices, double spacingMm)
{
    Geometry geometry = plainGrid(side, side, slices);
    geometry.spacingMm = {spacingMm, spacingMm, 3};
    geometry.originMm = {-10, 20, 30};
    geometry.spacingKnown = true;
    geometry.orientationKnown = true;
    return geometry;
}

inline void writeVoxels(const std::filesystem::path& path, const Geometry& geometry,
                        const VoxelFn& value)
{
    image::writeImage(path, imageOf<std::uint8_t>(geometry, value));
}

/// Without phantoms, which take their time.
inline data::Dataset prepareReal(const std::string& task, const Folder& folder,
                                 const std::vector<std::string>& validation = {})
{
    data::PrepareOptions options;
    options.validationSubjects = validation;
    options.phantoms = false;
    return data::prepare(task, folder.root(), {}, {}, options);
}

inline std::set<std::string> casesOf(const data::Dataset& dataset, data::Split split)
{
    std::set<std::string> cases;
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.split == split) {
            cases.insert(group.cases.begin(), group.cases.end());
        }
    }
    return cases;
}

/// Slices of a case on both sides together.
inline std::size_t slicesOf(const data::Dataset& dataset, const std::string& caseName)
{
    std::size_t slices = 0;
    for (const data::SliceGroup& group : dataset.groups) {
        slices +=
            static_cast<std::size_t>(std::count(group.cases.begin(), group.cases.end(), caseName));
    }
    return slices;
}

/// True where some case is on both sides.
inline bool mixesCases(const data::Dataset& dataset)
{
    const auto train = casesOf(dataset, data::Split::Train);
    const auto validation = casesOf(dataset, data::Split::Validation);
    return std::any_of(train.begin(), train.end(),
                       [&](const std::string& name) { return validation.contains(name); });
}

/// Part of the training draws that come from groups whose names `belongs` accepts.
inline double shareOf(const data::Dataset& dataset,
                      const std::function<bool(const std::string&)>& belongs)
{
    double share = 0;
    double total = 0;
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.split == data::Split::Train) {
            const double draws = group.weight * static_cast<double>(group.slices());
            total += draws;
            share += belongs(group.name) ? draws : 0;
        }
    }
    return share / total;
}

inline double shareOf(const data::Dataset& dataset, const std::string& name)
{
    return shareOf(dataset, [&](const std::string& group) { return group == name; });
}

/// The group of that name and split, or nothing.
inline const data::SliceGroup* findGroup(const data::Dataset& dataset, const std::string& name,
                                         data::Split split)
{
    for (const data::SliceGroup& group : dataset.groups) {
        if (group.name == name && group.split == split) {
            return &group;
        }
    }
    return nullptr;
}

inline std::size_t countLabel(const data::SliceGroup& group, int label)
{
    return static_cast<std::size_t>(std::count(group.labels.begin(), group.labels.end(), label));
}

#ifdef HALFTONE_SHIPPED_MODELS
/// Whether the shipped model of the task has the rules for images that the next training gives it.
inline bool hasShippedRules(const data::Dataset& dataset)
{
    const std::filesystem::path folder = HALFTONE_SHIPPED_MODELS;
    return model::readModel(folder / (dataset.card.name + ".halftone")).card.images
           == dataset.card.images;
}
#endif

} // namespace halftone::test
