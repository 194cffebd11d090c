// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/kinds.h"
#include "core/phantom/detail/shapes.h"

#include <array>

namespace halftone::phantom::detail {
namespace {

constexpr double kPixelMm = 0.5;
constexpr double kSliceMm = 5;

// Grey levels as in T2*-weighted gradient echoes: bone and air dark, fluid bright, grey matter
// nearly a fifth brighter than white matter.
constexpr double kAir = 8;
constexpr double kBone = 62;
constexpr double kMuscle = 385;
constexpr double kFat = 560;
constexpr double kFluid = 985;
constexpr double kWhite = 610;
constexpr double kGrey = 728;
constexpr double kBlood = 1130;

constexpr std::uint8_t kWhiteLabel = 1;
constexpr std::uint8_t kGreyLabel = 2;

/// Muscles on the left, mirrored to the right: centre and half axes, mm from the cord's centre.
struct Muscle {
    double x, y, halfX, halfY;
};
constexpr std::array<Muscle, 9> kMuscles{{{9, -19, 5.5, 4},
                                          {24, -7, 7, 6},
                                          {34, 9, 7, 10},
                                          {20, 17, 8.5, 7},
                                          {9.5, 25, 6.5, 9},
                                          {23, 31, 10, 7},
                                          {12, 40, 11, 4.5},
                                          {36, -18, 6, 11},
                                          {16, -33, 6, 5}}};

/// Shape of one neck at one height; lengths in mm around the centre of the cord.
struct Level {
    double centreX, centreY; ///< of the cord, from the middle of the image
    double turnCos, turnSin; ///< of the spine about the long axis
    double cordX, cordY;     ///< half axes of the cord
    double canalX, canalY;   ///< half axes of the canal
    double horn;             ///< scale of the grey matter
    double bone;             ///< 0 at a disc, 1 at the middle of a vertebra
};

Level makeLevel(std::uint32_t seed, int slice)
{
    const double z = slice * kSliceMm;
    const auto vary = [&](std::uint32_t what, double wavelength) {
        return noise2(seed ^ what, z / wavelength, 0.37);
    };
    const auto size = [&](std::uint32_t what) {
        return unitOf(hashOf(seed, static_cast<int>(what)));
    };
    Level level{};
    level.centreX = 2.5 * vary(1, 60);
    level.centreY = 1 + 3.5 * vary(2, 70);
    const double turn = 0.11 * vary(3, 90);
    const double length = std::sqrt(1 + turn * turn);
    level.turnCos = 1 / length;
    level.turnSin = turn / length;
    // The neck's enlargement: widest in the middle of the stack.
    level.cordX = 6.1 + 0.8 * size(4) + 0.45 * vary(5, 45);
    level.cordY = 3.85 + 0.5 * size(6) + 0.25 * vary(7, 45);
    level.canalX = level.cordX + 3.6 + 1.2 * size(8) + 0.7 * vary(9, 30);
    level.canalY = level.cordY + 2.1 + 0.7 * size(10) + 0.6 * vary(11, 30);
    level.horn = 0.94 + 0.12 * vary(12, 35);
    level.bone = 0.5 + 0.5 * vary(13, 16);
    return level;
}

/// Paints one slice: `at` maps pixels to millimetres around the cord, warped a little so that no
/// outline is a perfect curve.
class NeckPainter {
public:
    NeckPainter(std::uint32_t seed, int size, int slice)
        : m_seed(seed), m_slice(slice), m_level(makeLevel(seed, slice)), m_grey(size)
    {
    }

    Plane<float> paint(std::uint8_t* labels)
    {
        const int n = m_grey.size;
        std::size_t i = 0;
        for (int y = 0; y < n; ++y) {
            for (int x = 0; x < n; ++x, ++i) {
                const Point p = at(x, y);
                float& value = m_grey.data[i];
                value = static_cast<float>(kAir);
                softTissue(p, value);
                throat(p, value);
                vertebra(p, value);
                vessels(p, value);
                canal(p, value);
                labels[i] = cord(p, value);
            }
        }
        return std::move(m_grey);
    }

private:
    [[nodiscard]] Point at(int x, int y) const
    {
        const double half = 0.5 * (m_grey.size - 1);
        const double px = (x - half) * kPixelMm - m_level.centreX;
        const double py = (y - half) * kPixelMm - m_level.centreY;
        const double u = m_level.turnCos * px + m_level.turnSin * py;
        const double v = m_level.turnCos * py - m_level.turnSin * px;
        const double z = m_slice / 2.5;
        return {u + 0.9 * noise3(m_seed ^ 0x71U, u / 9, v / 9, z),
                v + 0.9 * noise3(m_seed ^ 0x72U, u / 9, v / 9, z), 0};
    }

    void put(float& value, double distance, double target) const
    {
        blend(value, target, coverage(distance, 1.6 * kPixelMm));
    }

