// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/ome_xml.h"

#include "core/image/detail/source.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string_view>
#include <type_traits>

namespace halftone::image::detail {
namespace {

constexpr std::size_t kMaxElements = 2000000;

/// What expat calls; exceptions must not pass through it, so that the first fault is kept.
struct OmeParser {
    OmeDescription description;
    std::string fault;
    XML_Parser expat = nullptr;
    std::size_t elements = 0;
    bool inUuid = false;

    void stop(std::string why)
    {
        if (fault.empty()) {
            fault = std::move(why);
            XML_StopParser(expat, XML_FALSE);
        }
    }

    std::uint64_t number(const std::string& key, const std::string& text)
    {
        std::uint64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (parsed.ec != std::errc() || parsed.ptr != end || value > 1U << 30) {
            stop(key + " is '" + text + "'");
            return 0;
        }
        return value;
    }

    void begin(std::string_view name, const std::map<std::string, std::string>& attributes);
};

std::string_view localName(std::string_view name)
{
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void OmeParser::begin(std::string_view name, const std::map<std::string, std::string>& attributes)
{
    const auto text = [&](const char* key) {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::string() : found->second;
    };
    const auto optional = [&](const char* key) -> std::optional<std::uint64_t> {
        const auto found = attributes.find(key);
        return found == attributes.end() ? std::nullopt : std::optional(number(key, found->second));
    };
    if (name == "OME") {
        description.uuid = text("UUID");
    } else if (name == "BinaryOnly") {
        description.descriptionFile = text("MetadataFile");
    } else if (name == "Image") {
        description.images.push_back({});
        description.images.back().name = text("Name");
    }
    if (description.images.empty()) {
        return;
    }
    OmeImage& image = description.images.back();
    if (name == "Pixels") {
        image.order = text("DimensionOrder");
        constexpr std::array<const char*, 5> kSizes{"SizeX", "SizeY", "SizeZ", "SizeC", "SizeT"};
        for (std::size_t i = 0; i < kSizes.size(); ++i) {
            image.size[i] = number(kSizes[i], text(kSizes[i]));
        }
        constexpr std::array<const char*, 3> kPixel{"PhysicalSizeX", "PhysicalSizeY",
                                                    "PhysicalSizeZ"};
        for (std::size_t i = 0; i < kPixel.size(); ++i) {
            image.pixelSize[i] = text(kPixel[i]);
            image.pixelUnit[i] = text((std::string(kPixel[i]) + "Unit").c_str());
        }
    } else if (name == "Channel") {
        image.channels.push_back(text("Name"));
        image.samples.push_back(optional("SamplesPerPixel").value_or(1));
    } else if (name == "TiffData") {
        image.data.push_back({optional("IFD"),
                              {optional("FirstZ").value_or(0), optional("FirstC").value_or(0),
                               optional("FirstT").value_or(0)},
                              optional("PlaneCount"),
                              {},
                              {}});
    } else if (name == "UUID" && !image.data.empty()) {
        inUuid = true;
        image.data.back().file = text("FileName");
    }
}

void XMLCALL onBegin(void* user, const XML_Char* name, const XML_Char** attributes)
{
    auto& parser = *static_cast<OmeParser*>(user);
    try {
        if (++parser.elements > kMaxElements) {
            parser.stop("it has more elements than any image");
            return;
        }
        std::map<std::string, std::string> values;
        for (; *attributes != nullptr; attributes += 2) {
            values.emplace(attributes[0], attributes[1]);
        }
        parser.begin(localName(name), values);
    } catch (const std::exception& error) {
        parser.stop(error.what());
    }
}

void XMLCALL onEnd(void* user, const XML_Char*)
{
    static_cast<OmeParser*>(user)->inUuid = false;
}

void XMLCALL onText(void* user, const XML_Char* text, int length)
{
    auto& parser = *static_cast<OmeParser*>(user);
    if (!parser.inUuid) {
        return;
    }
    std::string& uuid = parser.description.images.back().data.back().uuid;
    for (const char c : std::string_view(text, static_cast<std::size_t>(length))) {
        if (c > ' ' && uuid.size() < 200) {
            uuid += c;
        }
    }
}

void XMLCALL onDocumentType(void* user, const XML_Char*, const XML_Char*, const XML_Char*, int)
{
    static_cast<OmeParser*>(user)->stop("it declares a document type");
}

/// One attempt, with the bytes taken for `encoding` whatever the XML declares: writers often
/// declare another than they use.
OmeParser parseAs(const char* encoding, std::string_view xml)
{
    OmeParser parser;
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> expat(
        XML_ParserCreate(encoding), XML_ParserFree);
    if (!expat) {
        throw std::bad_alloc();
    }
    parser.expat = expat.get();
    XML_SetUserData(expat.get(), &parser);
    XML_SetElementHandler(expat.get(), onBegin, onEnd);
    XML_SetCharacterDataHandler(expat.get(), onText);
    XML_SetStartDoctypeDeclHandler(expat.get(), onDocumentType);
    if (XML_Parse(expat.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE)
            == XML_STATUS_ERROR
        && parser.fault.empty()) {
        parser.fault = XML_ErrorString(XML_GetErrorCode(expat.get()));
    }
    return parser;
}

} // namespace

OmeDescription parseOme(const std::filesystem::path& path, const std::string& xml)
{
    // Descriptions may be padded behind their end.
    const std::string_view text =
        std::string_view(xml).substr(0, std::min(xml.find_last_of('>'), xml.size() - 1) + 1);
    constexpr std::size_t kLongest = std::size_t{1} << 30;
    OmeParser parser = parseAs("UTF-8", text.substr(0, kLongest));
    const bool isPlain =
        std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    if (!parser.fault.empty() && !isPlain) {
        parser = parseAs("ISO-8859-1", text.substr(0, kLongest)); // a micro sign of Latin-1
    }
    if (!parser.fault.empty()) {
        throw unreadable(
            path, Message{"ome-damaged", "its OME description is damaged ({1})", {parser.fault}});
    }
    return std::move(parser.description);
}

} // namespace halftone::image::detail
