// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/pipeline/segment.h"
#include "tests/support/expect_error.h"
#include "ui/document/path_text.h"
#include "ui/session/case_report.h"
#include "ui/session/mask_filters.h"
#include "ui/session/mask_maker.h"
#include "ui/session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace halftone;
using namespace halftone::ui;
using image::BrushShape;
using image::Plane;

namespace fs = std::filesystem;

/// What a session does with masks that are edited: makes, filters and saves them, and counts
/// nothing of them.
class TestEditedSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 3);
        model.card.name = "test";
        model.card.title = "EM test";
        model.card.labels = {{1, "membrane", {1, 2, 3}}};
        model.card.preprocess.modality = Modality::EM;
        model.card.preprocess.orientation = "PSR"; // axes in another order than the image's
        model::writeModel(path("m.halftone"), model);
        Image image;
        image.geometry.size = {24, 20, 16};
        image.geometry.spacingMm = {0.5, 1, 2};
        image.geometry.spacingKnown = image.geometry.orientationKnown = true;
        std::vector<std::uint8_t> voxels(image.geometry.voxels());
        std::uint32_t state = 5;
        for (std::uint8_t& voxel : voxels) {
            state = state * 1664525 + 1013904223;
            voxel = static_cast<std::uint8_t>(state >> 24);
        }
        image.voxels = voxels;
        image::writeImage(path("image.nii.gz"), image);
        LabelMap labels;
        labels.geometry = image.geometry;
        for (const std::uint8_t voxel : voxels) {
            labels.voxels.push_back(voxel > 100 ? 1 : 0);
        }
        labels.labels = {{1, "membrane", {}}};
        image::writeLabelMap(path("reference.nii.gz"), labels);
    }

    void init()
    {
        m_document = std::make_unique<Document>();
        m_session = std::make_unique<Session>(runtime(), *m_document);
        m_maker = std::make_unique<MaskMaker>(runtime(), *m_session);
        m_filters = std::make_unique<MaskFilters>(*m_document);
        QSignalSpy known(&m_session->opener(), &Opener::libraryChanged);
        m_session->opener().start();
        QVERIFY(known.wait(kTimeoutMs));
        OpenRequest request;
        request.image = path("image.nii.gz");
        request.reference = path("reference.nii.gz");
        request.model = path("m.halftone").string();
        m_session->open(request);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->active() != nullptr && m_session->active()->canSegment()
                                     && m_session->active()->hasReference(),
                                 kTimeoutMs);
    }
    void cleanup()
    {
        m_filters.reset();
        m_maker.reset();
        m_session.reset();
        m_document.reset();
    }

    void predictionsBecomeMasks_data()
    {
        QTest::addColumn<bool>("complete");
        QTest::newRow("all slices are there") << true;
        QTest::newRow("most are not") << false;
    }
    void predictionsBecomeMasks()
    {
        QFETCH(bool, complete);
        if (complete) {
            settle();
        }
        const quant::Precision precision{4, 6};
        m_session->precision().setPrecision(precision);
        const LayerId layer = make();
        const Layer& made = *m_document->find(layer);
        QCOMPARE(made.name, QStringLiteral("EM test, W4A6"));
        QCOMPARE(made.style.labels.front().name, QStringLiteral("membrane"));
        const auto predictor = pipeline::makePredictor(runtime(), model(), precision);
        const LabelMap expected =
            pipeline::segmentVolume(*predictor, *model(), m_session->active()->prepared(), false,
                                    {}, {})
                .mask;
        const MaskSnapshot snapshot = *m_document->edits().snapshot(layer);
        QVERIFY(snapshot.voxels.geometry == m_document->baseImage()->geometry);
        QVERIFY(snapshot.toLabelMap().voxels == expected.voxels);
        QVERIFY(std::count(expected.voxels.begin(), expected.voxels.end(), 1) > 100);
        QCOMPARE(snapshot.origin.model, std::string("test"));
        QCOMPARE(snapshot.origin.precision, std::string("W4A6"));
        QVERIFY(!snapshot.edited && !snapshot.unsaved);
        m_document->undoStack().undo(); // making one is a step
        QVERIFY(m_document->find(layer) == nullptr);
    }

    void labelsBecomeMasks()
    {
        QSignalSpy made(m_maker.get(), &MaskMaker::made);
        QVERIFY(!m_maker->makeOfLabels(m_document->base()->id));
        // The reference is shown on the model's grid, whose axes are others.
        QVERIFY(m_maker->makeOfLabels(m_document->reference()->id));
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 1, kTimeoutMs);
        const auto snapshot = m_document->edits().snapshot(made[0][0].toInt());
        QCOMPARE(snapshot->name, QStringLiteral("reference.nii.gz"));
        QVERIFY(snapshot->toLabelMap().voxels
                == image::readLabelMap(path("reference.nii.gz")).voxels);
        const LayerId empty = m_maker->makeEmpty(QStringLiteral("mine"), snapshot->labels);
        QVERIFY(!m_document->find(empty)->as<EditedContent>()->mask->labels().contains(1));
    }

    void nothingIsCountedOfThem()
    {
        settle();
        const LayerId layer = make();
        settle();
        const Told before = tell();
        const std::optional<ResultKey> shown = m_session->shown();
        QSignalSpy masks(m_session.get(), &Session::masksChanged);
        QSignalSpy figures(m_session.get(), &Session::figuresChanged);
        QSignalSpy settling(m_session.get(), &Session::settledChanged);
        paint(layer, 60, 0); // all of it is erased
        paint(layer, 9, 1);
        QVERIFY(m_document->find(layer)->as<EditedContent>()->mask->isEdited());
        QTest::qWait(300); // longer than any timer of the session waits
        QVERIFY(masks.isEmpty() && figures.isEmpty() && settling.isEmpty());
        QVERIFY(m_session->shown() == shown && m_session->isSettled());
        QVERIFY(tell() == before);
        // Computed anew while the edited mask lies over it: the same.
        m_session->precision().setPrecision({2, 2});
        settle();
        m_session->precision().setPrecision(shown->precision);
        settle();
        const Told after = tell();
        QVERIFY(after.meters == before.meters && after.masks == before.masks);
        QCOMPARE(after.reportDice, before.reportDice);
    }

    void filtersAreOneStep()
    {
        const LayerId layer = make();
        paint(layer, 60, 0);
        paint(layer, 6, 1);
        const auto before = voxels(layer);
        QSignalSpy done(m_filters.get(), &MaskFilters::done);
        QSignalSpy failed(m_filters.get(), &MaskFilters::failed);
        image::LabelFilter filter;
        filter.kind = image::LabelFilterKind::Open;
        filter.radiusMm = 1;
        QVERIFY(!m_filters->start(m_document->base()->id, filter));
        const int steps = m_document->undoStack().count();
        QVERIFY(m_filters->start(layer, filter));
        QVERIFY(m_filters->isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, kTimeoutMs);
        QVERIFY(done[0][0].toULongLong() > 0);
        QCOMPARE(m_document->undoStack().count(), steps + 1);
        QCOMPARE(m_document->undoStack().undoText(), QStringLiteral("remove thin parts"));
        QVERIFY(voxels(layer) != before);
        m_document->undoStack().undo();
        QVERIFY(voxels(layer) == before);
        // What is painted meanwhile is not lost.
        QVERIFY(m_filters->start(layer, filter));
        paint(layer, 9, 1);
        const auto painted = voxels(layer);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kTimeoutMs);
        QVERIFY(failed[0][0].toString().contains(QLatin1String("Run it again")));
        QVERIFY(voxels(layer) == painted);
        QSignalSpy cancelled(m_filters.get(), &MaskFilters::cancelled);
        QVERIFY(m_filters->start(layer, filter));
        m_filters->cancel();
        QCOMPARE(cancelled.size(), 1);
        QTest::qWait(100);
        QVERIFY(voxels(layer) == painted);
    }

    void theyAreSavedAndReadBack_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"e.nii", "e.nii.gz", "e.seg.nrrd", "e.nrrd", "e.mha", "e.tif"}) {
            QTest::newRow(file) << QString::fromLatin1(file);
        }
    }
    void theyAreSavedAndReadBack()
    {
        QFETCH(QString, file);
        const LayerId layer = make();
        paint(layer, 60, 0);
        auto labels = m_document->find(layer)->style.labels;
        labels.push_back({5, QStringLiteral("vesicle"), qRgb(9, 8, 7), true});
        QVERIFY(m_document->edits().setLabels(layer, labels));
        paint(layer, 9, 5);
        QVERIFY(m_document->edits().beginStroke(layer, {BrushShape::Round, 4, false}, {},
                                                Plane::Axial, {4, 4, 4})); // and goes on
        save(layer, file);
        const EditedMask& mask = *m_document->find(layer)->as<EditedContent>()->mask;
        QVERIFY(mask.isEdited() && !mask.isUnsaved());
        QVERIFY(m_document->edits().unsaved().empty());
        const LabelMap read = image::readLabelMap(path(file.toUtf8().constData()));
        QVERIFY(read.voxels == voxels(layer));
        QVERIFY(std::count(read.voxels.begin(), read.voxels.end(), 1) > 5);
        QVERIFY(std::count(read.voxels.begin(), read.voxels.end(), 5) > 5);
        if (file != QLatin1String("e.tif")) {
            QVERIFY(read.geometry.sameGrid(m_document->baseImage()->geometry));
        }
        if (!file.endsWith(QLatin1String(".gz"))) {
            const QByteArray bytes = bytesOf(file);
            QVERIFY(bytes.contains("edited: yes") || bytes.contains("edited:=yes"));
            QVERIFY(bytes.contains("test") && bytes.contains("W4A6"));
            QVERIFY(bytes.contains(model()->hash.c_str()));
        }
        if (file == QLatin1String("e.seg.nrrd")) {
            QVERIFY(std::any_of(read.labels.begin(), read.labels.end(), [](const Label& label) {
                return label.value == 5 && label.name == "vesicle";
            }));
        }
        m_document->undoStack().undo();
        QVERIFY(mask.isUnsaved());
    }

    void whatNoModelMadeSaysSo()
    {
        QSignalSpy made(m_maker.get(), &MaskMaker::made);
        QVERIFY(m_maker->makeOfLabels(m_document->reference()->id));
        QTRY_COMPARE_WITH_TIMEOUT(made.size(), 1, kTimeoutMs);
        const LayerId copy = made[0][0].toInt();
        save(copy, QStringLiteral("copy.nrrd"));
        QVERIFY(bytesOf("copy.nrrd").contains("edited:=no"));
        QVERIFY(bytesOf("copy.nrrd").contains("begun_from:=reference.nii.gz"));
        paint(copy, 9, 1);
        save(copy, QStringLiteral("edited.nrrd"));
        QVERIFY(bytesOf("edited.nrrd").contains("edited:=yes"));
        QVERIFY(bytesOf("edited.nrrd").contains("begun_from:=reference.nii.gz"));
        QVERIFY(!bytesOf("edited.nrrd").contains("sha256"));
        const LayerId empty =
            m_maker->makeEmpty(QStringLiteral("mine"), m_document->find(copy)->style.labels);
        paint(empty, 9, 1);
        save(empty, QStringLiteral("mine.nrrd"));
        QVERIFY(bytesOf("mine.nrrd").contains("begun_from:=nothing"));
    }

    void theyReplaceNothingThatIsOpen()
    {
        const LayerId layer = make();
        paint(layer, 9, 0);
        QSignalSpy failed(&m_session->saver(), &MaskSaver::failed);
        for (const char* name : {"image.nii.gz", "reference.nii.gz", "m.halftone"}) {
            failed.clear();
            m_session->saveEdited(layer, path(name));
            QCOMPARE(failed.size(), 1);
            QVERIFY(failed[0][0].toString().contains(QLatin1String("they are one file")));
        }
        QVERIFY(m_document->find(layer)->as<EditedContent>()->mask->isUnsaved());
        failed.clear();
        m_session->saveEdited(m_document->base()->id, path("x.nii")); // no mask: nothing
        QVERIFY(!m_session->saver().isBusy());
    }

