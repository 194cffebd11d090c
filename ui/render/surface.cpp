// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/render/surface.h"

#include "core/image/grid/plane.h"

#include <vtkCellArray.h>
#include <vtkDiscreteFlyingEdges3D.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkTypeInt32Array.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <unordered_map>
#include <utility>

namespace halftone::ui {

namespace {

/// VTK cannot be stopped inside of a filter: it gets pieces of so many voxels.
constexpr int kVoxelsOfPiece = 2'000'000;
/// Taubin (1995): shrinks and swells in turn, so that the volume stays.
constexpr int kSmoothings = 10;
constexpr float kShrink = 0.5F;
constexpr float kSwell = -0.53F;

using Corner = std::array<float, 3>;
using Triangle = std::array<std::int32_t, 3>;

struct Mesh {
    std::vector<Corner> points; ///< voxel indices, then millimetres
    std::vector<Triangle> triangles;
};

/// Voxels [low, high] along each axis.
struct VoxelBox {
    std::array<int, 3> low;
    std::array<int, 3> high;
};

VoxelBox boxOf(const LabelSlices& labels, std::uint8_t value, const StopToken& stop)
{
    constexpr int kFar = std::numeric_limits<int>::max();
    VoxelBox box{{kFar, kFar, kFar}, {-1, -1, -1}};
    const auto columns = static_cast<std::size_t>(labels.geometry.size[0]);
    for (std::size_t k = 0; k < labels.slices.size(); ++k) {
        throwIfStopped(stop);
        const std::span<const std::uint8_t> slice = labels.slices[k];
        for (std::size_t row = 0; row * columns < slice.size(); ++row) {
            const std::uint8_t* first = slice.data() + row * columns;
            const auto* found =
                static_cast<const std::uint8_t*>(std::memchr(first, value, columns));
            if (found == nullptr) {
                continue;
            }
            int last = static_cast<int>(columns) - 1;
            while (last > box.high[0] && first[last] != value) {
                --last;
            }
            const std::array<int, 3> low{static_cast<int>(found - first), static_cast<int>(row),
                                         static_cast<int>(k)};
            const std::array<int, 3> high{last, low[1], low[2]};
            for (std::size_t axis = 0; axis < 3; ++axis) {
                box.low[axis] = std::min(box.low[axis], low[axis]);
                box.high[axis] = std::max(box.high[axis], high[axis]);
            }
        }
    }
    return box;
}

/// Every step-th voxel of a box with one empty voxel around all, so that the surface is closed.
struct Lattice {
    const LabelSlices& labels;
    std::uint8_t value;
    VoxelBox box;
    int step;

    [[nodiscard]] int size(std::size_t axis) const
    {
        return (box.high[axis] - box.low[axis]) / step + 3;
    }

