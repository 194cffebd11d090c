// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "core/model/model_file.h"
#include "core/nn/torch_runtime.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/import_model.h"
#include "tests/import/npy_bytes.h"
#include "tests/import/zoo.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace halftone;
namespace fs = std::filesystem;

namespace {

/// A package around a file of the zoo, whose test tensors are what an independent runner gave.
void writePackage(const fs::path& folder, const test::ZooModel& zoo, double spoilt)
{
    fs::create_directory(folder);
    fs::copy_file(zoo.file, folder / "net.onnx");
    const auto npy = [](const test::NaiveMap& map, double add) {
        std::vector<float> values(map.values.begin(), map.values.end());
        values.front() += static_cast<float>(add);
        const model::graph::Shape& shape = map.shape;
        return test::npyBytes("<f4",
                              "(1, " + std::to_string(shape.channels) + ", "
                                  + std::to_string(shape.height) + ", "
                                  + std::to_string(shape.width) + ")",
                              test::bytesOf(values));
    };
    test::writeBytes(folder / "in.npy", npy(zoo.image, 0));
    test::writeBytes(folder / "out.npy", npy(zoo.expected, spoilt));
    test::writeBytes(folder / "rdf.yaml", R"(format_version: 0.4.9
type: model
name: Membranes
license: CC-BY-4.0
inputs:
- {name: image, axes: bcyx}
outputs:
- {name: mask, axes: bcyx}
test_inputs: [in.npy]
test_outputs: [out.npy]
weights:
  onnx: {source: net.onnx}
)");
}

} // namespace

class TestImportModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::string reason;
        m_zoo = test::makeZoo(m_folder.path().toStdString(), reason);
        if (m_zoo.empty()) {
            QSKIP(reason.c_str());
        }
        if (!nn::TorchRuntime::isInstalled()) {
            QSKIP("built without LibTorch");
        }
        m_image = std::make_shared<const Image>(
            phantom::make(phantom::Kind::Em, {.seed = 3, .size = 128, .slices = 3}).image);
    }

    void aUNetGetsTables()
    {
        const pipeline::ForeignModel foreign = pipeline::openForeign(zoo("unet_transposed").file);
        QCOMPARE(foreign.kind, std::string("ONNX"));
        QVERIFY2(foreign.obstacle.empty(), foreign.obstacle.c_str());
        pipeline::ImportRequest request = requestOf();
        request.labels = {"membrane"};
        const pipeline::ImportedModel imported = pipeline::importModel(foreign, request, {}, {});
        QCOMPARE(imported.model.tables.size(), std::size_t{2});
        QCOMPARE(imported.model.card.name, std::string("unet-transposed"));
        QCOMPARE(imported.model.card.labels.at(0).name, std::string("membrane"));
        QCOMPARE(imported.model.card.preprocess.modality, Modality::EM);
        QVERIFY(imported.model.card.trainingData.find(foreign.hash) != std::string::npos);

        // The file gives the same again, and so does another import.
        const fs::path file = fs::path(m_folder.path().toStdString()) / "a.halftone";
        model::writeModel(file, imported.model);
        const model::Model read = model::readModel(file);
        QVERIFY(model::modelBytes(read) == model::modelBytes(imported.model));
        const pipeline::ImportedModel again = pipeline::importModel(foreign, request, {}, {});
        QVERIFY(model::modelBytes(again.model) == model::modelBytes(imported.model));

        // What segmenting sees is what it was calibrated on.
        const image::PreparedImage prepared(m_image, read.card.preprocess);
        QCOMPARE(imported.slices.size(), std::size_t{3});
        for (int k = 0; k < 3; ++k) {
            QCOMPARE(imported.slices[static_cast<std::size_t>(k)].codes, prepared.slice(k));
        }

        const auto rows = pipeline::measureAgreement(
            pipeline::makeRuntime(1), std::make_shared<const model::Model>(read), imported.slices,
            std::vector<quant::Precision>{{8, 8}, quant::kFull}, {}, {});
        QVERIFY(!rows[0].isSimulated);
        QCOMPARE(rows[1].dice.value_or(1), 1.0);
        QVERIFY2(rows[0].dice.value_or(1) > 0.9, qPrintable(QString::number(*rows[0].dice)));
    }

    void othersAreSimulatedAndSaid()
    {
        const pipeline::ForeignModel foreign =
            pipeline::openForeign(zoo("nnunet").file, {.output = zoo("nnunet").output});
        QVERIFY(foreign.obstacle.find("norm") != std::string::npos);
        const pipeline::ImportedModel imported =
            pipeline::importModel(foreign, requestOf(), {}, {});
        QVERIFY(!imported.model.network.isInteger());
        QVERIFY(imported.model.tables.empty());
        QCOMPARE(imported.model.ranges.size(), 2 * (imported.model.graph->nodes.size() + 1));
        QVERIFY(imported.model.card.description.find(imported.obstacle) != std::string::npos);
        const auto rows = pipeline::measureAgreement(
            pipeline::makeRuntime(1), std::make_shared<const model::Model>(imported.model),
            imported.slices, std::vector<quant::Precision>{{8, 8}}, {}, {});
        QVERIFY(rows[0].isSimulated);
    }

    void withoutImagesItRunsInFloats()
    {
        const pipeline::ImportedModel imported =
            pipeline::importModel(pipeline::openForeign(zoo("unet_bilinear").file), {}, {}, {});
        QVERIFY(imported.model.tables.empty() && imported.model.ranges.empty());
        QCOMPARE(imported.model.card.labels.size(), std::size_t{2});
        QCOMPARE(imported.model.card.labels.at(1).name, std::string("class 2"));
        QVERIFY(imported.model.card.description.find("not calibrated") != std::string::npos);
        HALFTONE_EXPECT_ERROR(
            ErrorCode::Unsupported, "calibrated",
            pipeline::makePredictor(pipeline::makeRuntime(1),
                                    std::make_shared<const model::Model>(imported.model), {4, 6}));
    }

    void everyFileOfTheZooIsTakenOrRefused()
    {
        std::set<std::string> refused;
        for (const test::ZooModel& one : m_zoo) {
            try {
                const pipeline::ForeignModel foreign =
                    pipeline::openForeign(one.file, {.output = one.output});
                const pipeline::ImportedModel imported = pipeline::importModel(foreign, {}, {}, {});
                QVERIFY(!pipeline::describeForeign(foreign).empty());
                model::validate(imported.model);
            } catch (const Error& error) {
                QVERIFY2(error.code() == ErrorCode::Unsupported, error.what());
                refused.insert(one.name);
            }
        }
        QVERIFY((refused == std::set<std::string>{"unet_aligned"})); // two channels
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "2 channels",
                              pipeline::openForeign(zoo("unet_aligned").file));
    }

    void packagesAreHeldToTheirOwnTest()
    {
        const fs::path folder(m_folder.path().toStdString());
        writePackage(folder / "good", zoo("unet_transposed"), 0);
        writePackage(folder / "bad", zoo("unet_transposed"), 0.01);
        const pipeline::ForeignModel good = pipeline::openForeign(folder / "good");
        if (!good.test) {
            QSKIP("built without packages");
        }
        QVERIFY2(good.test->passed(), qPrintable(QString::number(good.test->largestDifference)));
        QCOMPARE(good.licence, std::string("CC-BY-4.0"));
        const pipeline::ForeignModel bad = pipeline::openForeign(folder / "bad" / "rdf.yaml");
        QVERIFY(!bad.test->passed());
        QVERIFY(findKind(bad.findings, "package-test-failed") != nullptr);
        // Such a network reads values as they are: the package names no steps.
        const pipeline::ImportedModel imported = pipeline::importModel(good, {}, {}, {});
        QVERIFY(imported.input.find("taken as they are") != std::string::npos);
        QCOMPARE(imported.model.card.name, std::string("good"));
    }

    void otherFilesAreRefusedWithTheWay()
    {
        const fs::path folder(m_folder.path().toStdString());
        const auto write = [&](const char* name, const std::string& bytes) {
            test::writeBytes(folder / name, bytes);
            return folder / name;
        };
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "torch.onnx.export",
                              pipeline::openForeign(write("w.safetensors", "12345678{}")));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "tf2onnx",
                              pipeline::openForeign(write("k.h5", "\x89HDF\r\n")));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "tf2onnx",
                              pipeline::openForeign(write("saved_model.pb", "x")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "state dict",
                              pipeline::openForeign(write("s.pth", "\x80\x02}q.")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "of no kind",
                              pipeline::openForeign(write("n.xml", "<net/>")));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "does not exist",
                              pipeline::openForeign(folder / "none.onnx"));
        pipeline::ImportRequest request;
        request.labels = {"a", "b"};
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "2 labels",
            pipeline::importModel(pipeline::openForeign(zoo("unet_transposed").file), request, {},
                                  {}));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "halftone-cli import",
                              model::readModel(zoo("unet_transposed").file));
    }

    void namesAreIdentifiers()
    {
        QCOMPARE(pipeline::identifierOf("a/My Net.v2.onnx"), std::string("my-net-v2"));
        QCOMPARE(pipeline::identifierOf("a/\xC3\x9C.onnx"), std::string("imported"));
        QCOMPARE(pipeline::identifierOf("/p/unet/rdf.yaml"), std::string("unet"));
    }

private:
    [[nodiscard]] const test::ZooModel& zoo(const std::string& name) const
    {
        return *std::find_if(m_zoo.begin(), m_zoo.end(),
                             [&](const test::ZooModel& one) { return one.name == name; });
    }
    [[nodiscard]] pipeline::ImportRequest requestOf() const
    {
        pipeline::ImportRequest request;
        request.images = pipeline::CalibrationImages(m_image);
        request.precisions = {{8, 8}, {4, 6}};
        return request;
    }

    QTemporaryDir m_folder;
    std::vector<test::ZooModel> m_zoo;
    std::shared_ptr<const Image> m_image;
};

QTEST_GUILESS_MAIN(TestImportModel)
#include "tst_import_model.moc"
