// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_structure.h"

#include "core/image/itk/detail/itk_io.h"

#include <array>
#include <fstream>
#include <string>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kItem = 0xfffee000U;
constexpr std::uint32_t kItemEnd = 0xfffee00dU;
constexpr std::uint32_t kSequenceEnd = 0xfffee0ddU;
constexpr std::uint32_t kTransferSyntax = 0x00020010U;
constexpr std::uint32_t kPixelData = 0x7fe00010U;
constexpr std::uint32_t kUndefined = 0xffffffffU;
constexpr int kMaxDepth = 32;

/// How numbers and types are stored in a data set.
struct Encoding {
    bool explicitTypes = true;
    bool bigEndian = false;
};

struct Element {
    std::uint32_t tag = 0;
    std::string type; ///< two letters; empty where the encoding has none
    std::uint32_t length = 0;
    std::int64_t value = 0; ///< where the value begins
};

class Walker {
public:
    explicit Walker(const fs::path& path) : m_path(path), m_file(path, std::ios::binary)
    {
        std::error_code ignored;
        const auto size = fs::file_size(path, ignored);
        m_total = ignored ? 0 : static_cast<std::int64_t>(size);
    }

    std::optional<DicomPixels> run()
    {
        constexpr std::int64_t kPreamble = 132;
        std::int64_t at = kPreamble;
        std::string syntax;
        // The file's own header is always explicit and little-endian; what follows may not be.
        while (at < m_total && number(at, 2, false) == 2) {
            const Element element = read(at, {});
            at = end(element);
            if (element.tag == kTransferSyntax) {
                syntax = text(element);
            }
        }
        const Encoding encoding = encodingOf(syntax);
        while (at < m_total) {
            const Element element = read(at, encoding);
            if (element.tag == kPixelData) {
                return pixels(element, encoding);
            }
            at = skip(element, encoding, 0);
        }
        return std::nullopt;
    }

private:
    [[noreturn]] void fail() const
    {
        throw unreadable(m_path, "its DICOM structure is damaged or truncated");
    }

    Encoding encodingOf(const std::string& syntax) const
    {
        if (syntax == "1.2.840.10008.1.2") {
            return {false, false};
        }
        if (syntax == "1.2.840.10008.1.2.2") {
            return {true, true};
        }
        if (syntax == "1.2.840.10008.1.2.1.99") {
            throw unreadable(m_path, "its data set is deflated, which is not supported. Convert it "
                                     "to an uncompressed transfer syntax");
        }
        return {true, false};
    }

    std::array<unsigned char, 4> bytes(std::int64_t at, std::int64_t count)
    {
        std::array<unsigned char, 4> data{};
        if (at < 0 || at + count > m_total) {
            fail();
        }
        m_file.clear();
        m_file.seekg(at);
        if (!m_file.read(reinterpret_cast<char*>(data.data()), count)) {
            fail();
        }
        return data;
    }

    std::uint32_t number(std::int64_t at, int count, bool bigEndian)
    {
        const auto data = bytes(at, count);
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const int place = bigEndian ? count - 1 - i : i;
            value |= std::uint32_t{data[static_cast<std::size_t>(i)]} << (8 * place);
        }
        return value;
    }

    Element read(std::int64_t at, const Encoding& encoding)
    {
        Element element;
        element.tag =
            number(at, 2, encoding.bigEndian) << 16 | number(at + 2, 2, encoding.bigEndian);
        if (element.tag >> 16 == 0xfffeU || !encoding.explicitTypes) {
            element.length = number(at + 4, 4, encoding.bigEndian);
            element.value = at + 8;
            return element;
        }
        const auto letters = bytes(at + 4, 2);
        for (std::size_t i = 0; i < 2; ++i) {
            if (letters[i] < 'A' || letters[i] > 'Z') {
                fail();
            }
            element.type += static_cast<char>(letters[i]);
        }
        static constexpr std::string_view kLong = "OB OW OF OD OL OV SQ UC UR UT UN SV UV";
        if (kLong.find(element.type) != std::string_view::npos) {
            element.length = number(at + 8, 4, encoding.bigEndian);
            element.value = at + 12;
        } else {
            element.length = number(at + 6, 2, encoding.bigEndian);
            element.value = at + 8;
        }
        return element;
    }

    std::int64_t end(const Element& element) const
    {
        const std::int64_t after = element.value + std::int64_t{element.length};
        if (element.length == kUndefined || after > m_total) {
            fail();
        }
        return after;
    }

    std::string text(const Element& element)
    {
        if (element.length > 64) {
            fail();
        }
        std::string value(element.length, '\0');
        m_file.clear();
        m_file.seekg(element.value);
        m_file.read(value.data(), static_cast<std::streamsize>(value.size()));
        return value.substr(0, value.find_last_not_of(std::string_view(" \0", 2)) + 1);
    }

    /// Checks an element and what is nested in it; returns where the next begins.
    std::int64_t skip(const Element& element, const Encoding& encoding, int depth)
    {
        const bool sequence = element.type == "SQ" || element.length == kUndefined;
        if (!sequence) {
            return end(element);
        }
        if (element.tag == kPixelData || element.type == "OB" || element.type == "OW") {
            return skipFragments(element, encoding);
        }
        if (depth >= kMaxDepth) {
            fail();
        }
        // Sequences of unknown type are stored without types.
        const Encoding inner = element.type == "UN" ? Encoding{false, false} : encoding;
        const std::int64_t limit = element.length == kUndefined ? m_total : end(element);
        std::int64_t at = element.value;
        while (at < limit) {
            const Element item = read(at, inner);
            if (item.tag == kSequenceEnd) {
                return item.value;
            }
            if (item.tag != kItem) {
                fail();
            }
            at = skipItem(item, inner, depth + 1);
        }
        if (element.length == kUndefined || at != limit) {
            fail();
        }
        return at;
    }

    std::int64_t skipItem(const Element& item, const Encoding& encoding, int depth)
    {
        const std::int64_t limit = item.length == kUndefined ? m_total : end(item);
        std::int64_t at = item.value;
        while (at < limit) {
            const Element element = read(at, encoding);
            if (element.tag == kItemEnd) {
                return element.value;
            }
            at = skip(element, encoding, depth);
        }
        if (item.length == kUndefined || at != limit) {
            fail();
        }
        return at;
    }

    DicomPixels pixels(const Element& element, const Encoding& encoding)
    {
        if (element.length != kUndefined) {
            return {element.value, end(element) - element.value, false};
        }
        return {element.value, skipFragments(element, encoding) - element.value, true};
    }

    /// Compressed pixels, of the image or of an icon nested in it; returns where they end.
    std::int64_t skipFragments(const Element& element, const Encoding& encoding)
    {
        std::int64_t at = element.value;
        for (;;) {
            const Element fragment = read(at, encoding);
            if (fragment.tag == kSequenceEnd) {
                return fragment.value;
            }
            if (fragment.tag != kItem) {
                fail();
            }
            at = end(fragment);
        }
    }

    fs::path m_path;
    std::ifstream m_file;
    std::int64_t m_total = 0;
};

} // namespace

std::optional<DicomPixels> checkDicomStructure(const fs::path& path)
{
    return Walker(path).run();
}

} // namespace halftone::image::detail
