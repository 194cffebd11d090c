// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_file.h"
#include "core/model/safetensors.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace halftone;
using namespace halftone::data;
namespace fs = std::filesystem;

namespace {

Dataset exampleDataset()
{
    Dataset dataset;
    dataset.card.name = "em-membrane";
    dataset.card.labels = {{1, "membrane", {255, 176, 74}}};
    dataset.card.backgroundName = "cell";
    SliceGroup real;
    real.name = "isbi2012";
    real.height = 2;
    real.width = 3;
    real.images = {0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255};
    real.labels = {0, 1, 0, 1, 0, 1, 255, 255, 0, 0, 1, 1};
    real.cases = {"z00", "z01"};
    SliceGroup phantom;
    phantom.name = "phantom";
    phantom.split = Split::Validation;
    phantom.synthetic = true;
    phantom.weight = 0.25;
    phantom.height = 1;
    phantom.width = 1;
    phantom.images = {9};
    phantom.labels = {1};
    phantom.cases = {"p"};
    dataset.groups = {real, phantom};
    return dataset;
}

using Change = std::function<void(model::Safetensors&)>;

Change replaceText(const char* from, const char* to)
{
    return [from, to](model::Safetensors& file) {
        std::string& text = file.metadata.at("halftone_dataset");
        const std::size_t at = text.find(from);
        QVERIFY2(at != std::string::npos, from);
        text.replace(at, std::string(from).size(), to);
    };
}

} // namespace

class TestDatasetFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        const Dataset written = exampleDataset();
        writeDataset(path(), written);
        const Dataset read = readDataset(path());
        QCOMPARE(read.card.name, written.card.name);
        QCOMPARE(read.card.backgroundName, written.card.backgroundName);
        QCOMPARE(read.groups.size(), std::size_t{2});
        for (std::size_t n = 0; n < 2; ++n) {
            const SliceGroup& a = read.groups[n];
            const SliceGroup& b = written.groups[n];
            QCOMPARE(a.name, b.name);
            QVERIFY(a.split == b.split && a.synthetic == b.synthetic && a.weight == b.weight);
            QVERIFY(a.height == b.height && a.width == b.width);
            QVERIFY(a.images == b.images && a.labels == b.labels && a.cases == b.cases);
        }
        QCOMPARE(read.groups[0].slices(), std::size_t{2});
    }

    void writingChecksShapes()
    {
        Dataset dataset = exampleDataset();
        dataset.groups[0].labels.pop_back();
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "group0.labels",
                              (writeDataset(path(), dataset), 0));
    }

    void damageIsNamed_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("words");
        QTest::newRow("another file")
            << Change([](model::Safetensors& f) { f.metadata.clear(); }) << "no Halftone dataset";
        QTest::newRow("newer") << replaceText("\"version\":1", "\"version\":2") << "version 2";
        QTest::newRow("split") << replaceText("\"train\"", "\"test\"") << "'split'";
        QTest::newRow("weight") << replaceText("0.25", "-0.5") << "'weight'";
        QTest::newRow("height") << replaceText("\"height\":2", "\"height\":0") << "'height'";
        QTest::newRow("shape") << replaceText("\"height\":2", "\"height\":3") << "group0.images";
        QTest::newRow("case missing") << replaceText("\"z00\",", "") << "group0.images";
        QTest::newRow("name with an escape")
            << replaceText("\"z00\"", "\"\\u001b[31m\"") << "'cases'";
        QTest::newRow("label that is a path") << replaceText("membrane", "../brane") << "label";
        QTest::newRow("unknown label") << Change([](model::Safetensors& f) {
            f.tensors["group0.labels"].data[3] = std::byte{7};
        }) << "label 7";
        QTest::newRow("tensor missing")
            << Change([](model::Safetensors& f) { f.tensors.erase("group1.labels"); })
            << "group1.labels";
    }
    void damageIsNamed()
    {
        QFETCH(Change, change);
        QFETCH(QString, words);
        writeDataset(path(), exampleDataset());
        model::Safetensors file = model::readSafetensors(path());
        change(file);
        model::writeSafetensors(path(), file);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.toUtf8().constData(),
                              readDataset(path()));
    }

private:
    fs::path path() const { return fs::path(m_folder.path().toStdString()) / "data.halftone-data"; }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestDatasetFile)
#include "tst_dataset_file.moc"
