// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/image/process/detail/frames.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cstring>
#include <functional>
#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::image::detail;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Findings someFindings()
{
    return {{Severity::Warning, {"lossy", "It is {0}, {1}.", {"lossy", ""}}, "other.dcm"},
            {Severity::Severe, {"inverted", "\xc3\xa4", {}}, ""}};
}

Source someSource()
{
    Source source;
    ImageInfo& info = source.info;
    info.format = "DICOM series";
    info.voxelType = "int16";
    info.geometry.size = {5, 4, 3};
    info.geometry.spacingMm = {0.1, 1.0 / 3, 2};
    info.geometry.originMm = {-1e5, 0, 5e-324};
    info.geometry.direction = {0, 1, 0, 1, 0, 0, 0, 0, -1};
    info.geometry.spacingKnown = true;
    info.modality = Modality::CT;
    info.tags = {"ABDOMEN", "portal \xc3\xa4"};
    info.bytes = 120;
    info.findings = someFindings();
    info.volumes = {{"series 3", {5, 4, 3}}, {"series 4", {1, 1, 1}}};
    info.volume = 2;
    info.window = GreyWindow{-160, 0.1};
    info.part = OpenedPart{{7, 6, 2}, info.geometry};
    info.part->whole.size = {9, 8, 13};
    source.synthetic = true;
    source.name = "CT DICOM series";
    source.labels = {{1, "liver", {1, 2, 3}}, {255, "", {0, 0, 0}}};
    info.files = {"series/1.dcm", fromUtf8("series/\xff\xc3\xa4")};
    source.origin = DicomOrigin{"1.2",
                                "1.3",
                                "1.4",
                                -7,
                                {{"1.5", "1.6"}, {"1.5", "1.7"}},
                                {{1, 2, {1.0 / 3, -2, 3}}, {-1, 0, {}}, {0, 1, {}}},
                                {{0x00100010, "M\xfcller^Eva"}}};
    return source;
}

bool same(const Source& a, const Source& b)
{
    const auto sameVolumes =
        std::equal(a.info.volumes.begin(), a.info.volumes.end(), b.info.volumes.begin(),
                   b.info.volumes.end(), [](const VolumeSummary& x, const VolumeSummary& y) {
                       return x.name == y.name && x.size == y.size;
                   });
    const auto sameLabels =
        std::equal(a.labels.begin(), a.labels.end(), b.labels.begin(), b.labels.end(),
                   [](const Label& x, const Label& y) {
                       return x.value == y.value && x.name == y.name && x.colour == y.colour;
                   });
    return a.info.format == b.info.format && a.info.voxelType == b.info.voxelType
           && a.info.geometry == b.info.geometry && a.info.modality == b.info.modality
           && a.info.tags == b.info.tags && a.info.bytes == b.info.bytes
           && a.info.findings == b.info.findings && sameVolumes && a.info.volume == b.info.volume
           && a.info.window == b.info.window && a.info.part == b.info.part
           && a.synthetic == b.synthetic && a.name == b.name && sameLabels
           && a.info.files == b.info.files && a.origin == b.origin;
}

template <typename Call>
bool isBad(Call&& call)
{
    try {
        static_cast<void>(call());
    } catch (const BadFrame&) {
        return true;
    }
    return false;
}

