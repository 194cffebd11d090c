// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/image/grid/detail/class_sampler.h"
#include "core/image/grid/detail/fit_findings.h"
#include "core/image/grid/detail/orientation.h"
#include "core/image/grid/detail/plane_sampler.h"
#include "core/image/grid/detail/steady_spacing.h"
#include "core/image/grid/detail/window.h"
#include "core/image/grid/geometry_report.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace halftone::image {

struct PreparedImage::Impl {
    std::shared_ptr<const Image> native;
    detail::AxisMap map; ///< native to oriented grid
    Geometry oriented;
    PreprocessSpec spec;
    detail::AxisSampling rows; ///< oriented grid to model grid
    detail::AxisSampling columns;
    detail::Window window;
    Findings findings; ///< of the image, then of its fit

    [[nodiscard]] detail::VoxelOrder order() const { return {map, native->geometry}; }
};

namespace {

void requireSound(const Image* image, const PreprocessSpec& spec)
{
    if (image == nullptr || image->geometry.voxels() == 0
        || std::visit([](const auto& v) { return v.size(); }, image->voxels)
               != image->geometry.voxels()) {
        throw Error(ErrorCode::InvalidArgument,
                    "The image is empty or its voxels do not match its size.");
    }
    const bool finite = std::isfinite(spec.low) && std::isfinite(spec.high)
                        && std::isfinite(spec.inPlaneSpacingMm)
                        && std::isfinite(spec.assumedSpacingMm);
    if (!finite || !(spec.low < spec.high) || spec.inPlaneSpacingMm < 0
        || spec.assumedSpacingMm < 0) {
        throw Error(ErrorCode::InvalidArgument,
                    "The model's preprocessing is impossible: window from "
                        + std::to_string(spec.low) + " to " + std::to_string(spec.high)
                        + ", in-plane spacing " + formatSignificant(spec.inPlaneSpacingMm, 5)
                        + " mm, assumed spacing " + formatSignificant(spec.assumedSpacingMm, 5)
                        + " mm; expected low < high and spacings of 0 or more.");
    }
}

detail::AxisSampling makeSampling(const Geometry& geometry, std::size_t axis,
                                  const PreprocessSpec& spec)
{
    const int size = geometry.size[axis];
    const double targetMm = spec.inPlaneSpacingMm;
    const double stated = geometry.spacingKnown ? geometry.spacingMm[axis] : spec.assumedSpacingMm;
    if (targetMm <= 0 || stated <= 0) {
        return {size, size, 1};
    }
    const double spacing = detail::steadySpacing(stated);
    // Within a thousandth of the wanted spacing there is nothing to gain from interpolating.
    const double step = targetMm / spacing;
    if (std::abs(step - 1) < 1e-3) {
        return {size, size, 1};
    }
    const double exact = size / step;
    if (exact > 32768) {
        throw Error(ErrorCode::InvalidArgument,
                    "The image has a pixel spacing of " + formatLength(spacing)
                        + "; the model works at " + formatLength(targetMm)
                        + ", which would take more than 32768 pixels along one axis. Check the "
                          "spacing stated in the file.");
    }
    return {size, std::max(1, static_cast<int>(std::lround(exact))), step};
}

// What a card may ask for: a slice of floats of this grid takes a quarter of a gigabyte.
void requireGridFits(const detail::AxisSampling& columns, const detail::AxisSampling& rows)
{
    constexpr double kMostPixels = 1 << 26;
    const bool resampled = columns.outSize != columns.inSize || rows.outSize != rows.inSize;
    if (resampled && static_cast<double>(columns.outSize) * rows.outSize > kMostPixels) {
        throw Error(ErrorCode::InvalidArgument,
                    "At the pixel spacing that the model works at, a slice of the image would have "
                        + std::to_string(columns.outSize) + "x" + std::to_string(rows.outSize)
                        + " pixels; at most 67 million are possible. Check the spacing stated in "
                          "the file.");
    }
}

void requireSize(std::size_t found, std::size_t expected, const char* what)
{
    if (found != expected) {
        throw Error(ErrorCode::ShapeMismatch, std::string(what) + " has " + std::to_string(found)
                                                  + " values; expected " + std::to_string(expected)
                                                  + ".");
    }
}

void requireSlice(int k, int slices)
{
    if (k < 0 || k >= slices) {
        throw Error(ErrorCode::InvalidArgument, "Slice " + std::to_string(k)
                                                    + " does not exist; the image has "
                                                    + std::to_string(slices) + ".");
    }
}

void requirePlanes(const std::vector<float>& probabilities, int classes, int height, int width)
{
    if (classes < 1) {
        throw Error(ErrorCode::InvalidArgument, "There are no classes to restore.");
    }
    requireSize(probabilities.size(),
                static_cast<std::size_t>(classes) * static_cast<std::size_t>(height)
                    * static_cast<std::size_t>(width),
                "A slice of probabilities");
}

} // namespace

