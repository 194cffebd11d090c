// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/abdomen_anatomy.h"
#include "core/phantom/detail/kinds.h"

#include <array>

namespace halftone::phantom::detail {
namespace {

constexpr double kPixelMm = 0.8;
constexpr double kSliceMm = 3;
constexpr double kBroad = 1.13; ///< width and depth of the patient against the plan

// Hounsfield units.
constexpr double kAir = -1000;
constexpr double kFat = -102;
constexpr double kWall = 58;
constexpr double kSkin = 20;
constexpr double kGas = -870;

/// Where the ribs cross the wall: points of the unit circle (a table, because sine and cosine may
/// differ between machines), from the back to the front on the left side.
constexpr std::array<std::array<double, 2>, 6> kRibs{{{0.454, 0.891},
                                                      {0.731, 0.682},
                                                      {0.914, 0.407},
                                                      {0.995, 0.105},
                                                      {0.951, -0.309},
                                                      {0.777, -0.629}}};

/// Paints slices of one patient.
class AbdomenPainter {
public:
    AbdomenPainter(std::uint32_t seed, int size)
        : m_seed(seed), m_trunk(makeTrunk(hashOf(seed, 1))), m_size(size)
    {
    }

    void paint(int slice, double z, std::int16_t* image, std::uint8_t* labels) const
    {
        Plane<float> hu(m_size, static_cast<float>(kAir));
        Plane<float> wall(m_size); // signed distance to the inner side of the abdominal wall
        paintTrunk(z, hu, wall);
        for (std::size_t i = 0; i < m_trunk.organs.size(); ++i) {
            paintOrgan(i, z, hu, wall, labels);
        }
        paintSpine(z, hu, labels);
        scan(slice, hu, image);
    }

private:
    /// Position in the plan of the anatomy, which is drawn for a slimmer patient.
    [[nodiscard]] double mm(int pixel) const
    {
        return (pixel - 0.5 * (m_size - 1)) * kPixelMm / kBroad;
    }

    void put(float& value, double distance, double target) const
    {
        blend(value, target, coverage(distance, kPixelMm));
    }

    void paintTrunk(double z, Plane<float>& hu, Plane<float>& wall) const
    {
        for (int y = 0; y < m_size; ++y) {
            for (int x = 0; x < m_size; ++x) {
                const Point p{mm(x), mm(y), z};
                const double ring = ellipse(p.x, p.y, m_trunk.halfX, m_trunk.halfY);
                float& value = hu.at(x, y);
                if (ring > 12) {
                    table(p, value);
                    wall.at(x, y) = 100;
                    continue;
                }
                // Flanks bulge, the front is flatter; fat is thicker at the back and in front.
                const double outline = 5 * noise3(m_seed ^ 0x81U, p.x / 90, p.y / 90, z / 90);
                const double skin = ring + outline;
                const double depth =
                    m_trunk.fat * (0.75 + 0.45 * (p.y / m_trunk.halfY) * (p.y / m_trunk.halfY));
                const double texture = noise3(m_seed ^ 0x82U, p.x / 9, p.y / 9, z / 9);
                put(value, skin, kSkin);
                put(value, skin + 2, kFat + 7 * texture);
                put(value, skin + depth, kWall + 9 * texture);
                const double layers = noise3(m_seed ^ 0x83U, p.x / 40, p.y / 40, z / 40);
                const double thickness = m_trunk.muscle * (1 + 0.3 * layers);
                const double inner = skin + depth + thickness;
                // Thin planes of fat between the layers of the wall.
                const double plane = std::abs(skin + depth + 0.55 * thickness) - 0.5;
                blend(value, kFat, 0.6 * coverage(plane + 4 * std::max(0.0, layers), kPixelMm));
                put(value, inner, kFat + 10 * texture);
                mesentery(p, inner, value);
                ribs(p, skin + depth + 0.6 * thickness, value);
                wall.at(x, y) = static_cast<float>(inner);
            }
        }
    }

    /// Small vessels and strands in the fat of the abdomen.
    void mesentery(const Point& p, double inner, float& value) const
    {
        if (inner > -6) {
            return;
        }
        const double strand = 1 - std::abs(noise3(m_seed ^ 0x84U, p.x / 11, p.y / 11, p.z / 16));
        const double where = noise3(m_seed ^ 0x85U, p.x / 35, p.y / 35, p.z / 35);
        blend(value, 70, smoothStep((strand - 0.93) / 0.06) * smoothStep((where + 0.1) / 0.5));
    }

