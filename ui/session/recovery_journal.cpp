// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/recovery_journal.h"

#include "core/base/atomic_file.h"
#include "core/base/input_file.h"
#include "core/base/output_file.h"
#include "core/base/path_text.h"
#include "core/base/sha256.h"
#include "ui/document/path_text.h"
#include "ui/session/stored_values.h"

#include <QCoreApplication>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;
using stored::Json;

constexpr std::string_view kMagic = "HTRECOV1";
constexpr const char* kFormat = "halftone-recovery";
constexpr int kVersion = 1;
constexpr int kFastest = 1; ///< of zlib's levels
constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kMostBytes = std::size_t{4} << 30;
constexpr std::int64_t kMostSide = 1 << 20;
constexpr std::size_t kMostSlices = 1 << 20;
/// What zlib makes at most of a byte, and what qCompress() writes before.
constexpr std::size_t kMostInflation = 1032;
constexpr qsizetype kSizeBytes = 4;

std::array<char, kLengthBytes> toBytes(std::uint64_t number)
{
    std::array<char, kLengthBytes> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>((number >> (8 * i)) & 0xff);
    }
    return bytes;
}

std::uint64_t toNumber(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
        number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return number;
}

Json geometryJson(const Geometry& geometry)
{
    return {{"size", geometry.size},
            {"spacing", geometry.spacingMm},
            {"origin", geometry.originMm},
            {"direction", geometry.direction},
            {"spacing_known", geometry.spacingKnown},
            {"orientation_known", geometry.orientationKnown}};
}

template <std::size_t Count>
std::array<double, Count> readNumbers(const JsonPlace& place)
{
    constexpr double kAny = std::numeric_limits<double>::max();
    const std::vector<JsonPlace> items = place.items(Count);
    if (items.size() != Count) {
        place.refuse(std::to_string(Count) + " numbers");
    }
    std::array<double, Count> numbers{};
    for (std::size_t i = 0; i < Count; ++i) {
        numbers[i] = items[i].number(-kAny, kAny);
    }
    return numbers;
}

Geometry readGeometry(const JsonPlace& place)
{
    Geometry geometry;
    const std::vector<JsonPlace> size = place.member("size").items(3);
    if (size.size() != 3) {
        place.member("size").refuse("three whole numbers");
    }
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = static_cast<int>(size[axis].integer(1, kMostSide));
    }
    geometry.spacingMm = readNumbers<3>(place.member("spacing"));
    geometry.originMm = readNumbers<3>(place.member("origin"));
    geometry.direction = readNumbers<9>(place.member("direction"));
    geometry.spacingKnown = place.member("spacing_known").boolean();
    geometry.orientationKnown = place.member("orientation_known").boolean();
    return geometry;
}

std::string headOf(const RecoveryJournal& journal, const std::vector<QByteArray>& packed)
{
    const MaskSnapshot& mask = journal.mask;
    Json json{{"format", kFormat},
              {"version", kVersion},
              {"program", visible(journal.program)},
              {"when", journal.when.toString(Qt::ISODateWithMs).toStdString()},
              {"name", visible(mask.name.toStdString())},
              {"edited", mask.edited}};
    json["image"] = stored::toJson(journal.image, {});
    json["origin"] = stored::toJson(mask.origin);
    json["geometry"] = geometryJson(mask.voxels.geometry);
    json["labels"] = stored::toJson(mask.labels);
    json["findings"] = stored::toJson(mask.findings);
    json["slices"] = Json::array();
    for (const QByteArray& slice : packed) {
        json["slices"].push_back(slice.size());
    }
    return stored::textOf(json);
}

Error damaged(const std::string& what, const char* how)
{
    return Error(
        ErrorCode::FileFormat,
        Message{"journal-damaged", "{0} is damaged: {1}. Nothing of it was taken.", {what, how}});
}

std::shared_ptr<const std::uint8_t> unpack(std::string_view bytes, std::size_t voxels,
                                           const std::string& what)
{
    if (bytes.empty()) {
        return nullptr;
    }
    const QByteArray packed(bytes.data(), static_cast<qsizetype>(bytes.size()));
    std::uint64_t told = 0; // by qCompress(), from the highest byte
    for (qsizetype i = 0; i < kSizeBytes && packed.size() > kSizeBytes; ++i) {
        told = told << 8 | static_cast<unsigned char>(packed[i]);
    }
    if (told != voxels || voxels > bytes.size() * kMostInflation) {
        throw damaged(what, "a slice has another size than its image");
    }
    auto slice = std::make_shared<const QByteArray>(qUncompress(packed));
    if (static_cast<std::size_t>(slice->size()) != voxels) {
        throw damaged(what, "a slice cannot be unpacked");
    }
    return {slice, reinterpret_cast<const std::uint8_t*>(slice->constData())};
}

