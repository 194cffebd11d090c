// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/read_labels.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/image/image_io.h"

#include <string>

namespace halftone::pipeline {
namespace {

std::string sizeText(const Geometry& geometry)
{
    return std::to_string(geometry.size[0]) + " x " + std::to_string(geometry.size[1]) + " x "
           + std::to_string(geometry.size[2]);
}

} // namespace

LabelMap readLabelsOf(const Image& image, const std::filesystem::path& path, const StopToken& stop)
{
    if (!image.part) {
        return image::readLabelMap(path, stop);
    }
    const auto& [part, whole] = *image.part;
    const Geometry own = image::readInfo(path, stop).geometry;
    const bool placed = own.orientationKnown && whole.orientationKnown;
    const std::string first = std::to_string(part.first + 1);
    const std::string last = std::to_string(part.first + part.slices);
    if (!placed && own.size != whole.size && own.size != image.geometry.size) {
        throw Error(ErrorCode::ShapeMismatch,
                    Message{"labels-beside-part",
                            "'{0}' says no place, and its size of {1} fits neither the image ({2}) "
                            "nor slices {3} to {4} of it, which are open. Give the labels that "
                            "were drawn on this image.",
                            {toUtf8(path), sizeText(own), sizeText(whole), first, last}});
    }
    LabelMap labels = image::readLabelMap(path, stop);
    if (!placed && own.size == whole.size) {
        labels.geometry = whole;
    } else if (!placed) {
        labels.geometry = image.geometry;
        labels.findings.push_back(
            {Severity::Warning,
             {"labels-taken-for-part",
              "It says no place. By its size it was taken for labels of slices {0} to {1} of the "
              "image, which are open: if it was drawn on others, nothing fits.",
              {first, last}}});
    }
    return labels;
}

} // namespace halftone::pipeline