    void softTissue(const Point& p, float& value) const
    {
        const double neck = ellipse(p.x, p.y + 4, 55, 50);
        const double grain = noise2(hashOf(m_seed, 31, m_slice), p.x / 1.3, p.y / 1.3);
        put(value, neck, 330);                           // skin
        put(value, neck + 1.4, kFat + 170 + 60 * grain); // fat under it
        // Between the named muscles: smaller ones, parted by strands of fat.
        const double strand =
            1 - std::abs(noise3(m_seed ^ 0x73U, p.x / 6.5, p.y / 6.5, m_slice / 2.0));
        const double coarse = noise3(m_seed ^ 0x78U, p.x / 3, p.y / 3, m_slice / 1.5);
        put(value, neck + 5.5,
            kMuscle + 35 * coarse + 30 * grain + 230 * smoothStep((strand - 0.84) / 0.14));
        const double side = std::abs(p.x);
        for (std::size_t i = 0; i < kMuscles.size(); ++i) {
            const Muscle& muscle = kMuscles[i];
            const int number = static_cast<int>(2 * i) + (p.x < 0 ? 1 : 0);
            const double bulge =
                2.2 * noise3(hashOf(m_seed, 32, number), p.x / 8, p.y / 8, m_slice / 3.0);
            const double distance =
                ellipse(side - muscle.x, p.y - muscle.y, muscle.halfX, muscle.halfY) + bulge - 1;
            if (distance > 1.5) {
                continue;
            }
            const std::uint32_t fibreSeed = hashOf(m_seed, 33, number);
            const double fibres = noise2(fibreSeed, (p.x + 0.6 * p.y) / 0.9, (p.y - 0.6 * p.x) / 5);
            const double bundles = noise2(fibreSeed ^ 1U, (p.x + 0.6 * p.y) / 2.6, p.y / 6);
            const double tone = 70 * unitOf(hashOf(m_seed, 34, number)) - 25;
            put(value, distance - 0.5, kFat + 40 * grain); // fascia
            put(value, distance, kMuscle + tone + 40 * fibres + 45 * bundles);
        }
    }

    void throat(const Point& p, float& value) const
    {
        const double airway = ellipse(p.x, p.y + 39, 10, 4.5)
                              + 1.2 * noise3(m_seed ^ 0x74U, p.x / 5, p.y / 5, m_slice / 2.0);
        put(value, airway - 2.2, 640);
        put(value, airway, kAir + 6);
    }

    void vertebra(const Point& p, float& value) const
    {
        const double marrow =
            kBone + 26 * noise3(m_seed ^ 0x75U, p.x / 2.2, p.y / 2.2, m_slice) + 20;
        const double body = ellipse(p.x, p.y + m_level.canalY + 9, 12.5, 8.6);
        put(value, body - 0.6, kBone - 20); // cortex
        put(value, body, m_level.bone * marrow + (1 - m_level.bone) * (marrow + 120));
        const double side = std::abs(p.x);
        const double ring = ellipse(p.x, p.y - 0.5, m_level.canalX + 4.6, m_level.canalY + 3.8);
        const Joint root{{m_level.canalX - 1, -m_level.canalY - 1, 0}, 3.6};
        const Joint tip{{m_level.canalX + 11, -m_level.canalY + 3, 0}, 3.4};
        const Joint arch{{0, m_level.canalY + 3, 0}, 3.2};
        const Joint spine{{2.6, m_level.canalY + 15, 0}, 2.2};
        const double processes =
            std::min(rod({side, p.y, 0}, root, tip), rod({side, p.y, 0}, arch, spine));
        put(value, std::min(ring, processes + 6 * (0.5 - m_level.bone) * (p.y > 0 ? 1 : 0)),
            marrow - 10);
    }

    void vessels(const Point& p, float& value) const
    {
        const std::array<Joint, 3> arteries{{{{m_level.canalX + 6, -m_level.canalY - 3, 0}, 2.3},
                                             {{25, -27, 0}, 3.1},
                                             {{31, -23.5, 0}, 4}}};
        for (std::size_t i = 0; i < arteries.size(); ++i) {
            const int number = static_cast<int>(2 * i) + (p.x < 0 ? 1 : 0);
            const double away = 1.5 * noise2(hashOf(m_seed, 35, number), m_slice / 2.5, 0.2);
            const double radius =
                arteries[i].radius * (0.85 + 0.3 * unitOf(hashOf(m_seed, 36, number)));
            const double distance = ellipse(std::abs(p.x) - arteries[i].at.x - away,
                                            p.y - arteries[i].at.y + away, radius, radius);
            put(value, distance - 0.7, 120);
            put(value, distance, i == 2 ? 760 : kBlood);
        }
    }

