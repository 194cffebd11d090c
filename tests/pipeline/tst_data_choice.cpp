// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/pipeline/choose_model.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>
#include <map>
#include <vector>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

/// Files of one kind, and the shipped model that is right for them; empty: none is.
struct Kind {
    const char* pattern; ///< of the path below the data
    const char* what;
    const char* model;
};

// The first that matches counts.
constexpr Kind kKinds[] = {
    {R"(^em/.*/(membrane|instances|labels|train_membrane|train_instances)\S*\.tif$)",
     "EM labels, TIFF stacks", ""},
    {R"(^em/.*\.tif$)", "EM of neural tissue, 8-bit TIFF stacks without pixel size", "em-membrane"},
    {R"(_T2starw\.nii\.gz$)", "T2* of the cord, NIfTI, axial 0.5 to 0.8 mm", "cord-gray-matter"},
    {R"(amu7t_qT1\.nii\.gz$)", "T1 map of the cord at 7 T, NIfTI, axial 0.3 mm",
     "cord-gray-matter"},
    {R"(^gm/.*(seg|manual)\.nii\.gz$)", "cord and grey matter labels, NIfTI", ""},
    {R"(^gm/aux_.*\.nii\.gz$)", "templates of the cord: probabilities and levels, NIfTI", ""},
    {R"(^pancreas/.*/images/.*\.png$)", "single CT slices as 8-bit PNG", ""},
    {R"(^pancreas/.*/masks/.*\.png$)", "masks as PNG", ""},
    {R"(example_ct\w*\.nii\.gz$)", "CT of abdomen and pelvis, NIfTI, 3 mm", "ct-pancreas"},
    {R"(^pancreas/.*\.nii\.gz$)", "CT labels, NIfTI", ""},
    {R"(^loaders/ct_dicom_[^/.]*$)", "CT of the abdomen, DICOM series, 0.98 mm", "ct-pancreas"},
    {R"(ct_dicom_seg.*\.nii\.gz$)", "CT labels of 117 structures, NIfTI", ""},
    {R"(^loaders/mr_dicom/.*dwi.*\.dcm$)", "DWI of the head, DICOM mosaics", ""},
    {R"(^loaders/mr_dicom/.*\.dcm$)", "other MR of the head, DICOM", ""},
    {R"(cordseg\.nii\.gz$)", "cord labels, NIfTI", ""},
    {R"(sct_\w*\.nii\.gz$)", "other MR of the cord (T1, T2 of 1 mm, MT 17 mm apart), NIfTI", ""},
    {R"(example_mr_LPS\.nii\.gz$)", "MR of the abdomen, NIfTI, 3 mm", ""},
    {R"(nibabel_.*\.nii(\.gz)?$)", "MR and fMRI of the head, NIfTI, 2 to 4 mm", ""},
};

struct Row {
    int files = 0;
    int right = 0;
    QString example; ///< the reason for the first
};

} // namespace

/// The shipped models over all images of the folder HALFTONE_DATA: each gets the right one or none.
/// Prints the table of core/pipeline/README.md.
class TestDataChoice : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyImageGetsTheRightModelOrNone()
    {
        const QString named = qEnvironmentVariable("HALFTONE_DATA");
        const QDir data(named.isEmpty() ? QStringLiteral(HALFTONE_DEFAULT_DATA) : named);
        if (!data.exists(QStringLiteral("loaders"))) {
            QSKIP("no real images: HALFTONE_DATA does not name their folder");
        }
        std::vector<std::shared_ptr<const model::Model>> models;
        for (const auto& file : model::findModels(HALFTONE_SHIPPED_MODELS)) {
            models.push_back(std::make_shared<const model::Model>(model::readModel(file)));
        }
        QVERIFY(models.size() >= 3);
        std::map<std::size_t, Row> rows;
        QStringList wrong;
        for (const QString& path : imagesIn(data)) {
            const std::size_t kind = kindOf(path);
            QVERIFY2(kind < std::size(kKinds), qPrintable(path));
            ImageFacts facts;
            try {
                facts = factsOf(image::readImage(data.filePath(path).toStdString()));
            } catch (const Error& error) {
                std::printf("%s\n", error.what()); // what cannot be read gets no model
                continue;
            }
            const ModelFit best = rankModels(facts, models).front();
            const std::string chosen = isEnough(best.fit) ? best.model->card.name : std::string();
            Row& row = rows[kind];
            ++row.files;
            row.right += chosen == kKinds[kind].model ? 1 : 0;
            const QString said =
                QString::fromStdString(std::string(toString(best.fit)) + ": " + best.reason);
            if (row.files == 1) {
                row.example = said;
            }
            if (chosen != kKinds[kind].model) {
                wrong.push_back(path + QStringLiteral(": ")
                                + QString::fromStdString(best.model->card.name + ", ") + said);
            }
        }
        print(rows);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QChar(u'\n'))));
    }

private:
    static std::size_t kindOf(const QString& path)
    {
        std::size_t kind = 0;
        while (kind < std::size(kKinds)
               && !QRegularExpression(QString::fromLatin1(kKinds[kind].pattern))
                       .match(path)
                       .hasMatch()) {
            ++kind;
        }
        return kind;
    }

    /// Files, and folders of DICOM series of CT.
    static QStringList imagesIn(const QDir& data)
    {
        QStringList images;
        QDirIterator files(data.path(), {"*.tif", "*.png", "*.nii", "*.nii.gz", "*.dcm"},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = data.relativeFilePath(files.next());
            const QString series = path.section(QChar(u'/'), 0, 1);
            images.push_back(series.startsWith(QLatin1String("loaders/ct_dicom_"))
                                     && path.endsWith(QLatin1String(".dcm"))
                                 ? series
                                 : path);
        }
        images.removeDuplicates();
        images.sort();
        return images;
    }

    static void print(const std::map<std::size_t, Row>& rows)
    {
        std::puts("| images | files | right | model | fit and reason of the first |\n"
                  "|---|---|---|---|---|");
        for (const auto& [kind, row] : rows) {
            const char* model = kKinds[kind].model;
            std::printf("| %s | %d | %d | %s | %s |\n", kKinds[kind].what, row.files, row.right,
                        *model != 0 ? model : "none", *model != 0 ? qPrintable(row.example) : "");
        }
    }
};

QTEST_GUILESS_MAIN(TestDataChoice)
#include "tst_data_choice.moc"
