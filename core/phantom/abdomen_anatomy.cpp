// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/abdomen_anatomy.h"

#include <algorithm>

namespace halftone::phantom::detail {
namespace {

/// Adds organs, each moved and scaled a little by the seed.
class Builder {
public:
    explicit Builder(std::uint32_t seed) : m_random(seed) {}

    Organ& solid(double level, const Point& centre, const Point& half, double bumps, double size)
    {
        Organ organ;
        const double scale = m_random.uniform(0.94, 1.06);
        organ.level = level + m_random.uniform(-7, 7);
        organ.centre = moved(centre, 3);
        organ.half = {half.x * scale, half.y * scale, half.z * scale};
        organ.bumps = bumps;
        organ.bumpSize = size;
        m_organs.push_back(organ);
        return m_organs.back();
    }

    Organ& along(double level, const std::vector<Joint>& joints, double move, double bumps)
    {
        Organ organ;
        const double scale = m_random.uniform(0.94, 1.08);
        organ.level = level + m_random.uniform(-6, 6);
        const Point shift = moved({}, move);
        for (const Joint& joint : joints) {
            organ.joints.push_back(
                {{joint.at.x + shift.x, joint.at.y + shift.y, joint.at.z + shift.z},
                 joint.radius * scale});
        }
        organ.bumps = bumps;
        organ.bumpSize = 9;
        m_organs.push_back(organ);
        return m_organs.back();
    }

    Organ& bowel(const std::vector<Joint>& joints, double content, double gasLevel = -1e9)
    {
        Organ& organ = along(82, joints, 4, 2.2);
        organ.tissue = Tissue::Bowel;
        organ.content = content;
        organ.gasLevel = gasLevel;
        organ.bumpSize = 13;
        return organ;
    }

    [[nodiscard]] HashRandom& random() { return m_random; }
    [[nodiscard]] std::vector<Organ> take() { return std::move(m_organs); }

private:
    Point moved(const Point& at, double by)
    {
        return {at.x + m_random.uniform(-by, by), at.y + m_random.uniform(-by, by),
                at.z + m_random.uniform(-by, by)};
    }

