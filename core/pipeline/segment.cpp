// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/segment.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

namespace halftone::pipeline {
namespace {

// Borrowed slice of codes with edge replication beyond its right and lower border.
struct EdgePadded {
    const std::vector<std::uint8_t>& codes;
    int height;
    int width;

    void copyTile(int top, int left, int tileHeight, int tileWidth,
                  std::vector<std::uint8_t>& tile) const
    {
        tile.resize(static_cast<std::size_t>(tileHeight) * static_cast<std::size_t>(tileWidth));
        auto out = tile.begin();
        for (int y = top; y < top + tileHeight; ++y) {
            const auto row =
                codes.begin() + static_cast<std::ptrdiff_t>(std::min(y, height - 1)) * width;
            const int inside = std::clamp(width - left, 0, tileWidth);
            out = std::copy(row + std::min(left, width), row + std::min(left + inside, width), out);
            out = std::fill_n(out, tileWidth - inside, row[width - 1]);
        }
    }
};

// Copies the kept part of a tile's plane into the plane of the slice, dropping the padding.
template <typename T>
void pasteKept(const T* tile, int tileWidth, const TileSpan& rows, const TileSpan& columns,
               T* slice, int height, int width)
{
    const int right = std::min(columns.keepEnd, width);
    for (int y = rows.keepStart; y < std::min(rows.keepEnd, height); ++y) {
        const T* from = tile + static_cast<std::ptrdiff_t>(y - rows.start) * tileWidth;
        T* to = slice + static_cast<std::ptrdiff_t>(y) * width;
        for (int x = columns.keepStart; x < right; ++x) {
            to[x] = from[x - columns.start];
        }
    }
}

constexpr std::size_t kMostProbabilities = std::size_t{1} << 28; // of one slice: 1 GiB

// Joins the tiles of one slice on the model grid.
class SliceJoiner {
public:
    SliceJoiner(int height, int width) : m_height(height), m_width(width), m_labels(plane()) {}

    void add(const model::Prediction& tile, const TileSpan& rows, const TileSpan& columns)
    {
        pasteKept(tile.labels.data(), tile.width, rows, columns, m_labels.data(), m_height,
                  m_width);
        if (!tile.probabilities.empty()) {
            const std::size_t count = plane() * static_cast<std::size_t>(tile.classes);
            if (count > kMostProbabilities) {
                throw Error(ErrorCode::OutOfMemory,
                            "The probabilities of " + std::to_string(tile.classes)
                                + " classes at the model's grid of " + std::to_string(m_width) + "x"
                                + std::to_string(m_height)
                                + " pixels would take gigabytes. Use a model of fewer classes or "
                                  "wider pixels.");
            }
            m_probabilities.resize(count);
            const std::size_t tilePlane =
                static_cast<std::size_t>(tile.height) * static_cast<std::size_t>(tile.width);
            for (std::size_t c = 0; c < static_cast<std::size_t>(tile.classes); ++c) {
                pasteKept(tile.probabilities.data() + c * tilePlane, tile.width, rows, columns,
                          m_probabilities.data() + c * plane(), m_height, m_width);
            }
        }
        m_cost += tile.cost;
        m_classes = tile.classes;
    }

    [[nodiscard]] SliceResult restore(const image::PreparedImage& image, bool wantProbabilities,
                                      const ThreadPool* pool)
    {
        SliceResult result;
        result.cost = m_cost;
        if (image.keepsGrid()) {
            result.labels = std::move(m_labels);
            result.probabilities = std::move(m_probabilities);
            return result;
        }
        result.labels = image.restoreClasses(m_probabilities, m_classes, pool);
        if (wantProbabilities) {
            result.probabilities = image.restore(m_probabilities, m_classes);
        }
        return result;
    }

private:
    [[nodiscard]] std::size_t plane() const
    {
        return static_cast<std::size_t>(m_height) * static_cast<std::size_t>(m_width);
    }

