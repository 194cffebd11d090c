// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/data/prepare_folders.h"

#include <QDir>
#include <QTest>

#include <fstream>
#include <numeric>

using namespace halftone;
using namespace halftone::test;
using data::Dataset;
using data::SliceGroup;
using data::Split;

namespace {

Dataset prepareFrom(const char* task, const QString& folder)
{
    data::PrepareOptions options;
    options.phantoms = false;
    return data::prepare(task, folder.toStdString(), {}, {}, options);
}

/// Mean code of the pixels that carry `label`.
double meanOf(const SliceGroup& group, int label)
{
    double sum = 0;
    for (std::size_t i = 0; i < group.labels.size(); ++i) {
        sum += group.labels[i] == label ? group.images[i] : 0;
    }
    return sum / static_cast<double>(countLabel(group, label));
}

} // namespace

/// The real images, where the data folder is present.
class PrepareDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString named = qEnvironmentVariable("HALFTONE_DATA");
        m_folder = named.isEmpty() ? QStringLiteral(HALFTONE_DEFAULT_DATA) : named;
        for (const char* part :
             {"em/isbi2012", "gm/gm_challenge_2018", "pancreas/nih_pancreas_ct"}) {
            if (!QDir(m_folder).exists(QString::fromUtf8(part))) {
                QSKIP("no real images: HALFTONE_DATA does not name a folder with em/, gm/ and "
                      "pancreas/");
            }
        }
    }

    void membranesAreDark()
    {
        const Dataset dataset = prepareFrom("em", m_folder);
        QCOMPARE(dataset.groups.size(), std::size_t{4});
        for (const SliceGroup& group : dataset.groups) {
            QVERIFY2(meanOf(group, 1) + 20 < meanOf(group, 0), group.name.c_str());
        }
        QCOMPARE(findGroup(dataset, "isbi2012", Split::Validation)->slices(), std::size_t{5});
    }

    void greyMatterIsBrighter()
    {
        const Dataset dataset = prepareFrom("gm", m_folder);
        QVERIFY(casesOf(dataset, Split::Validation) == std::set<std::string>{"sub-9604"});
        QCOMPARE(slicesOf(dataset, "sub-9604"), std::size_t{14});
        QCOMPARE(slicesOf(dataset, "sub-10062"), std::size_t{80});
        QCOMPARE(slicesOf(dataset, "sub-9709"), std::size_t{60});
        for (const SliceGroup& group : dataset.groups) {
            QVERIFY2(meanOf(group, 2) > meanOf(group, 1) + 4, group.name.c_str());
            QVERIFY(meanOf(group, 2) < 240); // the window does not saturate the cord
        }
    }

    void pancreasIsSoftTissue()
    {
        // Every twentieth slice, to keep the test short.
        const Folder folder;
        const QDir source(m_folder + QStringLiteral("/pancreas/nih_pancreas_ct"));
        for (const char* part : {"images", "masks"}) {
            std::filesystem::create_directory_symlink(
                source.absoluteFilePath(QString::fromUtf8(part)).toStdString(),
                folder / (std::string("pancreas/nih_pancreas_ct/") + part));
        }
        std::ifstream all(source.absoluteFilePath(QStringLiteral("index.csv")).toStdString());
        std::ofstream some(folder / "pancreas/nih_pancreas_ct/index.csv");
        std::string line;
        for (int n = 0; std::getline(all, line); ++n) {
            if (n % 20 == 0) {
                some << line << '\n';
            }
        }
        some.close();
        const Dataset dataset = prepareReal("pancreas", folder);
        QVERIFY(!mixesCases(dataset));
        QVERIFY(!casesOf(dataset, Split::Validation).empty());
        for (const SliceGroup& group : dataset.groups) {
            QVERIFY(group.width == 256 && group.height == 256);
            const double grey = meanOf(group, 1);
            QVERIFY2(grey > 60 && grey < 120, qPrintable(QString::number(grey)));
        }
    }

private:
    QString m_folder;
};

QTEST_GUILESS_MAIN(PrepareDataTest)
#include "tst_prepare_data.moc"
