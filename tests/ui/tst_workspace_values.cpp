// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/model/parse_json.h"
#include "ui/session/mask_folder.h"
#include "ui/session/workspace.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace halftone;
using namespace halftone::ui;
using Json = nlohmann::ordered_json;

/// Workspaces as values: to JSON and back, damaged, of other versions, with files that moved.
class TestWorkspaceValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTripKeepsEverything()
    {
        const std::string text = toJson(rich(), "/data/study");
        const Workspace read = parseWorkspace(text, "/data/study", "a.halftone-workspace");
        QCOMPARE(QString::fromStdString(toJson(read, "/data/study")), QString::fromStdString(text));
        // And not because nothing is written:
        QCOMPARE(read.image.file()->path, std::filesystem::path("/data/study/scans/scan.nii.gz"));
        QCOMPARE(read.image.volume, 2);
        QVERIFY(read.image.part == (VolumePart{3, 7, 2}));
        QVERIFY(read.precision == (quant::Precision{3, 5}) && read.linked);
        QCOMPARE(read.layers.size(), std::size_t{6});
        QCOMPARE(read.layers[3].name, QStringLiteral("truth"));
        QVERIFY(read.layers[3].meanings->at("pancreas") == (std::set<std::uint8_t>{2, 5}));
        QCOMPARE(read.layers[1].style.window.low, -12.5);
        QCOMPARE(read.layers[1].style.outlineWidth, 4);
        QVERIFY(read.layers[1].style.labels[0].ownColour == qRgb(7, 8, 9));
        QCOMPARE(read.layers[5].origin->precision, std::string("W4A6"));
        QVERIFY(read.layers[5].findings->at(0).severity == Severity::Severe);
        QCOMPARE(read.layers[5].findings->at(0).message.arguments.at(0), std::string("scan"));
        QCOMPARE(std::get<std::size_t>(read.other), std::size_t{4});
        QVERIFY(read.compareMode == CompareMode::Wipe && read.errorsHatched);
        QVERIFY(read.cursor == (image::Point{1.5, -2, 0.1}));
        QVERIFY(read.views[1] == (ViewState{false, 2.5, 10, 20}));
        QVERIFY(read.layout == Layout::FourViews && read.maximised == image::Plane::Coronal);
        QCOMPARE(read.measurements.size(), std::size_t{2});
        QVERIFY(read.chart.hasLeastQuality && read.chart.axes.cost == CostAxis::Memory);
        QCOMPARE(read.page, std::string("network"));
    }

    void otherKindsOfBKeepTheirs()
    {
        Workspace workspace = rich();
        workspace.other = quant::Precision{8, 8};
        QVERIFY(std::get<quant::Precision>(again(workspace).other) == (quant::Precision{8, 8}));
        workspace.other = WorkspaceOtherModel{{"b", stamp("/models/b.halftone"), true}, {2, 4}};
        const Workspace read = again(workspace);
        const auto& other = std::get<WorkspaceOtherModel>(read.other);
        QCOMPARE(other.model.file.path, std::filesystem::path("/models/b.halftone"));
        QVERIFY(other.precision == (quant::Precision{2, 4}));
        workspace.image = {SampleSource{phantom::Kind::Cord, {7, 64, 3}}, 1, {}};
        QCOMPARE(again(workspace).image.sample()->options.seed, 7U);
    }

    void filesBelowMoveWithIt()
    {
        const std::string text = toJson(rich(), "/data/study");
        QVERIFY(text.find("/data/study") == std::string::npos);
        const Workspace moved = parseWorkspace(text, "/elsewhere/x", "a");
        QCOMPARE(moved.image.file()->path, std::filesystem::path("/elsewhere/x/scans/scan.nii.gz"));
        QCOMPARE(moved.model->file.path, std::filesystem::path("/models/a.halftone"));
    }

    void unknownFieldsAreLeftAlone()
    {
        Json json = Json::parse(toJson(rich(), "/data"));
        json["later"] = {{"a", {1, 2, 3}}};
        json["layers"][1]["style"]["gamma"] = 1.5;
        const Workspace read = parseWorkspace(json.dump(), "/data", "a");
        QCOMPARE(QString::fromStdString(toJson(read, "/data")),
                 QString::fromStdString(toJson(rich(), "/data")));
    }

    void whatIsWrongIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* pointer, const char* value, const char* word) {
            QTest::newRow((std::string(pointer) + " " + value).c_str())
                << QString::fromLatin1(pointer) << QString::fromLatin1(value)
                << QString::fromLatin1(word);
        };
        row("/format", "\"other\"", "does not say that it is a 'halftone-workspace'");
        row("/version", "2", "later version");
        row("/version", "-1", "at 'version'");
        row("/version", "1.5", "at 'version'");
        row("/version", "18446744073709551615", "at 'version'");
        row("/layers/1/style/opacity", "7", "at 'layers[1].style.opacity'");
        row("/layers/1/style/opacity", "\"x\"", "at 'layers[1].style.opacity'");
        row("/layers/2/style/labels/0/value", "256", "at 'layers[2].style.labels[0].value'");
        row("/layers/2/style/labels/0/colour", "\"red\"", "as \"#rrggbb\"");
        row("/layers/1/style/outline_width", "9", "at 'layers[1].style.outline_width'");
        row("/layers/5/findings/0/severity", "\"grave\"", "one of \"note\"");
        row("/layers/1/kind", "\"base\"", "layers[1]");
        row("/layers/1/file", "null", "a layer with its file");
        row("/layers/0/kind", "\"nonsense\"", "one of \"base\"");
        row("/layers", "3", "a list");
        row("/image/file/sha256", "\"12\"", "64 hexadecimal digits");
        row("/image/file/path", "\"\"", "the path of a file");
        row("/image/file/files", "[\"../../secret\"]", "below its folder");
        row("/image/file/files", "[\"a/../../secret\"]", "below its folder");
        row("/image/file/files", "[\"/etc/secret\"]", "below its folder");
        row("/image/file/files", "[\"a/\"]", "below its folder");
        row("/image", R"({"sample": {"kind": "em", "seed": 1, "size": 4096, "slices": 4096}})",
            "a sample of at most");
        row("/image/part/step", "0", "at 'image.part.step'");
        row("/comparison/layer", "0", "a layer of labels");
        row("/comparison/layer", "17", "at 'comparison.layer'");
        row("/precision/weights", "9", "1 to 8 bits each");
        row("/view/cursor", "[1, 2]", "three numbers");
        row("/view/planes/axial/magnification", "0", "magnification");
        row("/measurements/0/points", "[[1,2,3]]", "as many points");
        row("/page", "\"elsewhere\"", "at 'page'");
    }

    void whatIsWrongIsNamedWithItsPlace()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        QFETCH(QString, word);
        Json json = Json::parse(toJson(rich(), "/data"));
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const QString sentence = refusal(json.dump());
        QVERIFY2(sentence.contains(word), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("'a.halftone-workspace'")), qPrintable(sentence));
    }

    void everyFieldThatIsMissingIsNamed()
    {
        const Json json = Json::parse(toJson(rich(), "/data"));
        for (const auto& [name, value] : json.items()) {
            if (name == "model" || name == "format") {
                continue; // none fits; and what has no format is no workspace at all
            }
            Json without = json;
            without.erase(name);
            const QString sentence = refusal(without.dump());
            QVERIFY2(sentence.contains(QString::fromStdString(name)), qPrintable(sentence));
        }
    }

    void cutFilesAreSentences()
    {
        const std::string text = toJson(rich(), "/data");
        for (std::size_t length = 0; length + 2 < text.size(); length += 13) {
            const QString sentence = refusal(text.substr(0, length));
            QVERIFY2(sentence.contains(QStringLiteral("is not valid JSON: line")),
                     qPrintable(sentence));
        }
    }

    void whatIsLeftOutTakesItsNumberAlong()
    {
        Workspace workspace = rich(); // B is layer 4
        const auto layer = [&](std::size_t number) {
            return NamedFile{NamedFile::Role::Layer, number, nullptr};
        };
        leaveOut(workspace, layer(1));
        QCOMPARE(std::get<std::size_t>(workspace.other), std::size_t{3});
        leaveOut(workspace, layer(3));
        QVERIFY(std::holds_alternative<std::monostate>(workspace.other));
        leaveOut(workspace, {NamedFile::Role::Model, 0, nullptr});
        QVERIFY(!workspace.model);
        QCOMPARE(filesIn(workspace).size(), std::size_t{3}); // image, reference, edited
    }

    void stampsTellFilesApart()
    {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        writeAtomically(root / "a", std::string_view("first"));
        FileStamp stamp = stampOf(root / "a", {root / "a"});
        addSum(stamp, {});
        QCOMPARE(stamp.bytes, std::uint64_t{5});
        QVERIFY(stateOf(stamp, {}) == FileState::Same);
        writeAtomically(root / "a", std::string_view("other")); // as long
        QVERIFY(stateOf(stamp, {}) == FileState::Changed);
        writeAtomically(root / "a", std::string_view("longer"));
        QVERIFY(stateOf(stamp, {}) == FileState::Changed);
        writeAtomically(root / "b", std::string_view("first"));
        QVERIFY(stateOf(movedTo(stamp, root / "b"), {}) == FileState::Same);
        std::filesystem::remove(root / "a");
        QVERIFY(stateOf(stamp, {}) == FileState::Missing);
    }

    void stampsOfSeriesMoveWithTheirFolder()
    {
        QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directories(root / "series");
        writeAtomically(root / "series" / "1.dcm", std::string_view("one"));
        writeAtomically(root / "series" / "2.dcm", std::string_view("two"));
        FileStamp stamp =
            stampOf(root / "series", {root / "series" / "2.dcm", root / "series" / "1.dcm"});
        addSum(stamp, {});
        QCOMPARE(stamp.parts.size(), std::size_t{2});
        QCOMPARE(stamp.bytes, std::uint64_t{6});
        std::filesystem::rename(root / "series", root / "moved");
        QVERIFY(stateOf(stamp, {}) == FileState::Missing);
        QVERIFY(stateOf(movedTo(stamp, root / "moved"), {}) == FileState::Same);
        std::filesystem::remove(root / "moved" / "2.dcm");
        QVERIFY(stateOf(movedTo(stamp, root / "moved"), {}) == FileState::Missing);
    }

    void stampsTellFoldersBelowApart()
    {
        QTemporaryDir folder;
        const std::filesystem::path top = folder.path().toStdString() + "/series";
        for (const char* below : {"a", "b"}) { // files of one name
            std::filesystem::create_directories(top / below);
            writeAtomically(top / below / "1.dcm", std::string_view(below));
        }
        FileStamp stamp = stampOf(top, {top / "b" / "1.dcm", top / "a" / "1.dcm"});
        QVERIFY(stamp.parts == (std::vector<std::string>{"a/1.dcm", "b/1.dcm"}));
        addSum(stamp, {});
        QVERIFY(stateOf(stamp, {}) == FileState::Same);
        Workspace workspace = rich();
        *workspace.image.file() = stamp;
        QVERIFY(again(workspace).image.file()->parts == stamp.parts);
        writeAtomically(top / "a" / "1.dcm", std::string_view("b")); // one for the other
        writeAtomically(top / "b" / "1.dcm", std::string_view("a"));
        QVERIFY(stateOf(stamp, {}) == FileState::Changed);
    }

    void foldersOfMasksAreOfOneWorkspace()
    {
        QVERIFY(maskFolderOf("/a/x.halftone-workspace") == "/a/x.halftone-masks");
        QVERIFY(maskFolderOf("/a/cord.v1") != maskFolderOf("/a/cord.v2"));
        QVERIFY(maskFolderOf("/a/cord.v1.halftone-workspace")
                != maskFolderOf("/a/cord.v2.halftone-workspace"));
    }

    void slicesAreOpenedByTheirFolder()
    {
        QCOMPARE(pathOf({"/a/1.png", "/a/2.png"}), std::filesystem::path("/a"));
        QCOMPARE(pathOf({"/a/1.TIF", "/a/2.TIF"}), std::filesystem::path("/a"));
        QCOMPARE(pathOf({"/a/x.hdr", "/a/x.img"}), std::filesystem::path("/a/x.hdr"));
        QCOMPARE(pathOf({"/a/1.dcm", "/a/2.dcm"}), std::filesystem::path("/a/1.dcm"));
        QVERIFY(pathOf({}).empty());
    }