    int m_height;
    int m_width;
    int m_classes = 1;
    std::vector<std::uint8_t> m_labels;
    std::vector<float> m_probabilities;
    model::PredictionCost m_cost;
};

} // namespace

SliceResult segmentCodes(model::Predictor& predictor, const image::PreparedImage& image,
                         const NetworkReach& reach, const std::vector<std::uint8_t>& codes,
                         bool wantProbabilities, const StopToken& stop, const ThreadPool* pool)
{
    const int height = image.height();
    const int width = image.width();
    if (codes.size() != static_cast<std::size_t>(height) * static_cast<std::size_t>(width)) {
        throw Error(ErrorCode::ShapeMismatch, "A slice of " + std::to_string(width) + "x"
                                                  + std::to_string(height) + " pixels came with "
                                                  + std::to_string(codes.size()) + " codes.");
    }
    const TilePlan rows = planTiles(height, image.spec().tile, reach);
    const TilePlan columns = planTiles(width, image.spec().tile, reach);
    const EdgePadded padded{codes, height, width};
    // A mask made on another grid comes back through its probabilities.
    const bool needProbabilities = wantProbabilities || !image.keepsGrid();
    SliceJoiner joiner(height, width);
    std::vector<std::uint8_t> tile;
    model::Prediction prediction;
    for (const TileSpan& row : rows.spans) {
        for (const TileSpan& column : columns.spans) {
            throwIfStopped(stop);
            padded.copyTile(row.start, column.start, rows.tileSize, columns.tileSize, tile);
            predictor.predict({tile.data(), 1, rows.tileSize, columns.tileSize}, needProbabilities,
                              stop, prediction);
            joiner.add(prediction, row, column);
        }
    }
    return joiner.restore(image, wantProbabilities, pool);
}

SliceResult segmentSlice(model::Predictor& predictor, const image::PreparedImage& image,
                         const NetworkReach& reach, int k, bool wantProbabilities,
                         const StopToken& stop, const ThreadPool* pool)
{
    throwIfStopped(stop);
    SliceResult result =
        segmentCodes(predictor, image, reach, image.slice(k), wantProbabilities, stop, pool);
    result.slice = k;
    return result;
}

void requireWorkInProportion(const image::PreparedImage& image, const NetworkReach& reach,
                             std::size_t slices)
{
    constexpr double kSmallFile = 1e6;
    constexpr double kMostPixels = 1 << 25;   // the shipped models take 0.1 to 0.35 us a pixel
    constexpr double kLeastOfSlice = 1 << 12; // however small, a slice takes that long
    const Image& native = image.native();
    double bytes = 0;
    for (const std::filesystem::path& file : native.files) {
        std::error_code error;
        const std::uintmax_t size = std::filesystem::file_size(file, error);
        bytes += error ? kSmallFile : static_cast<double>(size);
    }
    const auto computed = [&](int length) {
        const TilePlan plan = planTiles(length, image.spec().tile, reach);
        return static_cast<double>(plan.spans.size()) * plan.tileSize;
    };
    const double ofSlice =
        std::max(kLeastOfSlice, computed(image.height()) * computed(image.width()));
    const double pixels = ofSlice * static_cast<double>(slices);
    if (native.files.empty() || bytes >= kSmallFile || pixels <= kMostPixels) {
        return;
    }
    throw Error(ErrorCode::Unsupported,
                "Cannot segment '" + native.name + "': its " + std::to_string(slices)
                    + " slices, which are " + std::to_string(image.width()) + " x "
                    + std::to_string(image.height()) + " pixels to the model, mean more work than "
                    + formatBytes(static_cast<std::size_t>(bytes))
                    + " of file are given. It may be damaged or hostile; else crop it, or save it "
                      "without compression.");
}

VolumeResult segmentVolume(model::Predictor& predictor, const model::Model& model,
                           const image::PreparedImage& image, bool wantProbabilities,
                           const ProgressFn& progress, const StopToken& stop,
                           const ThreadPool* pool, double mostTileBytes)
{
    const NetworkReach reach = reachOf(model.network, mostTileBytes);
    const Geometry& grid = image.orientedGeometry();
    const std::size_t plane = grid.sliceVoxels();
    const int slices = image.slices();
    requireWorkInProportion(image, reach, static_cast<std::size_t>(slices));
    LabelMap oriented{grid, std::vector<std::uint8_t>(grid.voxels()), model.card.labels};
    VolumeResult result;
    if (wantProbabilities) {
        try {
            result.probabilities.resize(grid.voxels()
                                        * static_cast<std::size_t>(model.network.classes()));
        } catch (const std::bad_alloc&) {
            throw Error(ErrorCode::OutOfMemory,
                        "The probabilities of all classes do not fit in memory. Ask for the mask "
                        "alone.");
        }
    }
    for (int k = 0; k < slices; ++k) {
        reportProgress(progress, static_cast<double>(k) / slices,
                       "slice " + std::to_string(k + 1) + " of " + std::to_string(slices));
        const std::vector<std::uint8_t> codes = image.slice(k);
        const auto start = std::chrono::steady_clock::now();
        const SliceResult slice =
            segmentCodes(predictor, image, reach, codes, wantProbabilities, stop, pool);
        result.sliceMilliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
        const std::size_t first = static_cast<std::size_t>(k) * plane;
        std::copy(slice.labels.begin(), slice.labels.end(),
                  oriented.voxels.begin() + static_cast<std::ptrdiff_t>(first));
        for (std::size_t c = 0; c * plane < slice.probabilities.size(); ++c) {
            std::copy_n(slice.probabilities.begin() + static_cast<std::ptrdiff_t>(c * plane), plane,
                        result.probabilities.begin()
                            + static_cast<std::ptrdiff_t>(c * grid.voxels() + first));
        }
        result.cost += slice.cost;
    }
    reportProgress(progress, 1, "done");
    result.mask = image.toNative(oriented);
    result.mask.findings = image.findings();
    return result;
}

} // namespace halftone::pipeline