/// Of a file whose sum is right: the head's text, and what follows it.
std::pair<std::string_view, std::string_view> divide(std::string_view bytes,
                                                     const std::string& what)
{
    constexpr std::size_t kStart = kMagic.size() + kLengthBytes;
    if (bytes.size() < kStart + kSha256Digits || !bytes.starts_with(kMagic)) {
        throw damaged(what, "it is cut, or no file of this kind");
    }
    const std::string_view content = bytes.substr(0, bytes.size() - kSha256Digits);
    Sha256 sum;
    sum.add(content);
    if (sum.finish() != bytes.substr(content.size())) {
        throw damaged(what, "its content is not what was written");
    }
    const std::uint64_t head = toNumber(content.substr(kMagic.size()));
    if (head > content.size() - kStart) {
        throw damaged(what, "its head is longer than the file");
    }
    return {content.substr(kStart, head), content.substr(kStart + head)};
}

} // namespace

std::size_t RecoveryWriter::write(const fs::path& file, const RecoveryJournal& journal)
{
    const image::LabelSnapshot& voxels = journal.mask.voxels;
    m_slices.resize(voxels.slices.size());
    m_packed.resize(voxels.slices.size());
    const auto bytes = static_cast<qsizetype>(voxels.geometry.sliceVoxels());
    for (std::size_t k = 0; k < voxels.slices.size(); ++k) {
        if (m_slices[k] != voxels.slices[k]) { // they are never changed while they are shared
            m_slices[k] = voxels.slices[k];
            m_packed[k] =
                m_slices[k] ? qCompress(m_slices[k].get(), bytes, kFastest) : QByteArray();
        }
    }
    const std::string head = headOf(journal, m_packed);
    std::size_t written = 0;
    writeAtomically(file, [&](const fs::path& temporary) {
        fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write);
        OutputFile output(temporary, file);
        Sha256 sum;
        const auto add = [&](std::string_view part) {
            sum.add(part);
            output.write(part);
            written += part.size();
        };
        const std::array<char, kLengthBytes> length = toBytes(head.size());
        add(kMagic);
        add({length.data(), length.size()});
        add(head);
        for (const QByteArray& slice : m_packed) {
            add({slice.constData(), static_cast<std::size_t>(slice.size())});
        }
        output.write(sum.finish());
        output.close();
    });
    return written + kSha256Digits;
}

RecoveryJournal readJournal(const fs::path& file, const StopToken& stop)
{
    const std::string what = "The recovery file '" + visible(toUtf8(file.filename())) + "'";
    const std::string bytes = readBytes(file, kMostBytes);
    const auto [head, packed] = divide(bytes, what);
    const Json json = model::parseJson<Json>(head, what);
    const JsonPlace top(json, what);
    stored::requireFormat(top, what, kFormat, kVersion);
    RecoveryJournal journal;
    journal.program = top.member("program").text();
    journal.when =
        QDateTime::fromString(QString::fromStdString(top.member("when").text()), Qt::ISODateWithMs);
    MaskSnapshot& mask = journal.mask;
    mask.name = QString::fromStdString(top.member("name").text());
    mask.edited = top.member("edited").boolean();
    mask.unsaved = true;
    journal.image = stored::readSource(top.member("image"), {});
    mask.origin = stored::readOrigin(top.member("origin"));
    mask.voxels.geometry = readGeometry(top.member("geometry"));
    mask.labels = stored::readLabels(top.member("labels"));
    mask.findings = stored::readFindings(top.member("findings"));
    const std::vector<JsonPlace> slices = top.member("slices").items(kMostSlices);
    if (slices.size() != static_cast<std::size_t>(mask.voxels.geometry.size[2])) {
        top.member("slices").refuse("as many slices as the image has");
    }
    std::size_t at = 0;
    for (const JsonPlace& slice : slices) {
        throwIfStopped(stop);
        const auto size = static_cast<std::size_t>(
            slice.integer(0, static_cast<std::int64_t>(packed.size() - at)));
        mask.voxels.slices.push_back(
            unpack(packed.substr(at, size), mask.voxels.geometry.sliceVoxels(), what));
        at += size;
    }
    if (at != packed.size()) {
        throw damaged(what, "there is more in it than its head tells");
    }
    return journal;
}

QString imageName(const ImageSource& source)
{
    const FileStamp* file = source.file();
    return file != nullptr ? toQString(file->path.filename())
                           : QCoreApplication::translate("Recovery", "a synthetic sample");
}

RecoveryOffer offerOf(const fs::path& journal, const StopToken& stop)
{
    RecoveryOffer offer;
    offer.journal = journal;
    try {
        const RecoveryJournal read = readJournal(journal, stop);
        offer.mask = read.mask.name;
        offer.image = imageName(read.image);
        offer.precision = QString::fromStdString(read.mask.origin.precision);
        offer.when = read.when;
    } catch (const Error& error) {
        throwIfStopped(stop);
        offer.problem = QString::fromUtf8(error.what());
    }
    return offer;
}

} // namespace halftone::ui