    /// 1 where layer z has the label, [size(1), size(0)].
    void fill(int z, std::uint8_t* out) const
    {
        const auto columns = static_cast<std::size_t>(size(0));
        const auto rows = static_cast<std::size_t>(size(1));
        std::fill_n(out, columns * rows, std::uint8_t{0});
        const int k = box.low[2] + (z - 1) * step;
        if (z == 0 || z == size(2) - 1 || labels.slices[static_cast<std::size_t>(k)].empty()) {
            return;
        }
        const std::span<const std::uint8_t> slice = labels.slices[static_cast<std::size_t>(k)];
        for (std::size_t y = 1; y + 1 < rows; ++y) {
            const auto j =
                static_cast<std::size_t>(box.low[1]) + (y - 1) * static_cast<std::size_t>(step);
            const std::uint8_t* from = slice.data()
                                       + j * static_cast<std::size_t>(labels.geometry.size[0])
                                       + static_cast<std::size_t>(box.low[0]);
            std::uint8_t* row = out + y * columns + 1;
            for (std::size_t x = 0; x + 2 < columns; ++x) {
                row[x] = from[x * static_cast<std::size_t>(step)] == value ? 1 : 0;
            }
        }
    }
};

/// Discrete flying edges of layers [first, last] of a lattice.
vtkSmartPointer<vtkPolyData> piece(const Lattice& lattice, int first, int last)
{
    vtkNew<vtkImageData> inside;
    inside->SetDimensions(lattice.size(0), lattice.size(1), last - first + 1);
    inside->AllocateScalars(VTK_UNSIGNED_CHAR, 1);
    auto* out = static_cast<std::uint8_t*>(inside->GetScalarPointer());
    const std::size_t layer =
        static_cast<std::size_t>(lattice.size(0)) * static_cast<std::size_t>(lattice.size(1));
    for (int z = first; z <= last; ++z) {
        lattice.fill(z, out + static_cast<std::size_t>(z - first) * layer);
    }
    vtkNew<vtkDiscreteFlyingEdges3D> edges;
    edges->SetInputData(inside);
    edges->SetValue(0, 1);
    edges->ComputeNormalsOff();
    edges->ComputeGradientsOff();
    edges->ComputeScalarsOff();
    edges->Update();
    return edges->GetOutput();
}

/// Puts pieces together at the layer that two of them share: both have the same points there.
class Joiner {
public:
    void add(vtkPolyData* piece, int first, int last)
    {
        const auto count = static_cast<std::size_t>(piece->GetNumberOfPoints());
        std::vector<std::int32_t> numbers(count);
        std::unordered_map<std::uint64_t, std::int32_t> next;
        for (std::size_t n = 0; n < count; ++n) {
            std::array<double, 3> at{};
            piece->GetPoint(static_cast<vtkIdType>(n), at.data());
            at[2] += first;
            const std::uint64_t key = keyOf(at);
            const auto known = at[2] == first ? m_seam.find(key) : m_seam.end();
            if (known != m_seam.end()) {
                numbers[n] = known->second;
                continue;
            }
            numbers[n] = static_cast<std::int32_t>(m_mesh.points.size());
            m_mesh.points.push_back(
                {static_cast<float>(at[0]), static_cast<float>(at[1]), static_cast<float>(at[2])});
            if (at[2] == last) {
                next.emplace(key, numbers[n]);
            }
        }
        m_seam = std::move(next);
        const auto number = [&](vtkIdType point) {
            return numbers[static_cast<std::size_t>(point)];
        };
        vtkCellArray* cells = piece->GetPolys();
        vtkIdType size = 0;
        const vtkIdType* points = nullptr;
        for (cells->InitTraversal(); cells->GetNextCell(size, points) != 0;) {
            m_mesh.triangles.push_back({number(points[0]), number(points[1]), number(points[2])});
        }
    }
    [[nodiscard]] Mesh take() { return std::move(m_mesh); }

private:
    /// Points lie on voxels or half way between two.
    static std::uint64_t keyOf(const std::array<double, 3>& at)
    {
        return static_cast<std::uint64_t>(std::lround(2 * at[0])) << 32
               | static_cast<std::uint64_t>(std::lround(2 * at[1]));
    }

