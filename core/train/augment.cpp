// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/train/augment.h"

#include "core/data/dataset_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <vector>

namespace halftone::train {
namespace {

constexpr int kFieldNodes = 6;     // control points per axis of a coarse random field
constexpr double kFullScale = 255; // largest input code

// A smooth random field over the crop: normal values at the nodes of a coarse grid, blended with
// smooth steps so that the field has no kinks.
class CoarseField {
public:
    CoarseField(double deviation, int crop, Random& random) : m_crop(crop)
    {
        for (double& node : m_nodes) {
            node = deviation > 0 ? deviation * random.normal() : 0.0;
        }
    }
    [[nodiscard]] double at(int x, int y) const
    {
        const auto [left, right] = split(x);
        const auto [top, bottom] = split(y);
        const std::size_t corner = top * kFieldNodes + left;
        const double upper = m_nodes[corner] + (m_nodes[corner + 1] - m_nodes[corner]) * right;
        const std::size_t below = corner + kFieldNodes;
        const double lower = m_nodes[below] + (m_nodes[below + 1] - m_nodes[below]) * right;
        return upper + (lower - upper) * bottom;
    }

private:
    // Node before a pixel and the blend towards the next one.
    [[nodiscard]] std::pair<std::size_t, double> split(int pixel) const
    {
        const double position = (pixel + 0.5) / m_crop * (kFieldNodes - 1);
        const double node = std::min(std::floor(position), static_cast<double>(kFieldNodes - 2));
        const double t = position - node;
        return {static_cast<std::size_t>(node), t * t * (3.0 - 2.0 * t)};
    }