PreparedImage::PreparedImage(std::shared_ptr<const Image> image, const PreprocessSpec& spec)
{
    requireSound(image.get(), spec);
    auto impl = std::make_shared<Impl>();
    impl->native = std::move(image);
    impl->spec = spec;
    const Geometry& native = impl->native->geometry;
    if (!spec.orientation.empty() && native.orientationKnown) {
        impl->map = detail::axisMapTo(native, spec.orientation);
    }
    impl->oriented = detail::apply(impl->map, native);
    impl->columns = makeSampling(impl->oriented, 0, spec);
    impl->rows = makeSampling(impl->oriented, 1, spec);
    requireGridFits(impl->columns, impl->rows);
    const detail::Distribution values(impl->native->voxels, impl->order());
    impl->window = detail::makeWindow(values, spec);
    impl->findings = impl->native->findings;
    for (Finding& finding :
         detail::fitFindings(*impl->native, impl->oriented, impl->order(), values, spec)) {
        if (findKind(impl->findings, finding.message.kind) == nullptr) {
            impl->findings.push_back(std::move(finding));
        }
    }
    m_impl = std::move(impl);
}

const Image& PreparedImage::native() const noexcept
{
    return *m_impl->native;
}

const Geometry& PreparedImage::orientedGeometry() const noexcept
{
    return m_impl->oriented;
}

std::vector<double> PreparedImage::orientedSlice(int k) const
{
    requireSlice(k, slices());
    std::vector<double> values;
    values.reserve(m_impl->oriented.sliceVoxels());
    std::visit(
        [&](const auto& voxels) {
            m_impl->order().forSlice(voxels, static_cast<std::size_t>(k), [&](auto value) {
                values.push_back(static_cast<double>(value));
            });
        },
        m_impl->native->voxels);
    return values;
}

const PreprocessSpec& PreparedImage::spec() const noexcept
{
    return m_impl->spec;
}

int PreparedImage::slices() const noexcept
{
    return m_impl->oriented.size[2];
}

int PreparedImage::height() const noexcept
{
    return m_impl->rows.outSize;
}

int PreparedImage::width() const noexcept
{
    return m_impl->columns.outSize;
}

const Findings& PreparedImage::findings() const noexcept
{
    return m_impl->findings;
}

std::vector<std::uint8_t> PreparedImage::slice(int k) const
{
    requireSlice(k, slices());
    const Impl& impl = *m_impl;
    const auto forEachVoxel = [&](const auto& take) {
        std::visit(
            [&](const auto& voxels) {
                impl.order().forSlice(voxels, static_cast<std::size_t>(k), take);
            },
            impl.native->voxels);
    };
    std::vector<std::uint8_t> codes;
    codes.reserve(static_cast<std::size_t>(height()) * static_cast<std::size_t>(width()));
    if (keepsGrid()) {
        forEachVoxel(
            [&](auto value) { codes.push_back(impl.window.code(static_cast<double>(value))); });
        return codes;
    }
    std::vector<float> levels;
    levels.reserve(impl.oriented.sliceVoxels());
    forEachVoxel([&](auto value) {
        levels.push_back(static_cast<float>(impl.window.level(static_cast<double>(value))));
    });
    for (const float level : detail::resampleLinear(impl.rows, impl.columns,
                                                    [&](std::size_t i) { return levels[i]; })) {
        codes.push_back(detail::roundLevel(static_cast<double>(level)));
    }
    return codes;
}

bool PreparedImage::keepsGrid() const noexcept
{
    return m_impl->rows.isIdentity() && m_impl->columns.isIdentity();
}

std::vector<std::uint8_t> PreparedImage::restoreClasses(const std::vector<float>& probabilities,
                                                        int classes, const ThreadPool* pool) const
{
    requirePlanes(probabilities, classes, height(), width());
    return detail::resampleClasses(m_impl->rows.inverse(), m_impl->columns.inverse(),
                                   probabilities.data(), classes, pool);
}

std::vector<float> PreparedImage::restore(const std::vector<float>& probabilities,
                                          int classes) const
{
    const detail::AxisSampling rows = m_impl->rows.inverse();
    const detail::AxisSampling columns = m_impl->columns.inverse();
    const std::size_t plane =
        static_cast<std::size_t>(rows.inSize) * static_cast<std::size_t>(columns.inSize);
    requirePlanes(probabilities, classes, height(), width());
    if (keepsGrid()) {
        return probabilities;
    }
    std::vector<float> result;
    for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c) {
        const float* source = probabilities.data() + c * plane;
        const auto restored =
            detail::resampleLinear(rows, columns, [&](std::size_t i) { return source[i]; });
        result.insert(result.end(), restored.begin(), restored.end());
    }
    return result;
}

LabelMap PreparedImage::toNative(const LabelMap& oriented) const
{
    const Geometry& native = m_impl->native->geometry;
    requireSize(oriented.voxels.size(), native.voxels(), "The mask");
    return {native, detail::apply(m_impl->map.inverse(), m_impl->oriented, oriented.voxels),
            oriented.labels};
}

} // namespace halftone::image