    void ribs(const Point& p, double middle, float& value) const
    {
        if (middle < -9 || middle > 9) {
            return;
        }
        for (const auto& [outX, outY] : kRibs) {
            // Ribs slope: they cross higher slices further to the front.
            const double shift = -0.0035 * p.z;
            const double dx = std::abs(p.x) - m_trunk.halfX * 0.84 * (outX - shift * outY);
            const double dy = p.y - m_trunk.halfY * 0.8 * (outY + shift * outX);
            // Along and across the wall.
            const double along = dx * -outY + dy * outX;
            const double across = dx * outX + dy * outY;
            const double rib = ellipse(along, across, 8.5, 4);
            put(value, rib, 520);
            put(value, rib + 1.7, 190);
        }
    }

    static void table(const Point& p, float& value)
    {
        const double curve = p.y - 140 + p.x * p.x / 1500;
        if (std::abs(p.x) < 190) {
            blend(value, -640, coverage(std::abs(curve) - 1.2, kPixelMm));
        }
    }

    void paintOrgan(std::size_t index, double z, Plane<float>& hu, const Plane<float>& wall,
                    std::uint8_t* labels) const
    {
        const Organ& organ = m_trunk.organs[index];
        Point low;
        Point high;
        organ.bounds(low, high);
        if (z < low.z - 1 || z > high.z + 1) {
            return;
        }
        const std::uint32_t seed = hashOf(m_seed, 60, static_cast<int>(index));
        const auto pixel = [this](double position) {
            return static_cast<int>(
                std::clamp(position * kBroad / kPixelMm + 0.5 * (m_size - 1), 0.0, m_size - 1.0));
        };
        for (int y = pixel(low.y - 1); y <= pixel(high.y + 2); ++y) {
            for (int x = pixel(low.x - 1); x <= pixel(high.x + 2); ++x) {
                const Point p{mm(x), mm(y), z};
                double distance = organ.distance(p, seed);
                if (organ.insideWall) {
                    distance = std::max(distance, static_cast<double>(wall.at(x, y)) + 2.5);
                }
                if (distance > kPixelMm) {
                    continue;
                }
                put(hu.at(x, y), distance, levelOf(organ, p, distance, seed));
                if (distance <= 0) {
                    labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size)
                           + static_cast<std::size_t>(x)] = organ.pancreas ? 1 : 0;
                }
            }
        }
    }

    [[nodiscard]] static double levelOf(const Organ& organ, const Point& p, double distance,
                                        std::uint32_t seed)
    {
        const double texture = 6 * noise3(seed ^ 1U, p.x / 5, p.y / 5, p.z / 5);
        switch (organ.tissue) {
        case Tissue::Solid: return organ.level + texture;
        case Tissue::Lobular: {
            const double cleft = 1 - std::abs(noise3(seed ^ 2U, p.x / 5.5, p.y / 5.5, p.z / 6));
            return organ.level + texture - 95 * smoothStep((cleft - 0.88) / 0.12)
                   - 12 * coverage(distance + 1.5, 2);
        }
        case Tissue::Kidney: {
            const double pyramids = noise3(seed ^ 3U, p.x / 9, p.y / 9, p.z / 9);
            const double medulla = smoothStep((-distance - 5.5 + 3 * pyramids) / 2);
            const double sinus = ellipsoid(
                p, {organ.centre.x * 0.86, organ.centre.y - 2, organ.centre.z}, {14, 8, 24});
            const double inside = organ.level - 42 * medulla + texture;
            return inside + coverage(sinus + 2 * pyramids, 2) * (-60 - inside);
        }
        case Tissue::Bowel: break;
        }
        constexpr double kWallMm = 2.8;
        const double inside = smoothStep((-distance - kWallMm) / 1.2);
        const double lumps = noise3(seed ^ 4U, p.x / 6, p.y / 6, p.z / 6);
        const double content = organ.content + 14 * lumps;
        const bool gas = p.y < organ.gasLevel;
        const double level = organ.level + texture;
        return level + inside * ((gas ? kGas : content) - level);
    }