    HashRandom m_random;
    std::vector<Organ> m_organs;
};

void addBackMuscles(Builder& builder)
{
    for (const double side : {-1.0, 1.0}) {
        builder.solid(56, {side * 34, 86, 0}, {27, 16, 400}, 3, 22).insideWall = false;
        builder.solid(60, {side * 66, 76, 0}, {15, 11, 400}, 3, 18).insideWall = false;
        builder.along(
            60, {{{side * 30, 58, 30}, 8}, {{side * 37, 54, -10}, 15}, {{side * 42, 50, -60}, 18}},
            2, 2);
        // The diaphragm's crura beside the spine.
        builder.along(58, {{{side * 14, 44, 60}, 6}, {{side * 17, 48, -20}, 4}}, 1, 1);
    }
}

void addSolidOrgans(Builder& builder)
{
    builder.solid(112, {-82, -2, 26}, {78, 84, 62}, 5, 45);   // liver, right lobe
    builder.solid(112, {-8, -52, 38}, {62, 30, 34}, 4, 35);   // left lobe
    builder.solid(122, {118, 34, 26}, {30, 52, 42}, 3, 30);   // spleen
    builder.solid(14, {-52, -48, -8}, {15, 21, 19}, 1.5, 15); // gallbladder
    for (const double side : {-1.0, 1.0}) {
        Organ& kidney =
            builder.solid(188, {side * 69, 48, side > 0 ? -4.0 : -14.0}, {28, 26, 54}, 2, 22);
        kidney.tissue = Tissue::Kidney;
        builder.along(95, {{{side * 40, 40, 22}, 4}, {{side * 46, 52, 26}, 2.5}}, 2, 1); // adrenal
    }
}

void addBowel(Builder& builder)
{
    const double gas = builder.random().uniform(-8, 8);
    builder.bowel({{{72, -18, 52}, 34},
                   {{66, -42, 26}, 30},
                   {{34, -66, 8}, 22},
                   {{-6, -62, 2}, 16},
                   {{-30, -50, 2}, 12}},
                  28, -58 + gas); // stomach
    builder.bowel({{{-34, -46, 4}, 12},
                   {{-56, -28, -2}, 12},
                   {{-58, -8, -20}, 12},
                   {{-44, 10, -40}, 12},
                   {{0, 16, -46}, 11},
                   {{38, 4, -40}, 11}},
                  42); // duodenum
    builder.bowel({{{-112, 20, -60}, 22},
                   {{-108, 2, -30}, 22},
                   {{-84, -54, -26}, 19},
                   {{-20, -86, -34}, 19},
                   {{50, -84, -28}, 18},
                   {{104, -40, -8}, 18},
                   {{122, 22, -18}, 16},
                   {{122, 30, -70}, 16}},
                  35, -80 + gas); // colon
    for (int loop = 0; loop < 16; ++loop) {
        HashRandom& random = builder.random();
        const Point from{random.uniform(6, 100), random.uniform(-66, 12), random.uniform(-62, 12)};
        const Point to{from.x + random.uniform(-34, 34), from.y + random.uniform(-26, 26),
                       from.z + random.uniform(-16, 16)};
        const double radius = random.uniform(9, 14);
        const double content = random.uniform(30, 75);
        builder.bowel({{from, radius}, {to, radius}}, content,
                      random.uniform() < 0.3 ? from.y - 4 : -1e9);
    }
}

void addVessels(Builder& builder)
{
    builder.along(172, {{{10, 40, 90}, 10.5}, {{8, 40, -90}, 9.5}}, 1, 0.4); // aorta
    builder.along(142, {{{-24, 34, 90}, 12}, {{-20, 42, -90}, 11}}, 1, 0.8); // vena cava
    builder.along(150,
                  {{{-16, 6, -70}, 6}, {{-14, 8, -4}, 7}, {{-30, -2, 24}, 7.5}, {{-62, -8, 44}, 6}},
                  1, 0.6); // portal vein
    builder.along(170, {{{8, 31, 8}, 3.8}, {{6, 18, -4}, 3.6}, {{4, 8, -70}, 3}}, 0.5, 0.2);
    builder.along(165, {{{8, 30, 26}, 3.6}, {{2, 16, 28}, 3.2}, {{-34, 2, 34}, 2.6}}, 0.5, 0.2);
    for (const double side : {-1.0, 1.0}) { // renal veins
        builder.along(150, {{{side * 48, 44, -8}, 4.5}, {{side * 16 - 4, 32, -4}, 4.5}}, 1, 0.3);
    }
    // Branches in the liver.
    const std::vector<Point> tips{{-100, -52, 40}, {-128, 18, 30}, {-104, 40, 50}, {-70, -60, 20}};
    for (const Point& tip : tips) {
        builder.along(148, {{{-62, -8, 42}, 4.5}, {tip, 1.6}}, 3, 0.6);
    }
    for (const Point& tip : {Point{-120, -40, 58}, Point{-96, 44, 62}, Point{-56, -46, 56}}) {
        builder.along(145, {{{-30, 24, 76}, 5}, {tip, 1.8}}, 3, 0.6);
    }
}

/// Head in the bend of the duodenum, neck in front of the portal vein, body over the aorta, tail
/// rising to the spleen, the splenic vein behind it.
void addPancreas(Builder& builder)
{
    HashRandom& random = builder.random();
    const double drop = random.uniform(-6, 6);
    const double arch = random.uniform(-5, 5);
    Organ& pancreas = builder.along(98,
                                    {{{-36, 0, -34 + drop}, 8},
                                     {{-38, -6, -16 + drop}, 14},
                                     {{-28, -12, -2 + drop}, 13},
                                     {{-10, -14 + arch, 8 + drop}, 9},
                                     {{14, -14 + arch, 14 + drop}, 9.5},
                                     {{42, -4 + arch, 20 + drop}, 9},
                                     {{66, 8, 25 + drop}, 9.5},
                                     {{88, 20, 28 + drop}, 7.5}},
                                    2, 2.6);
    pancreas.tissue = Tissue::Lobular;
    pancreas.pancreas = true;
    pancreas.bumpSize = 8;
    builder.along(150,
                  {{{-16, -1 + arch, 11 + drop}, 4.5},
                   {{14, -3 + arch, 17 + drop}, 4},
                   {{42, 7 + arch, 22 + drop}, 3.8},
                   {{68, 18, 27 + drop}, 3.6},
                   {{96, 27, 30 + drop}, 3.4}},
                  0.3, 0.2);
}

} // namespace

void Organ::bounds(Point& low, Point& high) const
{
    if (joints.empty()) {
        low = {centre.x - half.x - bumps, centre.y - half.y - bumps, centre.z - half.z - bumps};
        high = {centre.x + half.x + bumps, centre.y + half.y + bumps, centre.z + half.z + bumps};
        return;
    }
    low = {1e9, 1e9, 1e9};
    high = {-1e9, -1e9, -1e9};
    for (const Joint& joint : joints) {
        const double reach = joint.radius + bumps;
        low = {std::min(low.x, joint.at.x - reach), std::min(low.y, joint.at.y - reach),
               std::min(low.z, joint.at.z - reach)};
        high = {std::max(high.x, joint.at.x + reach), std::max(high.y, joint.at.y + reach),
                std::max(high.z, joint.at.z + reach)};
    }
}

double Organ::distance(const Point& p, std::uint32_t seed) const
{
    const double smooth = joints.empty() ? ellipsoid(p, centre, half) : tube(p, joints);
    if (bumps == 0 || smooth > 2 * bumps || smooth < -4 * bumps - 6) {
        return smooth;
    }
    return smooth + bumps * noise3(seed, p.x / bumpSize, p.y / bumpSize, p.z / bumpSize);
}

Trunk makeTrunk(std::uint32_t seed)
{
    Trunk trunk;
    HashRandom random(seed);
    trunk.halfX = random.uniform(156, 172);
    trunk.halfY = random.uniform(106, 118);
    trunk.fat = random.uniform(11, 21);
    Builder builder(hashOf(seed, 3));
    addBackMuscles(builder);
    addBowel(builder);
    addSolidOrgans(builder);
    addVessels(builder);
    addPancreas(builder);
    trunk.organs = builder.take();
    return trunk;
}

} // namespace halftone::phantom::detail
