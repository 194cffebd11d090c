// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/bioimage.h"
#include "core/import/onnx.h"
#include "tests/import/npy_bytes.h"
#include "tests/import/onnx_bytes.h"
#include "tests/support/expect_error.h"
#include "tests/support/file_bytes.h"

#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

#include <cmath>
#include <map>

using namespace halftone;
using halftone::test::writeBytes;
using Kind = import::PackageStep::Kind;

namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

const char* const kOld = R"(
format_version: 0.4.9
type: model
name: Membranes
description: finds membranes
license: CC-BY-4.0
inputs:
- name: image
  axes: bcyx
  data_type: float32
  preprocessing:
  - name: scale_linear
    kwargs: {axes: xy, gain: 0.5, offset: 1.0}
  - name: zero_mean_unit_variance
    kwargs: {axes: xy, mode: per_sample, eps: 1.0e-5}
  shape: {min: [1, 1, 32, 32], step: [0, 0, 16, 16]}
outputs:
- name: mask
  axes: bcyx
  halo: [0, 0, 16, 8]
  postprocessing:
  - name: sigmoid
test_inputs: [in.npy]
test_outputs: [out.npy]
weights:
  pytorch_state_dict: {source: state.pt}
  torchscript: {source: script.pt}
  onnx: {source: net.onnx}
)";

const char* const kNew = R"(
format_version: 0.5.3
type: model
name: Membranes
inputs:
- id: image
  axes:
  - {type: batch}
  - {type: channel, channel_names: [grey]}
  - {type: space, id: y, size: {min: 32, step: 16}}
  - {type: space, id: x, size: 64}
  preprocessing:
  - id: ensure_dtype
    kwargs: {dtype: float32}
  - id: scale_range
    kwargs: {axes: [batch, channel, x, y], min_percentile: 1, max_percentile: 99.8}
  - id: clip
    kwargs: {min: 0, max: 1}
  - id: fixed_zero_mean_unit_variance
    kwargs: {mean: 0.5, std: 0.25}
  test_tensor: {source: in.npy}
outputs:
- id: mask
  axes:
  - {type: batch}
  - {type: channel, channel_names: [membrane]}
  - {type: space, id: y, size: {tensor_id: image, axis_id: y}, halo: 12}
  - {type: space, id: x, size: {tensor_id: image, axis_id: x}, halo: 16}
  test_tensor: {source: out.npy}
weights:
  onnx: {source: net.onnx, opset_version: 13}
)";

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    text.replace(text.find(from), from.size(), to);
    return text;
}

} // namespace