private:
    static FileStamp stamp(const char* path) { return {path, {}, 12345, std::string(64, 'a')}; }

    static Workspace again(const Workspace& workspace)
    {
        return parseWorkspace(toJson(workspace, "/data"), "/data", "a.halftone-workspace");
    }

    static QString refusal(const std::string& text)
    {
        try {
            const Workspace read = parseWorkspace(text, "/data", "a.halftone-workspace");
        } catch (const Error& error) {
            return QString::fromUtf8(error.what());
        }
        return QStringLiteral("it was read");
    }

    static Workspace rich()
    {
        Workspace workspace;
        workspace.program = "Halftone 9";
        workspace.image = {stamp("/data/study/scans/scan.nii.gz"), 2, VolumePart{3, 7, 2}};
        workspace.image.file()->parts = {"scan.nii.gz", "other"};
        workspace.model = WorkspaceModel{"a", stamp("/models/a.halftone"), false};
        workspace.precision = {3, 5};
        workspace.linked = true;
        LayerStyle style;
        style.opacity = 0.25;
        style.outlined = true;
        style.window = {-12.5, 99, true};
        style.outlineWidth = 4;
        style.labels = {{1, QStringLiteral("one"), qRgb(1, 2, 3), false, qRgb(7, 8, 9)},
                        {2, QStringLiteral("two"), qRgb(250, 0, 255), true}};
        using Kind = WorkspaceLayerKind;
        const auto layer = [&](Kind kind, const char* name, std::optional<FileStamp> file) {
            return WorkspaceLayer{kind, QString::fromUtf8(name), std::move(file), {}, {}, {},
                                  style};
        };
        workspace.layers = {layer(Kind::Base, "scan", {}),
                            layer(Kind::Image, "second", stamp("/data/study/second.nii")),
                            layer(Kind::Prediction, "A", {}),
                            layer(Kind::Reference, "truth", stamp("/data/study/truth.nii")),
                            layer(Kind::Labels, "mine", stamp("/far/labels.nrrd")),
                            layer(Kind::Edited, "edited", stamp("/data/study/e.nrrd"))};
        workspace.layers[3].shows = "pancreas";
        workspace.layers[3].meanings = pipeline::ValueMeanings{{"pancreas", {2, 5}}};
        workspace.layers[5].origin = image::MaskOrigin{.program = "Halftone 9",
                                                       .model = "a",
                                                       .modelHash = "ff",
                                                       .precision = "W4A6",
                                                       .edited = true,
                                                       .imageFile = {}};
        workspace.layers[5].findings =
            Findings{{Severity::Severe, {"kind", "{0} is mirrored", {"scan"}}, "scan.nii"}};
        workspace.other = std::size_t{4};
        workspace.compareMode = CompareMode::Wipe;
        workspace.colours = ColourBy::ErrorAgainstOther;
        workspace.errorsHatched = true;
        workspace.cursor = {1.5, -2, 0.1};
        workspace.views[1] = {false, 2.5, 10, 20};
        workspace.layout = Layout::FourViews;
        workspace.maximised = image::Plane::Coronal;
        workspace.measurements = {
            {MeasurementKind::Ruler, image::Plane::Axial, {{0, 0, 0}, {1, 2, 3}}},
            {MeasurementKind::Angle, image::Plane::Sagittal, {{0, 0, 0}, {1, 2, 3}, {4, 5, 6}}}};
        workspace.chart = {{QualityAxis::Agreement, CostAxis::Memory}, true, 2e6, true, 0.75};
        workspace.page = "network";
        return workspace;
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceValues)
#include "tst_workspace_values.moc"
