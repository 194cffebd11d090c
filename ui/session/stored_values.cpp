// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/stored_values.h"

#include "core/base/path_text.h"
#include "core/base/sha256.h"

#include <algorithm>
#include <array>
#include <limits>

namespace halftone::ui::stored {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostParts = 100'000; ///< slices of a series
constexpr std::size_t kMostLabels = 256;
constexpr std::int64_t kMostBytes = std::int64_t{1} << 50;
constexpr double kAny = std::numeric_limits<double>::max();
constexpr int kMost = std::numeric_limits<int>::max();

constexpr std::size_t kMostFindings = 1000;
constexpr std::array kSeverities{Word{"note", Severity::Note}, Word{"warning", Severity::Warning},
                                 Word{"severe", Severity::Severe}};

constexpr std::array kSamples{Word{"em", phantom::Kind::Em}, Word{"cord", phantom::Kind::Cord},
                              Word{"abdomen", phantom::Kind::Abdomen}};

std::string generic(const fs::path& path)
{
    const std::u8string text = path.generic_u8string();
    return {text.begin(), text.end()};
}

/// A part lies in the folder of its stamp or below.
std::string readPart(const JsonPlace& place)
{
    std::string name = place.bytes();
    const fs::path part = fromUtf8(name);
    const bool leaves = std::find(part.begin(), part.end(), fs::path("..")) != part.end();
    if (!part.has_filename() || part == fs::path(".") || part.has_root_path() || leaves
        || part.lexically_normal() != part || name.find('\\') != std::string::npos) {
        place.refuse("the name of a file below its folder");
    }
    return name;
}

QRgb readColour(const JsonPlace& place)
{
    const std::string text = place.text();
    const QColor colour(QString::fromStdString(text));
    if (text.size() != 7 || text[0] != '#' || !colour.isValid()) {
        place.refuse("a colour as \"#rrggbb\"");
    }
    return colour.rgb();
}

} // namespace

Json toJson(const FileStamp& stamp, const fs::path& folder)
{
    const fs::path relative = stamp.path.lexically_relative(folder);
    const bool isBelow =
        !folder.empty() && !relative.empty() && *relative.begin() != fs::path("..");
    Json json;
    json["path"] = generic(isBelow ? relative : stamp.path);
    json["bytes"] = stamp.bytes;
    json["sha256"] = stamp.sha256;
    if (!stamp.parts.empty()) {
        json["files"] = stamp.parts;
    }
    return json;
}

FileStamp readStamp(const JsonPlace& place, const fs::path& folder)
{
    FileStamp stamp;
    const std::string path = place.member("path").bytes();
    if (path.empty()) {
        place.member("path").refuse("the path of a file");
    }
    stamp.path = (folder / fromUtf8(path)).lexically_normal();
    stamp.bytes = static_cast<std::uint64_t>(place.member("bytes").integer(0, kMostBytes));
    stamp.sha256 = place.member("sha256").text();
    if (!stamp.sha256.empty()
        && (stamp.sha256.size() != kSha256Digits
            || stamp.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)) {
        place.member("sha256").refuse("64 hexadecimal digits");
    }
    if (const auto files = place.find("files")) {
        for (const JsonPlace& part : files->items(kMostParts)) {
            stamp.parts.push_back(readPart(part));
        }
    }
    return stamp;
}

Json toJson(const std::vector<LabelStyle>& labels)
{
    Json list = Json::array();
    for (const LabelStyle& label : labels) {
        Json json{{"value", label.value},
                  {"name", visible(label.name.toStdString())},
                  {"colour", QColor(label.colour).name().toStdString()},
                  {"visible", label.visible}};
        if (label.ownColour) {
            json["own_colour"] = QColor(*label.ownColour).name().toStdString();
        }
        list.push_back(std::move(json));
    }
    return list;
}

std::vector<LabelStyle> readLabels(const JsonPlace& place)
{
    std::vector<LabelStyle> labels;
    for (const JsonPlace& item : place.items(kMostLabels)) {
        labels.push_back({static_cast<std::uint8_t>(item.member("value").integer(0, 255)),
                          QString::fromStdString(item.member("name").text()),
                          readColour(item.member("colour")), item.member("visible").boolean()});
        if (const auto own = item.find("own_colour")) {
            labels.back().ownColour = readColour(*own);
        }
    }
    return labels;
}

Json toJson(const LayerStyle& style)
{
    Json json{{"visible", style.visible},
              {"opacity", style.opacity},
              {"outlined", style.outlined},
              {"outline_width", style.outlineWidth},
              {"window",
               {{"low", style.window.low},
                {"high", style.window.high},
                {"inverted", style.window.inverted}}}};
    json["labels"] = toJson(style.labels);
    return json;
}