    Mesh m_mesh;
    std::unordered_map<std::uint64_t, std::int32_t> m_seam; ///< points of the last layer
};

Mesh boundaryOf(const Lattice& lattice, const StopToken& stop)
{
    const int layers = lattice.size(2);
    const int thick = std::max(1, kVoxelsOfPiece / (lattice.size(0) * lattice.size(1)));
    Joiner joiner;
    for (int first = 0; first < layers - 1; first += thick) {
        throwIfStopped(stop);
        const int last = std::min(first + thick, layers - 1);
        joiner.add(piece(lattice, first, last), first, last);
    }
    return joiner.take();
}

/// Moves each point towards the mean of its neighbours, or away: VTK's smoothing cannot be stopped
/// (and takes longer than all of this: tests/bench/README.md). Each edge of a closed surface runs
/// once in each direction, so that the triangles alone tell the neighbours.
void smooth(Mesh& mesh, const StopToken& stop)
{
    std::vector<Corner> sums(mesh.points.size());
    std::vector<float> counts(mesh.points.size());
    for (const Triangle& triangle : mesh.triangles) {
        for (const std::int32_t point : triangle) {
            counts[static_cast<std::size_t>(point)] += 1;
        }
    }
    for (int pass = 0; pass < 2 * kSmoothings; ++pass) {
        throwIfStopped(stop);
        std::fill(sums.begin(), sums.end(), Corner{});
        for (const Triangle& triangle : mesh.triangles) {
            for (std::size_t n = 0; n < 3; ++n) {
                Corner& sum = sums[static_cast<std::size_t>(triangle[n])];
                const Corner& next = mesh.points[static_cast<std::size_t>(triangle[(n + 1) % 3])];
                for (std::size_t axis = 0; axis < 3; ++axis) {
                    sum[axis] += next[axis];
                }
            }
        }
        const float by = pass % 2 == 0 ? kShrink : kSwell;
        for (std::size_t n = 0; n < sums.size(); ++n) {
            for (std::size_t axis = 0; axis < 3 && counts[n] > 0; ++axis) {
                float& at = mesh.points[n][axis];
                at += by * (sums[n][axis] / counts[n] - at);
            }
        }
    }
}

/// From voxels of the lattice to millimetres; axes need not be at right angles, nor right-handed.
void place(Mesh& mesh, const Lattice& lattice)
{
    const Geometry& geometry = lattice.labels.geometry;
    for (Corner& point : mesh.points) {
        image::Point index{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            index[axis] =
                lattice.box.low[axis] + (static_cast<double>(point[axis]) - 1) * lattice.step;
        }
        const image::Point mm = image::toMm(geometry, index);
        std::transform(mm.begin(), mm.end(), point.begin(),
                       [](double value) { return static_cast<float>(value); });
    }
    const auto& d = geometry.direction;
    const double handed = d[0] * (d[4] * d[8] - d[5] * d[7]) - d[1] * (d[3] * d[8] - d[5] * d[6])
                          + d[2] * (d[3] * d[7] - d[4] * d[6]);
    if (handed < 0) {
        for (Triangle& triangle : mesh.triangles) {
            std::swap(triangle[1], triangle[2]);
        }
    }
}

/// Of each point the mean of its triangles', the larger the more.
std::vector<Corner> normalsOf(const Mesh& mesh)
{
    std::vector<Corner> normals(mesh.points.size());
    for (const Triangle& triangle : mesh.triangles) {
        const Corner& a = mesh.points[static_cast<std::size_t>(triangle[0])];
        const Corner& b = mesh.points[static_cast<std::size_t>(triangle[1])];
        const Corner& c = mesh.points[static_cast<std::size_t>(triangle[2])];
        const Corner u{b[0] - a[0], b[1] - a[1], b[2] - a[2]};
        const Corner v{c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        const Corner n{u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                       u[0] * v[1] - u[1] * v[0]};
        for (const std::int32_t point : triangle) {
            for (std::size_t axis = 0; axis < 3; ++axis) {
                normals[static_cast<std::size_t>(point)][axis] += n[axis];
            }
        }
    }
    for (Corner& normal : normals) {
        const float length = std::hypot(normal[0], normal[1], normal[2]);
        for (float& part : normal) {
            part /= length > 0 ? length : 1;
        }
    }
    return normals;
}

vtkNew<vtkFloatArray> toArray(const std::vector<Corner>& corners)
{
    vtkNew<vtkFloatArray> array;
    array->SetNumberOfComponents(3);
    array->SetNumberOfTuples(static_cast<vtkIdType>(corners.size()));
    if (!corners.empty()) {
        std::memcpy(array->GetPointer(0), corners.data(), corners.size() * sizeof(Corner));
    }
    return array;
}

vtkSmartPointer<vtkPolyData> toPolyData(const Mesh& mesh)
{
    auto result = vtkSmartPointer<vtkPolyData>::New();
    vtkNew<vtkPoints> points;
    points->SetData(toArray(mesh.points));
    result->SetPoints(points);
    const auto count = static_cast<vtkIdType>(mesh.triangles.size());
    vtkNew<vtkTypeInt32Array> corners;
    corners->SetNumberOfValues(3 * count);
    vtkNew<vtkTypeInt32Array> offsets;
    offsets->SetNumberOfValues(count + 1);
    for (vtkIdType n = 0; n <= count; ++n) {
        offsets->SetValue(n, static_cast<std::int32_t>(3 * n));
    }
    if (count > 0) {
        std::memcpy(corners->GetPointer(0), mesh.triangles.data(),
                    mesh.triangles.size() * sizeof(Triangle));
    }
    vtkNew<vtkCellArray> cells;
    cells->SetData(offsets, corners);
    result->SetPolys(cells);
    result->GetPointData()->SetNormals(toArray(normalsOf(mesh)));
    return result;
}

} // namespace

Surface surfaceOf(const LabelSlices& labels, std::uint8_t value, const StopToken& stop,
                  double mostVoxels)
{
    const VoxelBox box = boxOf(labels, value, stop);
    if (box.high[0] < 0) {
        return {vtkSmartPointer<vtkPolyData>::New(), 1};
    }
    double voxels = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxels *= box.high[axis] - box.low[axis] + 1;
    }
    const int step = std::max(1, static_cast<int>(std::ceil(std::cbrt(voxels / mostVoxels))));
    const Lattice lattice{labels, value, box, step};
    Mesh mesh = boundaryOf(lattice, stop);
    smooth(mesh, stop);
    throwIfStopped(stop);
    place(mesh, lattice); // smoothed among voxels, then placed
    throwIfStopped(stop);
    return {toPolyData(mesh), step};
}

} // namespace halftone::ui
