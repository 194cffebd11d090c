// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli_runner.h"

#include "core/image/dicom/dicom_write.h"
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/phantom/phantom.h"
#include "tests/support/file_bytes.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace halftone;
using namespace halftone::tests;

/// What was found about files is the same list in every command, and which volume they read.
class TestFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void segmentSaysWhatInfoFoundAndWhatDoesNotFit();
    void aMaskNamesSevereFindings();
    void evaluateSaysWhichFile();
    void sweepSaysWhichFile();
    void aModelWithoutChecksumIsTold();
    void oneVolumeIsNumberOne();
    void twoSeriesAreTwoVolumes();
    void infoNamesTheModelThatFits();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QString m_image; ///< stored with 1024 added
    QString m_labels;
    QString m_model;
};

namespace {

QStringList kinds(const QJsonObject& result)
{
    QStringList found;
    const QJsonArray findings = result["findings"].toArray();
    for (const QJsonValue& finding : findings) {
        found << finding["kind"].toString();
    }
    return found;
}

/// The list under `key` holds the sentences of the findings.
void requireSentences(const QJsonObject& result, const char* key)
{
    const QJsonArray findings = result["findings"].toArray();
    QVERIFY(result.contains(key) && !findings.isEmpty());
    QJsonArray sentences;
    for (const QJsonValue& finding : findings) {
        QVERIFY(!finding["severity"].toString().isEmpty() && finding["arguments"].isArray());
        sentences << finding["sentence"];
    }
    QCOMPARE(result[key].toArray(), sentences);
}

/// Lines that begin so.
qsizetype count(const QByteArray& text, const char* beginning)
{
    const QList<QByteArray> lines = text.split('\n');
    return std::count_if(lines.begin(), lines.end(),
                         [&](const QByteArray& line) { return line.startsWith(beginning); });
}

} // namespace

void TestFindings::initTestCase()
{
    QVERIFY(m_folder.isValid());
    phantom::Sample sample = phantom::make(phantom::Kind::Abdomen, {3, 96, 2});
    std::vector<std::uint16_t> stored;
    for (std::size_t n = 0; n < sample.image.geometry.voxels(); ++n) {
        stored.push_back(static_cast<std::uint16_t>(std::max(0.0, sample.image.value(n) + 1024)));
    }
    sample.image.voxels = stored;
    m_image = path("added.nii.gz");
    m_labels = path("labels.nii.gz");
    image::writeImage(m_image.toStdString(), sample.image);
    image::writeLabelMap(m_labels.toStdString(), sample.labels);

    m_model = path("ct.halftone");
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 3);
    model.card.preprocess.modality = Modality::CT;
    model.card.preprocess.orientation = "LPS";
    model.card.preprocess.expectedMin = -1024;
    model.card.preprocess.expectedMax = 1000;
    model::writeModel(m_model.toStdString(), model);
}

void TestFindings::segmentSaysWhatInfoFoundAndWhatDoesNotFit()
{
    const QJsonObject info = runJson({"info", m_image});
    QCOMPARE(kinds(info), QStringList{"synthetic"});
    requireSentences(info, "notes");
    QCOMPARE(info["findings"][0]["severity"].toString(), QStringLiteral("note"));
    const CliResult text = runCli({"info", m_image});
    QVERIFY2(count(text.out, "Note: This is a synthetic sample") == 1, text.text());

    const QJsonObject made = segment(m_image, m_model, 4, 4, path("mask.nii"));
    QCOMPARE(kinds(made), (QStringList{"synthetic", "ct-offset"}));
    requireSentences(made, "warnings");
    QCOMPARE(made["findings"][1]["severity"].toString(), QStringLiteral("severe"));
    QVERIFY(!made["findings"][1].toObject().contains("file"));
    const CliResult said = runCli({"segment", m_image, "--model", m_model, "-o", path("m.nii")});
    QVERIFY2(said.exitCode == 0 && QFileInfo::exists(path("m.nii")), said.text());
    QVERIFY2(count(said.err, "Warning: Tissue has values of about ") == 1, said.text());
    QVERIFY2(count(said.err, "Note: This is a synthetic sample") == 1, said.text());
}