class TestBioimage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothVersionsAreRead()
    {
        const import::Package old = readFolder(kOld);
        QCOMPARE(old.name, std::string("Membranes"));
        QCOMPARE(old.licence, std::string("CC-BY-4.0"));
        QCOMPARE(old.weights, import::Package::Weights::Onnx);
        QCOMPARE(old.halo, 16);
        QCOMPARE(old.before.size(), std::size_t{2});
        QCOMPARE(old.before[0].gain, std::vector<double>{0.5});
        QCOMPARE(old.before[1].kind, Kind::Standardize);
        QCOMPARE(old.before[1].epsilon, 1e-5);
        QVERIFY(old.before[1].byChannel);
        QCOMPARE(old.after[0].kind, Kind::Sigmoid);
        QVERIFY((old.testInput->shape == std::vector<std::int64_t>{1, 1, 2, 2}));
        QVERIFY(import::readOnnx(old.weightsFile).facts.classes == 1);

        const import::Package recent = readFolder(kNew);
        QCOMPARE(recent.halo, 16);
        QCOMPARE(recent.inputName, std::string("image"));
        QCOMPARE(recent.before.size(), std::size_t{3});
        QCOMPARE(recent.before[0].kind, Kind::ScaleRange);
        QCOMPARE(recent.before[0].high, 99.8);
        QVERIFY(!recent.before[0].byChannel);
        QCOMPARE(recent.before[1].kind, Kind::Clip);
        QCOMPARE(recent.before[2].kind, Kind::FixedStandardize);
        QVERIFY((recent.testOutput->values == std::vector<float>{1, 2, 3, 4}));
    }

    void zipFilesAreAsTheirFolders()
    {
        for (const std::string root : {"", "package/"}) {
            const import::Package package = readZip(files(kOld), root);
            QCOMPARE(package.before, readFolder(kOld).before);
            QVERIFY((package.testInput->values == std::vector<float>{1, 2, 3, 4}));
            QVERIFY(import::readOnnx(package.weightsFile).facts.classes == 1);
        }
    }

    void torchScriptIsTheSecondChoice()
    {
        const import::Package package =
            readFolder(replaced(kOld, "  onnx: {source: net.onnx}\n", ""));
        QCOMPARE(package.weights, import::Package::Weights::TorchScript);
        QCOMPARE(test::contentOf(package.weightsFile), std::string("script"));
    }

    void othersAreRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, const char* from, const char* to) {
            QTest::newRow(words) << QString::fromUtf8(from) << QString::fromUtf8(to)
                                 << QString::fromUtf8(words);
        };
        row("3-D model", "axes: bcyx", "axes: bczyx");
        row("'bxyc'", "axes: bcyx", "axes: bxyc");
        row("'0.3.6'", "0.4.9", "0.3.6");
        row("'dataset'", "type: model", "type: dataset");
        row("step 'binarize'", "name: sigmoid", "name: binarize");
        row("whole data set (per_dataset)", "per_sample", "per_dataset");
        row("are on the web", "source: net.onnx", "source: 'https://a.b/net.onnx'");
        row("SHA-256 of 'net.onnx'", "net.onnx}", "net.onnx, sha256: abc}");
        row("no file", "source: net.onnx", "source: gone.onnx");
        row("in the package itself", "source: net.onnx", "source: ../net.onnx");
        row("in the package itself", "source: net.onnx", "source: /etc/passwd");
        row("in the package itself", "test_inputs: [in.npy]", "test_inputs: ['a\\b.npy']");
        row("no YAML", "type: model", "type: [model");
        row("eps is none", "1.0e-5", "-1");
        row("a list of numbers", "gain: 0.5", "gain: [a, b]");
        row("0 inputs", "- name: image", "# ");
        row("export the model with",
            "  torchscript: {source: script.pt}\n"
            "  onnx: {source: net.onnx}\n",
            "");
    }
    void othersAreRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, words);
        std::string text = replaced(kOld, from.toStdString(), to.toStdString());
        if (words == QStringLiteral("0 inputs")) {
            text = replaced(kOld, "inputs:\n", "other:\n");
        }
        const QString found = test::errorOf([&] { static_cast<void>(readZip(files(text), "")); });
        QVERIFY2(found.contains(words) && found.contains(QStringLiteral("Cannot import 'p.zip'")),
                 qPrintable(found));
    }

    void foldersAreNotLeft()
    {
        Files all = files(replaced(kOld, "net.onnx", "link.onnx"));
        all.erase("net.onnx");
        writeBytes(root() / "outside.onnx", "secret");
        const fs::path folder = write(all);
        fs::create_symlink(root() / "outside.onnx", folder / "link.onnx");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "a link to a file outside",
                              import::readPackage(folder, root()));
    }

    void bombsAreRefused()
    {
        Files all = files(kOld);
        all["net.onnx"] = std::string(50 << 20, '\0'); // a thousandth in the zip file
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "would unpack to 52428800", readZip(all, ""));
        all = files(std::string(kOld) + "extra: '" + std::string(2 << 20, 'x') + "'\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "would unpack to", readZip(all, ""));
        // Aliases of aliases are shared, not copied.
        std::string aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 30; ++i) {
            const std::string before = "*a" + std::to_string(i - 1);
            aliases += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
            for (int k = 0; k < 9; ++k) {
                aliases += ", " + before;
            }
            aliases += "]\n";
        }
        QCOMPARE(readFolder(aliases + kOld).halo, 16);
        const std::string deep =
            "a: " + std::string(100000, '[') + std::string(100000, ']') + "\n" + kOld;
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no YAML", readZip(files(deep), ""));
    }

    void truncatedZipFilesAreRefused()
    {
        static_cast<void>(readZip(files(kOld), ""));
        const std::string bytes = test::contentOf(root() / "p.zip");
        for (std::size_t length = 0; length < bytes.size(); length += 7) {
            writeBytes(root() / "p.zip", bytes.substr(0, length));
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "Cannot import 'p.zip'",
                                  import::readPackage(root() / "p.zip", root()));
        }
    }

    void stepsChangeValues()
    {
        std::vector<float> values{0, 1, 2, 3, 10, 20, 30, 40};
        import::PackageStep range;
        range.kind = Kind::ScaleRange;
        range.byChannel = true;
        range.low = 0;
        range.high = 50;
        range.epsilon = 1e-9;
        import::applySteps({range}, 4, values);
        QVERIFY(std::abs(values[3] - 2) < 1e-6 && std::abs(values[7] - 2) < 1e-6);
        QVERIFY(values[0] == 0 && values[4] == 0);
        import::PackageStep linear;
        linear.gain = {2, 4};
        linear.offset = {1};
        import::PackageStep clip;
        clip.kind = Kind::Clip;
        clip.low = 0;
        clip.high = 6;
        import::applySteps({linear, clip}, 4, values);
        QVERIFY(std::abs(values[3] - 5) < 1e-5 && values[7] == 6);
        import::PackageStep standard;
        standard.kind = Kind::Standardize;
        import::applySteps({standard}, 4, values);
        double sum = 0;
        double squares = 0;
        for (const float value : values) {
            sum += value;
            squares += value * value;
        }
        QVERIFY(std::abs(sum) < 1e-4 && std::abs(squares - 8) < 1e-3);
    }

private:
    [[nodiscard]] fs::path root() const { return m_folder.path().toStdString(); }

    [[nodiscard]] static Files files(const std::string& description)
    {
        const std::string tensor =
            test::npyBytes("<f4", "(1, 1, 2, 2)", test::bytesOf<float>({1, 2, 3, 4}));
        return {{"rdf.yaml", description},
                {"net.onnx", test::onnx::smallModel().bytes()},
                {"script.pt", "script"},
                {"in.npy", tensor},
                {"out.npy", tensor}};
    }

    [[nodiscard]] fs::path write(const Files& all) const
    {
        fs::remove_all(root() / "p");
        fs::create_directory(root() / "p");
        for (const auto& [name, bytes] : all) {
            writeBytes(root() / "p" / name, bytes);
        }
        return root() / "p";
    }

    [[nodiscard]] import::Package readFolder(const std::string& description) const
    {
        return import::readPackage(write(files(description)), root());
    }

    [[nodiscard]] import::Package readZip(const Files& all, const std::string& folder) const
    {
        zip_t* const zip = zip_open((root() / "p.zip").c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
        for (const auto& [name, bytes] : all) {
            zip_source_t* const source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
            zip_file_add(zip, (folder + name).c_str(), source, ZIP_FL_OVERWRITE);
        }
        zip_close(zip);
        return import::readPackage(root() / "p.zip", root());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestBioimage)
#include "tst_bioimage.moc"