    void canal(const Point& p, float& value) const
    {
        const double distance = ellipse(p.x, p.y - 0.3, m_level.canalX, m_level.canalY);
        put(value, distance - 0.5, 150); // ligaments and dura
        const double pulsation = 60 * noise3(m_seed ^ 0x76U, p.x / 4, p.y / 4, m_slice);
        put(value, distance, kFluid + pulsation);
        // Nerve roots leave the cord to the sides, in front and behind.
        const double side = std::abs(p.x);
        for (const double y : {-1.7, 1.5}) {
            const Joint from{{m_level.cordX + 0.6, y, 0}, 0.3};
            const Joint to{{m_level.canalX - 0.6, y * 0.6 - 0.6, 0}, 0.5};
            blend(value, 660, 0.75 * coverage(rod({side, p.y, 0}, from, to), 2 * kPixelMm));
        }
    }

    [[nodiscard]] double greyMatter(const Point& p) const
    {
        const double s = m_level.horn * m_level.cordX / 6.5;
        const Point q{std::abs(p.x) / s, p.y / (m_level.horn * m_level.cordY / 4.1), 0};
        const double bridge = rod(q, {{0, 0.05, 0}, 0.5}, {{1.7, 0.1, 0}, 0.6});
        const double anterior = rod(q, {{1.75, -0.2, 0}, 0.75}, {{2.45, -1.7, 0}, 1.1});
        const double waist = rod(q, {{1.75, -0.2, 0}, 0.75}, {{1.95, 0.7, 0}, 0.66});
        const double posterior = rod(q, {{1.95, 0.7, 0}, 0.6}, {{3.15, 2.5, 0}, 0.5});
        return std::min({bridge, anterior, waist, posterior}) * s;
    }

    std::uint8_t cord(const Point& p, float& value) const
    {
        const double distance = ellipse(p.x, p.y, m_level.cordX, m_level.cordY);
        const double tracts = 12 * noise3(m_seed ^ 0x77U, p.x / 2, p.y / 2, m_slice / 2.0);
        put(value, distance, kWhite + tracts);
        const double grey = greyMatter(p);
        put(value, std::max(grey, distance + 0.25), kGrey + tracts);
        // Fluid in the fissure in front; a thin septum behind.
        const Joint fissureTop{{0, -m_level.cordY, 0}, 0.24};
        const Joint fissureEnd{{0, -1.1, 0}, 0.12};
        blend(value, kFluid, 0.55 * coverage(rod(p, fissureTop, fissureEnd), kPixelMm));
        if (distance > 0) {
            return 0;
        }
        return grey <= 0 && distance <= -0.25 ? kGreyLabel : kWhiteLabel;
    }

    std::uint32_t m_seed;
    int m_slice;
    Level m_level;
    Plane<float> m_grey;
};

/// Magnitude of a noisy complex signal (Rice distribution), brighter towards the coil at the back.
void acquire(std::uint32_t seed, int slice, Plane<float>& grey, std::int16_t* image)
{
    constexpr double kSigma = 23;
    blur(grey, 1);
    const int n = grey.size;
    const std::uint32_t noiseSeed = hashOf(seed, 41, slice);
    std::size_t i = 0;
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x, ++i) {
            const double v = static_cast<double>(y) / n - 0.5;
            const double u = static_cast<double>(x) / n - 0.5;
            const double coil = 1 + 0.22 * v - 0.35 * v * v - 0.25 * u * u;
            const double real = static_cast<double>(grey.data[i]) * coil
                                + kSigma * gaussian(hashOf(noiseSeed, x, y, 0));
            const double imaginary = kSigma * gaussian(hashOf(noiseSeed, x, y, 1));
            image[i] =
                static_cast<std::int16_t>(std::sqrt(real * real + imaginary * imaginary) + 0.5);
        }
    }
}

} // namespace

Sample makeCord(const Options& options, const ProgressFn& progress, const StopToken& stop)
{
    Sample sample;
    Geometry& geometry = sample.image.geometry;
    geometry.size = {options.size, options.size, options.slices};
    geometry.spacingMm = {kPixelMm, kPixelMm, kSliceMm};
    geometry.originMm = {-0.5 * kPixelMm * (options.size - 1), -0.5 * kPixelMm * (options.size - 1),
                         -0.5 * kSliceMm * (options.slices - 1)};
    geometry.spacingKnown = true;
    geometry.orientationKnown = true;
    std::vector<std::int16_t> image(geometry.voxels());
    sample.labels.voxels.resize(geometry.voxels());
    const std::uint32_t seed = mixBits(options.seed ^ 0xc0000002U);
    for (int slice = 0; slice < options.slices; ++slice) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(slice) / options.slices,
                       "making a synthetic neck");
        const std::size_t start = geometry.sliceVoxels() * static_cast<std::size_t>(slice);
        NeckPainter painter(seed, options.size, slice);
        Plane<float> grey = painter.paint(sample.labels.voxels.data() + start);
        acquire(seed, slice, grey, image.data() + start);
    }
    sample.image.voxels = std::move(image);
    sample.image.modality = Modality::MR;
    sample.labels.labels = {Label{kWhiteLabel, "white-matter", {96, 214, 186}},
                            Label{kGreyLabel, "grey-matter", {255, 176, 74}}};
    return sample;
}

} // namespace halftone::phantom::detail