void TestFindings::aMaskNamesSevereFindings()
{
    (void)segment(m_image, m_model, 4, 4, path("mask.nii"));
    QFile file(path("mask.nii"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(348).mid(148, 80).startsWith("Halftone: check before use: ct-offset"));
}

void TestFindings::evaluateSaysWhichFile()
{
    // The image in the place of labels: what reading it found is said of it.
    Image mask = image::readImage(m_labels.toStdString());
    mask.synthetic = true;
    image::writeImage(path("reference.nii.gz").toStdString(), mask);
    const QJsonObject result =
        runJson({"evaluate", "--prediction", m_labels, "--reference", path("reference.nii.gz")});
    QCOMPARE(kinds(result), QStringList{"synthetic"});
    requireSentences(result, "notes");
    QCOMPARE(result["findings"][0]["file"].toString(), QStringLiteral("reference.nii.gz"));
    QVERIFY(result["notes"][0].toString().contains("reference.nii.gz"));
    const CliResult text =
        runCli({"evaluate", "--prediction", m_labels, "--reference", path("reference.nii.gz")});
    QVERIFY2(count(text.out, "Note: '") == 1, text.text());

    // Labels of quite another place are no zero, but a mistake.
    LabelMap far = image::readLabelMap(m_labels.toStdString());
    far.geometry.originMm[2] += 500;
    far.geometry.size[2] = 1;
    far.voxels.resize(far.geometry.voxels());
    image::writeLabelMap(path("far.nii.gz").toStdString(), far);
    const CliResult apart =
        runCli({"evaluate", "--prediction", m_labels, "--reference", path("far.nii.gz")});
    QVERIFY2(apart.exitCode == 1 && apart.err.contains("overlap"), apart.text());
}

void TestFindings::sweepSaysWhichFile()
{
    const QStringList command{"sweep",         m_image,    "--model",       m_model,
                              "--weights",     "4,16",     "--activations", "4",
                              "--no-peak-rss", "--report", path("s.html")};
    const QJsonObject result = runJson(command);
    QCOMPARE(kinds(result), (QStringList{"precision-skipped", "synthetic", "ct-offset"}));
    requireSentences(result, "notes");
    QCOMPARE(result["findings"][2]["file"].toString(), QFileInfo(m_image).fileName());
    QFile page(path("s.html"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QVERIFY(page.readAll().contains("1024 added"));
    const CliResult text = runCli(command);
    QVERIFY2(count(text.err, "Warning: '") == 1 && count(text.err, "Note: W16A4") == 1,
             text.text());
}

void TestFindings::aModelWithoutChecksumIsTold()
{
    const QString old = path("old.halftone");
    QVERIFY(QFile::copy(m_model, old));
    test::rewrite(old.toStdString(), test::inVersion1);
    const QList<QStringList> uses = {
        {"info", old, "--json"},
        {"segment", m_image, "--model", old, "-o", path("old-mask.nii.gz"), "--json"},
        {"sweep", m_image, "--model", old, "--weights", "8", "--activations", "8", "--json"}};
    for (const QStringList& use : uses) {
        const CliResult result = runCli(use);
        QVERIFY2(result.exitCode == 0, result.text());
        QVERIFY2(kinds(result.json()).contains("model-without-checksum"), result.text());
    }
    QVERIFY(!kinds(runCli({"info", m_model, "--json"}).json()).contains("model-without-checksum"));
}

void TestFindings::oneVolumeIsNumberOne()
{
    const QJsonObject info = runJson({"info", m_image, "--volume", "1"});
    QCOMPARE(info["volume"].toInt(), 1);
    QCOMPARE(info["volumes"].toArray().size(), 0);
    const QStringList mask{"--model", m_model, "-o", path("v.nii")};
    for (const QStringList& command :
         {QStringList{"info", m_image}, QStringList{"segment", m_image} + mask,
          QStringList{"sweep", m_image, "--model", m_model, "--no-peak-rss"},
          QStringList{"evaluate", "--prediction", m_labels, "--reference", m_labels}}) {
        const CliResult second = runCli(command + QStringList{"--volume", "2"});
        QVERIFY2(second.exitCode == 1 && second.err.contains("one volume"), second.text());
        const CliResult none = runCli(command + QStringList{"--volume", "0"});
        QVERIFY2(none.exitCode == 2, none.text());
    }
    QVERIFY(!QFileInfo::exists(path("v.nii")));
}

void TestFindings::twoSeriesAreTwoVolumes()
{
    const Image large = phantom::make(phantom::Kind::Abdomen, {3, 64, 5}).image;
    const Image small = phantom::make(phantom::Kind::Abdomen, {4, 64, 2}).image;
    image::writeDicomSeries(path("both").toStdString(), large);
    image::writeDicomSeries(path("other").toStdString(), small);
    for (const QString& name : filesIn(path("other"))) {
        QVERIFY(QFile::copy(path("other/" + name), path("both/other-" + name)));
    }
    const QJsonObject info = runJson({"info", path("both")});
    const QJsonArray volumes = info["volumes"].toArray();
    QCOMPARE(volumes.size(), 2);
    const int taken = info["volume"].toInt();
    const int other = 3 - taken;
    QCOMPARE(info["size"].toArray(), (QJsonArray{64, 64, 5})); // the largest
    QVERIFY(!kinds(info).filter("several-").isEmpty());
    // How to take the other one is said where it is done by an option.
    const QString said = QJsonDocument(info["notes"].toArray()).toJson();
    QCOMPARE(said.count("Choose another by --volume N"), 1);
    for (const QJsonValue& volume : volumes) {
        const int number = volume["number"].toInt();
        QCOMPARE(volume["size"].toArray(), (QJsonArray{64, 64, number == taken ? 5 : 2}));
        QVERIFY(!volume["name"].toString().isEmpty());
    }
    const QJsonObject chosen = runJson({"info", path("both"), "--volume", QString::number(other)});
    QCOMPARE(chosen["volume"].toInt(), other);
    QCOMPARE(chosen["size"].toArray(), (QJsonArray{64, 64, 2}));
    const QJsonObject made = runJson({"segment", path("both"), "--model", m_model, "-o",
                                      path("other.nii"), "--volume", QString::number(other)});
    QCOMPARE(made["volume"].toInt(), other);
    QCOMPARE(image::readLabelMap(path("other.nii").toStdString()).geometry.size,
             (std::array<int, 3>{64, 64, 2}));
    QVERIFY(kinds(segment(path("both"), m_model, 4, 4, path("large.nii"))).filter("several-").size()
            == 1);
    const CliResult text = runCli({"info", path("both")});
    QVERIFY2(text.out.contains(" of 2:\n  1  "), text.text());
}

void TestFindings::infoNamesTheModelThatFits()
{
    const auto modelOf = [&](Image image, const char* name) -> QJsonValue {
        image.synthetic = false; // without the mark that tells the modality
        image::writeImage(path(name).toStdString(), image);
        return runJson({"info", path(name)}).value(QStringLiteral("model"));
    };
    // The shipped models lie beside the program.
    const Image cord = phantom::make(phantom::Kind::Cord, {3, 96, 3}).image;
    const QJsonObject named = modelOf(cord, "sub-1_T2starw.nii.gz").toObject();
    QCOMPARE(named["name"].toString(), QStringLiteral("cord-gray-matter"));
    QCOMPARE(named["fit"].toString(), QStringLiteral("fair"));
    QCOMPARE(named["reason"].toString(), QStringLiteral("MR, 0.5 mm, T2*"));
    QCOMPARE(named.size(), 3);
    const QJsonObject ct =
        modelOf(phantom::make(phantom::Kind::Abdomen, {3, 512, 1}).image, "ct.nii.gz").toObject();
    QCOMPARE(ct["name"].toString(), QStringLiteral("ct-pancreas"));
    const QJsonObject em =
        modelOf(phantom::make(phantom::Kind::Em, {3, 128, 2}).image, "em.tif").toObject();
    QCOMPARE(em["name"].toString(), QStringLiteral("em-membrane"));
    QCOMPARE(em["fit"].toString(), QStringLiteral("appearance"));
    QVERIFY(modelOf(cord, "brain.nii.gz").isNull());
    const CliResult text = runCli({"info", path("brain.nii.gz")});
    QVERIFY2(text.out.contains("Model: none fits; the nearest is Spinal cord grey matter (no fit: "
                               "it is called 'brain')"),
             text.text());
    // DICOM states its modality: voxels are not needed, and a file without a name for its content
    // gets the same answer.
    image::writeDicomSeries(path("series").toStdString(), cord);
    const QJsonObject stated = runJson({"info", path("series")})["model"].toObject();
    QCOMPARE(stated["name"].toString(), QStringLiteral("cord-gray-matter"));
    // The header alone can be read: that is said, and no model is chosen.
    QFile whole(path("sub-1_T2starw.nii.gz"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    writeFile(path("cut_T2starw.nii.gz"), bytes.left(bytes.size() / 2));
    const QJsonObject cut = runJson({"info", path("cut_T2starw.nii.gz")});
    QVERIFY(cut["model"].isNull() && kinds(cut).contains("voxels-unreadable"));
}

QTEST_GUILESS_MAIN(TestFindings)
#include "tst_findings.moc"