using Change = std::function<void(Source&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class ReaderFramesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comeBackAsTheyWere()
    {
        QVERIFY(same(readOpened(write(someSource())), someSource()));
        Source plain = someSource();
        plain.origin.reset();
        QVERIFY(same(readOpened(write(plain)), plain));

        const OpenRequest request =
            readOpenRequest(write(OpenRequest{"a/\xff b", 3, {7, 8}, "/c", true}));
        QCOMPARE(request.path, std::string("a/\xff b"));
        QCOMPARE(request.volume, 3);
        QCOMPARE(request.folder, std::string("/c"));
        QVERIFY(request.origin);
        QVERIFY(request.limits == (ProcessLimits{7, 8}));
        QVERIFY(readLimits(write(ProcessLimits{1, 2})) == (ProcessLimits{1, 2}));

        const ProgressReport report = readProgress(write(ProgressReport{0.25, "slice 1 of 4"}));
        QCOMPARE(report.fraction, 0.25);
        QCOMPARE(report.what, std::string("slice 1 of 4"));

        const VoxelsReply reply = readVoxelsReply(write(VoxelsReply{3, 60}), someSource().info);
        QCOMPARE(reply.type, 3U);
        QCOMPARE(reply.count, std::uint64_t{60});
        QVERIFY(readFindings(write(someFindings())) == someFindings());
    }

    void errorsComeBackAsTheyWere()
    {
        const Error told(ErrorCode::FileFormat, Message{"empty", "'{0}' is empty.", {"a.png"}});
        const Error heard = readFailed(write(told));
        QCOMPARE(heard.code(), told.code());
        QCOMPARE(std::string(heard.what()), std::string("'a.png' is empty."));
        QVERIFY(heard.message() == told.message());

        const Error plain(ErrorCode::Unsupported, std::string("No {0} for '{1}'."));
        const Error same = readFailed(write(plain));
        QCOMPARE(std::string(same.what()), std::string(plain.what()));
        QVERIFY(same.message() == plain.message());
    }

    void changedSourcesAreRefused_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* title, Change change) {
            QTest::newRow(title) << std::move(change);
        };
        row("no voxels", [](Source& s) { s.info.geometry.size[1] = 0; });
        row("negative size", [](Source& s) { s.info.geometry.size[2] = -3; });
        row("axis too long", [](Source& s) { s.info.geometry.size[0] = (1 << 30) + 1; });
        row("product overflows", [](Source& s) {
            s.info.geometry.size = {1 << 30, 1 << 30, 16};
            s.info.bytes = 0;
        });
        row("fewer bytes than voxels", [](Source& s) { s.info.bytes = 59; });
        row("more bytes than doubles", [](Source& s) { s.info.bytes = 60 * 9; });
        row("spacing not a number", [](Source& s) { s.info.geometry.spacingMm[0] = kNan; });
        row("spacing zero", [](Source& s) { s.info.geometry.spacingMm[2] = 0; });
        row("origin infinite", [](Source& s) { s.info.geometry.originMm[1] = kInfinity; });
        row("axes not a number", [](Source& s) { s.info.geometry.direction[4] = kNan; });
        row("window empty", [](Source& s) { s.info.window = GreyWindow{5, 5}; });
        row("window not a number", [](Source& s) { s.info.window = GreyWindow{kNan, 5}; });
        row("window without an end", [](Source& s) { s.info.window = GreyWindow{0, kInfinity}; });
        row("window of minus nothing", [](Source& s) { s.info.window = GreyWindow{-0.0, 0}; });
        row("part before the first slice", [](Source& s) { s.info.part->part.first = -1; });
        row("part behind the last slice", [](Source& s) { s.info.part->part.first = 8; });
        row("part of a smaller volume", [](Source& s) { s.info.part->whole.size[0] = 8; });
        row("part without a step", [](Source& s) { s.info.part->part.step = 0; });
        row("step that overflows", [](Source& s) {
            s.info.part->part.step = std::numeric_limits<int>::max();
            s.info.geometry.size = {1, 1, 1};
        });
        row("axes in a plane", [](Source& s) { s.info.geometry.direction[8] = 0; });
        row("modality", [](Source& s) { s.info.modality = static_cast<Modality>(4); });
        row("negative modality", [](Source& s) { s.info.modality = static_cast<Modality>(-1); });
        row("severity", [](Source& s) { s.info.findings[0].severity = static_cast<Severity>(3); });
        row("kind with a line break",
            [](Source& s) { s.info.findings[0].message.kind = "a\nkey:=value"; });
        row("kind too long",
            [](Source& s) { s.info.findings[0].message.kind = std::string(65, 'a'); });
        row("sentence that explodes", [](Source& s) {
            Message& message = s.info.findings[0].message;
            message.pattern.clear();
            for (int i = 0; i < 1000; ++i) {
                message.pattern += "{0}";
            }
            message.arguments = {std::string(10'000, 'a')};
        });
        row("too many arguments",
            [](Source& s) { s.info.findings[0].message.arguments.resize(101); });
        row("too many findings", [](Source& s) { s.info.findings.resize(10'001); });
        row("too many labels", [](Source& s) { s.labels.resize(256); });
        row("slice of no instance", [](Source& s) { s.origin->slices[0].instance = 2; });
        row("negative instance", [](Source& s) { s.origin->slices[0].instance = -2; });
        row("negative frame", [](Source& s) { s.origin->slices[0].frame = -1; });
        row("slice nowhere", [](Source& s) { s.origin->slices[2].positionMm[1] = kNan; });
        row("slices too few", [](Source& s) { s.origin->slices.pop_back(); });
        row("slices too many", [](Source& s) { s.origin->slices.emplace_back(); });
        row("an element that is not asked for",
            [](Source& s) { s.origin->subject[0].first = 0x7fe00010; });
        row("volume 0", [](Source& s) { s.info.volume = 0; });
        row("volume of none", [](Source& s) { s.info.volume = 3; });
        row("size of another volume", [](Source& s) { s.info.volumes[1].size[0] = -1; });
    }

    void changedSourcesAreRefused()
    {
        QFETCH(Change, change);
        Source source = someSource();
        change(source);
        QVERIFY(isBad([&] { return readOpened(write(source)); }));
    }

    void everyCutAndEveryByteIsHarmless()
    {
        const Bytes whole = write(someSource());
        for (std::size_t length = 0; length < whole.size(); ++length) {
            QVERIFY(isBad([&] { return readOpened(std::span(whole).first(length)); }));
        }
        Bytes longer = whole;
        longer.push_back({});
        QVERIFY(isBad([&] { return readOpened(longer); }));
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
                Bytes bytes = whole;
                bytes[at] = static_cast<std::byte>(value);
                try {
                    const Source source = readOpened(bytes);
                    const auto voxels = source.info.geometry.voxels();
                    QVERIFY(voxels >= 1 && source.info.bytes >= voxels);
                    QVERIFY(source.info.findings.size() <= 10'000);
                } catch (const BadFrame&) {
                }
            }
        }
    }

    void changedRepliesAreRefused()
    {
        const ImageInfo info = someSource().info; // 60 voxels of 2 bytes
        const auto voxels = [&](std::uint32_t type, std::uint64_t count) {
            return isBad([&] { return readVoxelsReply(write(VoxelsReply{type, count}), info); });
        };
        QVERIFY(!voxels(0, 60));
        QVERIFY(!voxels(3, 60));
        QVERIFY2(voxels(4, 60), "more bytes than were announced");
        QVERIFY2(voxels(8, 60), "no such type");
        QVERIFY2(voxels(3, 61) && voxels(3, 59) && voxels(3, 0), "another count");
        QVERIFY2(voxels(0, std::numeric_limits<std::uint64_t>::max()), "a count that overflows");

        for (const double fraction : {-0.1, 1.1, kNan, kInfinity}) {
            QVERIFY(isBad([&] { return readProgress(write(ProgressReport{fraction, ""})); }));
        }
        QVERIFY2(isBad([] {
                     return readFailed(write(Error(ErrorCode::Cancelled, std::string("stopped"))));
                 }),
                 "nobody asked it to stop");
        QVERIFY(isBad([] {
            return readFailed(write(Error(static_cast<ErrorCode>(99), std::string("what"))));
        }));
        QVERIFY(isBad([] { return readFailed({}); }));
        Bytes cut = write(someFindings());
        cut.pop_back();
        QVERIFY(isBad([&] { return readFindings(cut); }));
    }

    void endlessTextsAreCut()
    {
        Source source = someSource();
        source.name = std::string(1 << 20, 'n');
        QCOMPARE(readOpened(write(source)).name, std::string(1 << 16, 'n'));
    }
};

QTEST_APPLESS_MAIN(ReaderFramesTest)
#include "tst_reader_frames.moc"