    int m_crop;
    std::array<double, std::size_t{kFieldNodes} * kFieldNodes> m_nodes{};
};

int mirrored(int index, int size)
{
    if (size == 1) {
        return 0;
    }
    const int period = 2 * (size - 1);
    const int folded = std::abs(index) % period;
    return folded < size ? folded : period - folded;
}

double bilinear(const SliceView& slice, double x, double y)
{
    const double left = std::floor(x);
    const double top = std::floor(y);
    const double fx = x - left;
    const double fy = y - top;
    const int x0 = mirrored(static_cast<int>(left), slice.width);
    const int x1 = mirrored(static_cast<int>(left) + 1, slice.width);
    const auto row = [&](int index) {
        return slice.image
               + static_cast<std::ptrdiff_t>(mirrored(index, slice.height)) * slice.width;
    };
    const std::uint8_t* r0 = row(static_cast<int>(top));
    const std::uint8_t* r1 = row(static_cast<int>(top) + 1);
    const double upper = r0[x0] + (r0[x1] - r0[x0]) * fx;
    const double lower = r1[x0] + (r1[x1] - r1[x0]) * fx;
    return upper + (lower - upper) * fy;
}

std::uint8_t nearest(const SliceView& slice, double x, double y)
{
    const int column = mirrored(static_cast<int>(std::floor(x + 0.5)), slice.width);
    const int row = mirrored(static_cast<int>(std::floor(y + 0.5)), slice.height);
    return slice.labels[static_cast<std::ptrdiff_t>(row) * slice.width + column];
}

// Where the crop's centre may lie so that an unrotated crop stays inside the slice.
double randomCentre(int size, int crop, Random& random)
{
    const double margin = 0.5 * (crop - 1);
    const double low = std::min(margin, 0.5 * (size - 1));
    const double high = std::max(size - 1 - margin, 0.5 * (size - 1));
    return random.uniform(low, high);
}

// A random pixel with a foreground label, if there is one.
std::optional<std::array<int, 2>> foregroundPixel(const SliceView& slice, Random& random)
{
    const std::size_t size =
        static_cast<std::size_t>(slice.height) * static_cast<std::size_t>(slice.width);
    const std::size_t start = random.below(size);
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t at = start + i < size ? start + i : start + i - size;
        if (slice.labels[at] != 0 && slice.labels[at] != data::kIgnoredLabel) {
            const auto columns = static_cast<std::size_t>(slice.width);
            return std::array<int, 2>{static_cast<int>(at % columns),
                                      static_cast<int>(at / columns)};
        }
    }
    return std::nullopt;
}

// Where the crop lies: anywhere, or with a foreground pixel in its inner two thirds.
std::array<double, 2> cropCentre(const SliceView& slice, int crop, const AugmentOptions& options,
                                 Random& random)
{
    if (options.foregroundChance > 0 && random.chance(options.foregroundChance)) {
        if (const auto pixel = foregroundPixel(slice, random)) {
            return {(*pixel)[0] + random.uniform(-1, 1) * crop / 3,
                    (*pixel)[1] + random.uniform(-1, 1) * crop / 3};
        }
    }
    const double x = randomCentre(slice.width, crop, random);
    const double y = randomCentre(slice.height, crop, random);
    return {x, y};
}

// Unresampled, unspoilt: what plainChance promises.
AugmentOptions plainly(AugmentOptions options)
{
    options.scale = 0;
    options.elasticPixels = 0;
    options.noise = 0;
    options.blurChance = 0;
    options.artifactChance = 0;
    return options;
}

// A right angle as {cosine, sine}, exact.
std::array<double, 2> rightAngle(const AugmentOptions& options, Random& random)
{
    constexpr std::array<std::array<double, 2>, 4> kTurns{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
    return options.rotationDegrees >= 180 ? kTurns[random.below(kTurns.size())] : kTurns[0];
}

std::array<double, 2> anyAngle(const AugmentOptions& options, Random& random)
{
    constexpr double kDegree = 0.017453292519943295;
    const double angle = random.uniform(-1, 1) * options.rotationDegrees * kDegree;
    return {std::cos(angle), std::sin(angle)};
}

void warp(const SliceView& slice, int crop, const AugmentOptions& options, bool plain,
          Random& random, std::span<float> image, std::span<std::uint8_t> labels)
{
    const auto [turnX, turnY] = plain ? rightAngle(options, random) : anyAngle(options, random);
    const double zoom = 1.0 / (1.0 + random.uniform(-1, 1) * options.scale);
    const double mirror = options.flip && random.chance(0.5) ? -1.0 : 1.0;
    const auto [centreX, centreY] = cropCentre(slice, crop, options, random);
    const double cosine = turnX * zoom;
    const double sine = turnY * zoom;
    const CoarseField shiftX(options.elasticPixels, crop, random);
    const CoarseField shiftY(options.elasticPixels, crop, random);
    const double half = 0.5 * (crop - 1);
    // At right angles and without scale the sampling points fall on pixels: the crop is exact.
    const bool onPixels = (turnX == 0.0 || turnY == 0.0) && zoom == 1.0;
    const double phaseX = onPixels ? std::floor(centreX - half) + half : centreX;
    const double phaseY = onPixels ? std::floor(centreY - half) + half : centreY;
    std::size_t index = 0;
    for (int y = 0; y < crop; ++y) {
        for (int x = 0; x < crop; ++x, ++index) {
            const double dx = mirror * (x - half) + shiftX.at(x, y);
            const double dy = y - half + shiftY.at(x, y);
            const double sourceX = phaseX + cosine * dx - sine * dy;
            const double sourceY = phaseY + sine * dx + cosine * dy;
            image[index] = static_cast<float>(bilinear(slice, sourceX, sourceY) / kFullScale);
            labels[index] = nearest(slice, sourceX, sourceY);
        }
    }
}

void blur(std::span<float> image, int crop, double strength)
{
    const auto weight = static_cast<float>(strength);
    std::vector<float> copy(image.begin(), image.end());
    const auto at = [crop](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(crop)
               + static_cast<std::size_t>(x);
    };
    for (int y = 1; y + 1 < crop; ++y) {
        for (int x = 1; x + 1 < crop; ++x) {
            const float cross =
                copy[at(x - 1, y)] + copy[at(x + 1, y)] + copy[at(x, y - 1)] + copy[at(x, y + 1)];
            image[at(x, y)] = (1.0F - weight) * copy[at(x, y)] + weight * 0.25F * cross;
        }
    }
}

// What damaged or badly cut sections show: faded contrast, a fold (a dark band), or a stain.
void damage(std::span<float> image, int crop, Random& random)
{
    const double kind = random.uniform();
    if (kind < 0.4) {
        const double contrast = random.uniform(0.3, 0.7);
        const double level = random.uniform(0.35, 0.65);
        for (float& value : image) {
            value = static_cast<float>(level + (static_cast<double>(value) - 0.5) * contrast);
        }
        return;
    }
    const bool fold = kind < 0.7;
    const double angle = random.uniform(0.0, 3.141592653589793);
    const double centreX = random.uniform(0.0, crop);
    const double centreY = random.uniform(0.0, crop);
    const double along = fold ? 4.0 * crop : random.uniform(0.05, 0.2) * crop;
    const double across = fold ? random.uniform(2.0, 8.0) : random.uniform(0.05, 0.2) * crop;
    const double depth = fold ? -random.uniform(0.2, 0.6) : random.uniform(-0.5, 0.5);
    std::size_t index = 0;
    for (int y = 0; y < crop; ++y) {
        for (int x = 0; x < crop; ++x, ++index) {
            const double dx = x - centreX;
            const double dy = y - centreY;
            const double u = (dx * std::cos(angle) + dy * std::sin(angle)) / along;
            const double v = (dy * std::cos(angle) - dx * std::sin(angle)) / across;
            image[index] += static_cast<float>(depth * std::exp(-0.5 * (u * u + v * v)));
        }
    }
}

void vary(std::span<float> image, int crop, const AugmentOptions& options, Random& random)
{
    if (random.chance(options.blurChance)) {
        blur(image, crop, random.uniform(0.2, 0.8));
    }
    if (options.artifactChance > 0 && random.chance(options.artifactChance)) {
        damage(image, crop, random);
    }
    const double gain = 1.0 + random.uniform(-1, 1) * options.gain;
    const double offset = random.uniform(-1, 1) * options.offset;
    const double gamma = std::exp(random.uniform(-1, 1) * options.gamma);
    const double noise = random.uniform() * options.noise;
    const CoarseField shading(options.shading, crop, random);
    std::size_t index = 0;
    for (int y = 0; y < crop; ++y) {
        for (int x = 0; x < crop; ++x, ++index) {
            auto value = static_cast<double>(image[index]);
            if (options.gamma > 0) {
                value = std::pow(std::max(value, 0.0), gamma);
            }
            value = (value - 0.5) * gain + 0.5 + offset + shading.at(x, y);
            if (noise > 0) {
                value += noise * random.normal();
            }
            image[index] = static_cast<float>(value);
        }
    }
}

} // namespace

void augmentedCrop(const SliceView& slice, int crop, const AugmentOptions& options, Random& random,
                   std::span<std::uint8_t> image, std::span<std::uint8_t> labels)
{
    const bool plain = options.plainChance > 0 && random.chance(options.plainChance);
    const AugmentOptions chosen = plain ? plainly(options) : options;
    std::vector<float> values(image.size());
    warp(slice, crop, chosen, plain, random, values, labels);
    vary(values, crop, chosen, random);
    std::transform(values.begin(), values.end(), image.begin(), [](float value) {
        const double code = std::clamp(static_cast<double>(value) * kFullScale, 0.0, kFullScale);
        return static_cast<std::uint8_t>(code + 0.5); // the net only ever sees codes
    });
}

} // namespace halftone::train