    void paintSpine(double z, Plane<float>& hu, std::uint8_t* labels) const
    {
        // A vertebra every 32 mm, discs of 8 mm between.
        const double phase = z / 32 - std::floor(z / 32);
        const bool disc = phase > 0.75;
        for (int y = 0; y < m_size; ++y) {
            const double py = mm(y);
            if (py < 30 || py > 120) {
                continue;
            }
            for (int x = 0; x < m_size; ++x) {
                const Point p{mm(x), py, z};
                if (std::abs(p.x) > 62) {
                    continue;
                }
                const double body =
                    std::max(ellipse(p.x, p.y - 62, 23, 18), p.y - 76 + p.x * p.x / 300);
                const double canal = ellipse(p.x, p.y - 82, 11, 8);
                const double side = std::abs(p.x);
                const Point q{side, p.y, 0};
                const double arch = std::min({rod(q, {{13, 74, 0}, 4.5}, {{14, 86, 0}, 4.5}),
                                              rod(q, {{13, 90, 0}, 4}, {{2, 96, 0}, 4}),
                                              rod(q, {{0, 96, 0}, 3.5}, {{0, 112, 0}, 3}),
                                              rod(q, {{15, 84, 0}, 4}, {{42, 82, 0}, 3.2})});
                const double bone = disc ? body : std::min(body, arch);
                if (bone > 1 && canal > 1) {
                    continue;
                }
                float& value = hu.at(x, y);
                const double grain = noise3(m_seed ^ 0x86U, p.x / 3, p.y / 3, z / 3);
                put(value, bone, disc ? 85 : 430);
                if (!disc) {
                    put(value, bone + 2.2, 185 + 55 * grain);
                }
                put(value, canal, -20);
                put(value, ellipse(p.x, p.y - 82, 8, 6), 28);
                if (bone <= 0) {
                    labels[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size)
                           + static_cast<std::size_t>(x)] = 0;
                }
            }
        }
    }

    /// The scanner: blur, then noise with the grain of a soft reconstruction kernel, stronger in
    /// the middle of the body, where less of the beam arrives.
    void scan(int slice, Plane<float>& hu, std::int16_t* image) const
    {
        blur(hu, 1);
        Plane<float> noise(m_size);
        const std::uint32_t seed = hashOf(m_seed, 70, slice);
        for (int y = 0; y < m_size; ++y) {
            for (int x = 0; x < m_size; ++x) {
                noise.at(x, y) = static_cast<float>(gaussian(hashOf(seed, x, y)));
            }
        }
        blur(noise, 1);
        std::size_t i = 0;
        for (int y = 0; y < m_size; ++y) {
            for (int x = 0; x < m_size; ++x, ++i) {
                const double u = mm(x) / m_trunk.halfX;
                const double v = mm(y) / m_trunk.halfY;
                // One binomial pass leaves 3/8 of the standard deviation.
                const double sigma = (9 + 8 * std::max(0.0, 1 - u * u - v * v)) / 0.375;
                const double level =
                    static_cast<double>(hu.data[i]) + sigma * static_cast<double>(noise.data[i]);
                const double clamped = std::clamp(level, -1024.0, 3071.0);
                image[i] = static_cast<std::int16_t>(std::floor(clamped + 0.5));
            }
        }
    }

    std::uint32_t m_seed;
    Trunk m_trunk;
    int m_size;
};

} // namespace

Sample makeAbdomen(const Options& options, const ProgressFn& progress, const StopToken& stop)
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
    const AbdomenPainter painter(mixBits(options.seed ^ 0xa0000003U), options.size);
    for (int slice = 0; slice < options.slices; ++slice) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(slice) / options.slices,
                       "making a synthetic abdomen");
        const std::size_t start = geometry.sliceVoxels() * static_cast<std::size_t>(slice);
        const double z = geometry.originMm[2] + kSliceMm * slice;
        painter.paint(slice, z, image.data() + start, sample.labels.voxels.data() + start);
    }
    sample.image.voxels = std::move(image);
    sample.image.modality = Modality::CT;
    sample.labels.labels = {Label{1, "pancreas", {255, 176, 74}}};
    return sample;
}

} // namespace halftone::phantom::detail
