// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/detail/em_cells.h"
#include "core/phantom/detail/em_organelles.h"
#include "core/phantom/detail/kinds.h"
#include "core/phantom/detail/noise.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace halftone::phantom::detail {
namespace {

/// Half the thickness of the labelled membrane, in pixels beside the border pixels themselves:
/// lines of 4 to 8 pixels, and dark patches where a membrane runs along the section.
class MembraneReach {
public:
    MembraneReach(std::uint32_t seed, int slice)
        : m_slow(seed ^ 0x31U, slice / 3.0), m_patch(seed ^ 0x32U, slice / 2.0)
    {
    }

    double operator()(int x, int y) noexcept
    {
        return 2.1 + 0.75 * m_slow(x / 55.0, y / 55.0)
               + 14 * std::max(0.0, m_patch(x / 38.0, y / 38.0) - 0.55);
    }

private:
    RowNoise3 m_slow;
    RowNoise3 m_patch;
};

/// Darkness in [0,1] at a distance from the border: full at the core, 0 just outside the label.
double membraneProfile(double distance, double reach)
{
    return 1 - smoothStep((distance - 0.25 * reach) / (0.75 * reach + 1.2));
}

void cytoplasm(std::uint32_t seed, const Plane<std::int32_t>& cells, int slice, Plane<float>& grey)
{
    const std::uint32_t sliceSeed = hashOf(seed, 700, slice);
    RowNoise3 clouds(seed ^ 0x41U, slice / 2.0);
    RowNoise2 coarse(sliceSeed);
    RowNoise2 fine(sliceSeed ^ 1U);
    for (int y = 0; y < grey.size; ++y) {
        for (int x = 0; x < grey.size; ++x) {
            const int cell = cells.at(x, y);
            const double tone = unitOf(hashOf(seed, 701, cell));
            const bool dark = unitOf(hashOf(seed, 702, cell)) < 0.1; // glia-like, denser cells
            const double base = 156 + 16 * tone - (dark ? 22 : 0);
            const double cloud = 9 * clouds(x / 40.0, y / 40.0);
            const double grain = 22 * coarse(x / 5.5, y / 5.5) + 44 * fine(x / 2.8, y / 2.8);
            grey.at(x, y) = static_cast<float>(base + cloud + grain);
        }
    }
}

struct Section {
    Plane<std::int32_t> cells;
    Plane<float> border;

    Section(const CellField& field, double z)
        : cells(field.section(z)), border(borderDistance(cells))
    {
    }
};

/// Grey levels and labels of one section of tissue.
class SectionPainter {
public:
    SectionPainter(std::uint32_t seed, const CellField& field) : m_seed(seed), m_field(field) {}

    void paint(int slice, std::uint8_t* image, std::uint8_t* labels) const
    {
        // A section has a thickness: membranes that lean over smear between its two faces.
        const Section middle(m_field, slice);
        const Section upper(m_field, slice - 0.4);
        const Section lower(m_field, slice + 0.4);
        const int n = m_field.size();
        Plane<float> grey(n);
        cytoplasm(m_seed, middle.cells, slice, grey);
        const OrganelleContext context{m_seed, m_field, middle.cells, middle.border, slice};
        addVesicles(context, grey);
        addMitochondria(context, grey);
        MembraneReach membraneReach(m_seed, slice);
        RowNoise3 contrasts(m_seed ^ 0x51U, slice / 2.0);
        std::size_t i = 0;
        for (int y = 0; y < n; ++y) {
            for (int x = 0; x < n; ++x, ++i) {
                const double reach = membraneReach(x, y);
                const double contrast = 0.95 + 0.42 * contrasts(x / 45.0, y / 45.0);
                const double dark = 0.5 * membraneProfile(middle.border.data[i], reach)
                                    + 0.25 * membraneProfile(upper.border.data[i], reach)
                                    + 0.25 * membraneProfile(lower.border.data[i], reach);
                const auto level = static_cast<double>(grey.data[i]);
                grey.data[i] = static_cast<float>(
                    level + std::min(1.0, 1.15 * contrast * dark) * (66 - level));
                labels[i] = static_cast<double>(middle.border.data[i]) <= reach ? 1 : 0;
            }
        }
        addSynapses(context, grey);
        blur(grey, 1);
        expose(slice, grey, image);
    }

private:
    /// Shot and read-out noise, and what differs from one exposure to the next.
    void expose(int slice, const Plane<float>& grey, std::uint8_t* image) const
    {
        const double gain = 1 + 0.05 * noise2(m_seed ^ 0x61U, slice * 0.7, 0.5);
        const double offset = 7 * noise2(m_seed ^ 0x62U, slice * 0.7, 0.5);
        const std::uint32_t noiseSeed = hashOf(m_seed, 720, slice);
        RowNoise2 shading(m_seed ^ 0x63U);
        std::size_t i = 0;
        for (int y = 0; y < grey.size; ++y) {
            for (int x = 0; x < grey.size; ++x, ++i) {
                const double shade = 6 * shading(x / 300.0, y / 300.0);
                const double level = static_cast<double>(grey.data[i]) * gain + offset + shade;
                const double sigma = 6 + 0.035 * std::max(0.0, level);
                const double noisy = level + sigma * gaussian(hashOf(noiseSeed, x, y));
                image[i] = static_cast<std::uint8_t>(std::clamp(noisy + 0.5, 0.0, 255.0));
            }
        }
    }

    std::uint32_t m_seed;
    const CellField& m_field;
};

} // namespace

Sample makeEm(const Options& options, const ProgressFn& progress, const StopToken& stop)
{
    Sample sample;
    Geometry& geometry = sample.image.geometry;
    geometry.size = {options.size, options.size, options.slices};
    geometry.spacingMm = {4e-6, 4e-6, 50e-6};
    geometry.spacingKnown = true;
    std::vector<std::uint8_t> image(geometry.voxels());
    sample.labels.voxels.resize(geometry.voxels());
    const std::uint32_t seed = mixBits(options.seed ^ 0xe0000001U);
    const CellField field(seed, options.size);
    const SectionPainter painter(seed, field);
    for (int slice = 0; slice < options.slices; ++slice) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(slice) / options.slices,
                       "making synthetic tissue");
        const std::size_t start = geometry.sliceVoxels() * static_cast<std::size_t>(slice);
        painter.paint(slice, image.data() + start, sample.labels.voxels.data() + start);
    }
    sample.image.voxels = std::move(image);
    sample.image.modality = Modality::EM;
    sample.labels.labels = {Label{1, "membrane", {255, 176, 74}}};
    return sample;
}

} // namespace halftone::phantom::detail
