// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/document/document.h"

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Small layers for tests of what lies in a document.
namespace halftone::test {

inline std::shared_ptr<const Image> smallImage(const std::string& name = "image")
{
    Image image;
    image.name = name;
    image.geometry.size = {4, 6, 8};
    image.geometry.spacingMm = {1, 2, 3};
    image.geometry.originMm = {10, 20, 30};
    image.voxels = std::vector<std::uint8_t>(image.geometry.voxels());
    return std::make_shared<const Image>(image);
}

inline std::vector<ui::LabelStyle> twoLabels()
{
    return {{1, QStringLiteral("membrane"), qRgb(10, 20, 30), true},
            {2, QStringLiteral("vesicle"), qRgb(40, 50, 60), true}};
}

/// Of other values than its neighbours everywhere.
inline std::shared_ptr<const Image> boxImage(std::array<int, 3> size)
{
    Image image;
    image.name = "box";
    image.geometry.size = size;
    std::vector<std::uint8_t> voxels(image.geometry.voxels());
    for (std::size_t n = 0; n < voxels.size(); ++n) {
        voxels[n] = static_cast<std::uint8_t>(n * 37 % 251);
    }
    image.voxels = std::move(voxels);
    return std::make_shared<const Image>(image);
}

/// Two labels.
inline std::shared_ptr<const model::Model> cordModel(const std::string& title = "cord")
{
    model::Model model;
    model.card.title = title;
    model.card.labels = {{1, "white-matter", {10, 20, 30}}, {2, "grey-matter", {40, 50, 60}}};
    return std::make_shared<const model::Model>(model);
}

/// Voxels of these values; names as a file may give them.
inline std::shared_ptr<const LabelMap> labelMap(std::vector<std::uint8_t> voxels,
                                                std::vector<Label> labels = {})
{
    LabelMap map;
    map.geometry.size = {static_cast<int>(voxels.size()), 1, 1};
    map.voxels = std::move(voxels);
    map.labels = std::move(labels);
    return std::make_shared<const LabelMap>(map);
}

inline ui::Layer cordPrediction(ui::LayerId image)
{
    return ui::predictionLayer(image, cordModel(), {});
}

inline ui::Layer cordReference(bool judges = true)
{
    const auto labels = labelMap({0, 1, 2}, {{1, "1", {}}, {2, "2", {}}});
    return ui::referenceLayer(labels, labels, judges);
}

inline ui::Layer vesselLabels(const QString& name = QStringLiteral("vessels.nii"))
{
    return ui::labelsLayer(labelMap({0, 3}, {{3, "vessel", {}}}), name, 0);
}

/// Bottom first.
inline std::vector<ui::LayerId> idsOf(const ui::Document& document)
{
    std::vector<ui::LayerId> ids;
    for (const ui::Layer& layer : document.layers()) {
        ids.push_back(layer.id);
    }
    return ids;
}

} // namespace halftone::test