LayerStyle readStyle(const JsonPlace& place)
{
    LayerStyle style;
    style.visible = place.member("visible").boolean();
    style.opacity = place.member("opacity").number(0, 1);
    style.outlined = place.member("outlined").boolean();
    if (const auto width = place.find("outline_width")) {
        style.outlineWidth = static_cast<int>(width->integer(1, kWidestOutline));
    }
    const JsonPlace window = place.member("window");
    style.window.low = window.member("low").number(-kAny, kAny);
    style.window.high = window.member("high").number(-kAny, kAny);
    if (style.window.low > style.window.high) {
        window.refuse("a window whose low end is not above its high end");
    }
    style.window.inverted = window.member("inverted").boolean();
    style.labels = readLabels(place.member("labels"));
    return style;
}

Json toJson(const Findings& findings)
{
    Json list = Json::array();
    for (const Finding& each : findings) {
        list.push_back(Json{{"severity", wordFor(kSeverities, each.severity)},
                            {"kind", each.message.kind},
                            {"pattern", each.message.pattern},
                            {"arguments", each.message.arguments},
                            {"file", each.file}});
    }
    return list;
}

Findings readFindings(const JsonPlace& place)
{
    Findings findings;
    for (const JsonPlace& item : place.items(kMostFindings)) {
        Finding finding{item.member("severity").word(kSeverities),
                        {item.member("kind").bytes(), item.member("pattern").bytes(), {}},
                        item.member("file").bytes()};
        for (const JsonPlace& argument : item.member("arguments").items(kMostFindings)) {
            finding.message.arguments.push_back(argument.bytes());
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

Json toJson(const ImageSource& source, const fs::path& folder)
{
    Json json;
    if (const SampleSource* sample = source.sample()) {
        json["sample"] = {{"kind", wordFor(kSamples, sample->kind)},
                          {"seed", sample->options.seed},
                          {"size", sample->options.size},
                          {"slices", sample->options.slices}};
        return json;
    }
    json["file"] = toJson(*source.file(), folder);
    json["volume"] = source.volume;
    if (source.part) {
        json["part"] = {{"first", source.part->first},
                        {"slices", source.part->slices},
                        {"step", source.part->step}};
    }
    return json;
}

ImageSource readSource(const JsonPlace& place, const fs::path& folder)
{
    ImageSource source;
    if (const auto sample = place.find("sample")) {
        constexpr int kMostSide = 4096;
        SampleSource made;
        made.kind = sample->member("kind").word(kSamples);
        made.options.seed = static_cast<std::uint32_t>(
            sample->member("seed").integer(0, std::numeric_limits<std::uint32_t>::max()));
        made.options.size = static_cast<int>(sample->member("size").integer(0, kMostSide));
        made.options.slices = static_cast<int>(sample->member("slices").integer(0, kMostSide));
        // 0 is what the kind has, which is no more than that.
        constexpr std::int64_t kMostVoxels = std::int64_t{1} << 29;
        const std::int64_t side = std::max(made.options.size, 512);
        if (side * side * std::max(made.options.slices, 24) > kMostVoxels) {
            sample->refuse("a sample of at most half a billion voxels");
        }
        source.from = made;
        return source;
    }
    source.from = readStamp(place.member("file"), folder);
    source.volume = static_cast<int>(place.member("volume").integer(1, kMost));
    if (const auto part = place.find("part")) {
        source.part = VolumePart{static_cast<int>(part->member("first").integer(0, kMost)),
                                 static_cast<int>(part->member("slices").integer(0, kMost)),
                                 static_cast<int>(part->member("step").integer(1, kMost))};
    }
    return source;
}

Json toJson(const image::MaskOrigin& origin)
{
    return {{"program", visible(origin.program)},        {"model", visible(origin.model)},
            {"model_sha256", visible(origin.modelHash)}, {"precision", visible(origin.precision)},
            {"labels", visible(origin.labels)},          {"edited", origin.edited}};
}

image::MaskOrigin readOrigin(const JsonPlace& place)
{
    image::MaskOrigin origin;
    origin.program = place.member("program").text();
    origin.model = place.member("model").text();
    origin.modelHash = place.member("model_sha256").text();
    origin.precision = place.member("precision").text();
    origin.labels = place.member("labels").text();
    origin.edited = place.member("edited").boolean();
    return origin;
}

std::string textOf(const Json& json)
{
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

void requireFormat(const JsonPlace& top, const std::string& what, const char* format, int version)
{
    const auto found = top.find("format");
    if (!found || found->text() != format) {
        throw Error(ErrorCode::FileFormat,
                    Message{"not-this-format",
                            "{0} is none: it does not say that it is a '{1}'. Nothing was opened.",
                            {what, format}});
    }
    const std::int64_t written =
        top.member("version").integer(1, std::numeric_limits<std::int64_t>::max());
    if (written > version) {
        throw Error(ErrorCode::Unsupported,
                    Message{"later-version",
                            "{0} was written by a later version of Halftone (version {1} of the "
                            "file, and this program knows {2}). Open it with that, or a later one. "
                            "Nothing was opened.",
                            {what, std::to_string(written), std::to_string(version)}});
    }
}

} // namespace halftone::ui::stored
