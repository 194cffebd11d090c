// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/nifti/detail/nifti_header.h"

#include "core/base/error.h"
#include "core/image/detail/source.h"
#include "core/image/raw/detail/byte_reader.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes1 = 348;
constexpr std::size_t kHeaderBytes2 = 540;
constexpr std::size_t kDescriptionBytes = 80;
using HeaderBytes = std::array<char, kHeaderBytes2>;

/// Reads numbers at fixed offsets of the header, in its byte order.
class Fields {
public:
    Fields(const HeaderBytes& bytes, bool swapped) : m_bytes(bytes), m_swapped(swapped) {}

    template <typename T>
    [[nodiscard]] T get(std::size_t offset, std::size_t index = 0) const
    {
        std::array<char, sizeof(T)> raw{};
        std::copy_n(m_bytes.begin() + static_cast<std::ptrdiff_t>(offset + index * sizeof(T)),
                    sizeof(T), raw.begin());
        if (m_swapped) {
            std::reverse(raw.begin(), raw.end());
        }
        T value{};
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }

private:
    const HeaderBytes& m_bytes;
    bool m_swapped;
};

/// Where the fields lie, and in which type numbers are stored.
struct Layout1 {
    using Dim = std::int16_t;
    using Real = float;
    using Code = std::int16_t;
    static constexpr std::size_t kDim = 40, kIntent = 68, kType = 70, kStep = 76, kSlope = 112,
                                 kIntercept = 116, kShownWhite = 124, kShownBlack = 128,
                                 kDescription = 148, kQuaternionCode = 252, kMatrixCode = 254,
                                 kQuaternion = 256, kOffset = 268, kMatrix = 280;
};
struct Layout2 {
    using Dim = std::int64_t;
    using Real = double;
    using Code = std::int32_t;
    static constexpr std::size_t kDim = 16, kIntent = 504, kType = 12, kStep = 104, kSlope = 176,
                                 kIntercept = 184, kShownWhite = 192, kShownBlack = 200,
                                 kDescription = 240, kQuaternionCode = 344, kMatrixCode = 348,
                                 kQuaternion = 352, kOffset = 376, kMatrix = 400;
};

template <typename L>
NiftiHeader parse(const Fields& fields)
{
    using Real = typename L::Real;
    NiftiHeader header;
    for (std::size_t i = 0; i < 8; ++i) {
        header.dim[i] = fields.get<typename L::Dim>(L::kDim, i);
        header.step[i] = static_cast<double>(fields.get<Real>(L::kStep, i));
    }
    header.dataType = fields.get<std::int16_t>(L::kType);
    header.intent = fields.get<typename L::Code>(L::kIntent);
    header.slope = static_cast<double>(fields.get<Real>(L::kSlope));
    header.intercept = static_cast<double>(fields.get<Real>(L::kIntercept));
    header.shownBlack = static_cast<double>(fields.get<Real>(L::kShownBlack));
    header.shownWhite = static_cast<double>(fields.get<Real>(L::kShownWhite));
    header.quaternionCode = fields.get<typename L::Code>(L::kQuaternionCode);
    header.matrixCode = fields.get<typename L::Code>(L::kMatrixCode);
    for (std::size_t i = 0; i < 3; ++i) {
        header.quaternion[i] = static_cast<double>(fields.get<Real>(L::kQuaternion, i));
        header.offset[i] = static_cast<double>(fields.get<Real>(L::kOffset, i));
        for (std::size_t column = 0; column < 4; ++column) {
            header.matrix[i][column] =
                static_cast<double>(fields.get<Real>(L::kMatrix, 4 * i + column));
        }
    }
    for (std::size_t i = 0; i < kDescriptionBytes; ++i) {
        const char letter = fields.get<char>(L::kDescription, i);
        if (letter == 0) {
            break;
        }
        header.description += letter;
    }
    return header;
}

NiftiHeader parseSecond(const Fields& fields)
{
    NiftiHeader header = parse<Layout2>(fields);
    header.kind = NiftiHeader::Kind::Nifti2;
    header.voxelOffset = static_cast<double>(fields.get<std::int64_t>(168));
    header.units = fields.get<std::int32_t>(500);
    return header;
}

NiftiHeader parseFirst(const Fields& fields, NiftiHeader::Kind kind)
{
    NiftiHeader header = parse<Layout1>(fields);
    header.kind = kind;
    header.voxelOffset = static_cast<double>(fields.get<float>(108));
    header.units = fields.get<char>(123);
    if (kind == NiftiHeader::Kind::Analyze) { // these fields mean other things there
        header.units = header.quaternionCode = header.matrixCode = header.intent = 0;
        header.intercept = 0;
        header.description.clear();
    }
    return header;
}

} // namespace

NiftiHeader readNiftiHeader(const fs::path& path)
{
    const Error damaged =
        unreadable(path, Message{"nifti-header", "its NIfTI header is damaged or truncated", {}});
    HeaderBytes bytes{};
    const std::size_t got = openBytes(path, 0, packingOf(path))->read(bytes.data(), bytes.size());
    if (got == 0) {
        throw unreadable(path, Message{"empty-file", "the file is empty", {}});
    }
    if (got < kHeaderBytes1) {
        throw damaged;
    }
    const std::string_view text(bytes.data(), bytes.size());
    const bool single1 = text.substr(344, 4) == std::string_view("n+1\0", 4);
    const bool pair1 = text.substr(344, 4) == std::string_view("ni1\0", 4);
    // Four bytes more were added to tell transfers that change line ends.
    const bool single2 = text.substr(4, 4) == std::string_view("n+2\0", 4);
    const bool pair2 = text.substr(4, 4) == std::string_view("ni2\0", 4);
    const bool second = !single1 && !pair1 && (single2 || pair2);
    const std::size_t expected = second ? kHeaderBytes2 : kHeaderBytes1;
    const auto size = static_cast<std::int32_t>(expected);
    const bool swapped = Fields(bytes, false).get<std::int32_t>(0) != size;
    const Fields fields(bytes, swapped);
    if (got < expected || fields.get<std::int32_t>(0) != size
        || (second && text.substr(8, 4) != std::string_view("\r\n\032\n", 4))) {
        throw damaged;
    }
    using Kind = NiftiHeader::Kind;
    const Kind kind = single1 || pair1 ? Kind::Nifti1 : Kind::Analyze;
    NiftiHeader header = second ? parseSecond(fields) : parseFirst(fields, kind);
    header.isPair = second ? pair2 : !single1;
    header.swapped = swapped;
    header.hasExtensions = !second && got > kHeaderBytes1 && bytes[kHeaderBytes1] != 0;
    return header;
}

} // namespace halftone::image::detail