private:
    static constexpr int kTimeoutMs = 60000;

    /// All that a session says of masks.
    struct Told {
        std::vector<QString> meters;
        std::vector<std::vector<std::uint8_t>> masks;
        std::vector<double> reportDice;
        QStringList chart;

        bool operator==(const Told&) const = default;
    };

    [[nodiscard]] Told tell()
    {
        Told told;
        const MeterValues meters =
            computeMeters(m_session->results(), m_session->active(), m_session->shown());
        told.meters = {meters.quality.caption, meters.quality.value, meters.weights.value,
                       meters.memory.value};
        for (const auto mask : m_session->masks(m_session->shown()->precision)) {
            told.masks.emplace_back(mask.begin(), mask.end());
        }
        const auto report = collectReport(*m_session);
        for (const pipeline::TradeoffPoint& point : report->points) {
            told.reportDice.push_back(point.dice.value_or(-1));
        }
        const TradeoffTableModel& chart = m_session->tradeoff();
        for (int row = 0; row < chart.rowCount(); ++row) {
            told.chart.push_back(chart.index(row, 0).data().toString());
        }
        return told;
    }

    static pipeline::Runtime runtime()
    {
        pipeline::Runtime runtime = pipeline::makeRuntime(1);
        runtime.waited = {};
        runtime.availableBytes = {};
        return runtime;
    }
    [[nodiscard]] const std::shared_ptr<const model::Model>& model() const
    {
        return m_session->active()->model();
    }
    void settle() const { QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), kTimeoutMs); }

    /// A mask of the prediction.
    [[nodiscard]] LayerId make()
    {
        if (!(m_session->precision().precision() == quant::Precision{4, 6})) {
            m_session->precision().setPrecision({3, 3});
        }
        QSignalSpy made(m_maker.get(), &MaskMaker::made);
        const auto isShown = [&] {
            return m_session->shown() && m_session->shown() == m_session->wanted();
        };
        if (!QTest::qWaitFor(isShown, kTimeoutMs) || !m_maker->makeOfPrediction()
            || (made.isEmpty() && !made.wait(kTimeoutMs))) {
            qWarning("no mask was made");
            return 0;
        }
        return made[0][0].toInt();
    }
    void paint(LayerId layer, double diameter, std::uint8_t label) const
    {
        image::PaintRule rule;
        rule.label = label;
        QVERIFY(m_document->edits().beginStroke(layer, {BrushShape::Round, diameter, true}, rule,
                                                Plane::Coronal, m_document->cursor()));
        m_document->edits().endStroke();
    }
    void save(LayerId layer, const QString& file)
    {
        QSignalSpy saved(&m_session->saver(), &MaskSaver::saved);
        m_session->saveEdited(layer, path(file.toUtf8().constData()));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kTimeoutMs);
    }
    [[nodiscard]] std::vector<std::uint8_t> voxels(LayerId layer) const
    {
        return m_document->edits().snapshot(layer)->voxels.toLabelMap().voxels;
    }
    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    [[nodiscard]] QByteArray bytesOf(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QByteArray bytesOf(const char* name) const
    {
        return bytesOf(QString::fromLatin1(name));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MaskMaker> m_maker;
    std::unique_ptr<MaskFilters> m_filters;
};

QTEST_GUILESS_MAIN(TestEditedSession)
#include "tst_edited_session.moc"
