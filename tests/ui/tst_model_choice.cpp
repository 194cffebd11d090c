// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "window_fixture.h"

#include "core/image/picture/png_write.h"
#include "core/model/model_file.h"

#include <QToolButton>

#include <algorithm>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

/// A window with three models: microscopy, a cord with two labels on a finer grid, and CT on a
/// coarser one. Which is chosen, how the user changes it, and what a reference is taken for.
class TestModelChoice : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        write("a-em", Modality::EM, {"membrane"}, 0);
        write("b-cord", Modality::MR, {"white-matter", "grey-matter"}, 0.25);
        write("c-ct", Modality::CT, {"pancreas"}, 1.6);
        qputenv("HALFTONE_MODELS", m_folder.path().toUtf8());
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void aPictureWithoutModalityGetsAModelAndAWayOut()
    {
        makeWindow();
        const QString path = emStack();
        open([&] { m_window->openPath(path); });
        QCOMPARE(modelName(), std::string("a-em"));
        QVERIFY(said(QStringLiteral("'a-em' was chosen by appearance")));
        QVERIFY(fitLine().startsWith(QStringLiteral("by appearance: EM")));
        test::keepPicture(m_window->picture(), QStringLiteral("guessed_model"));
        // One click.
        open([&] { click(QStringLiteral("Use c-ct")); });
        QCOMPARE(modelName(), std::string("c-ct"));
        QVERIFY(!said(QStringLiteral("was chosen by appearance")));
    }

    void evidenceOutweighsWhatWasUsedLast()
    {
        makeWindow();
        open([&] { m_window->openPath(emStack()); });
        QCOMPARE(modelName(), std::string("a-em"));
        open([&] { m_window->openPath(cordImage()); });
        QCOMPARE(modelName(), std::string("b-cord"));
        QCOMPARE(fitLine(), QStringLiteral("fair fit: MR, 0.5 mm, T2*"));
        open([&] { m_window->openPath(ctImage()); });
        QCOMPARE(modelName(), std::string("c-ct"));
        open([&] { m_window->openPath(cordImage()); });
        QCOMPARE(modelName(), std::string("b-cord"));
        test::keepPicture(m_window->picture(), QStringLiteral("fitting_model"));
    }

    void aModelChosenByHandIsForOneImage()
    {
        makeWindow();
        open([&] { m_window->openPath(emStack()); });
        open([&] { openModel("b-cord"); });
        QCOMPARE(modelName(), std::string("b-cord"));
        open([&] { m_window->openPath(ctImage()); });
        QCOMPARE(modelName(), std::string("c-ct"));
    }

    void aModelChosenByHandIsKeptAndTheBetterOneOffered()
    {
        makeWindow();
        open([&] { m_window->openPath(ctImage()); });
        open([&] { openModel("b-cord"); });
        QCOMPARE(modelName(), std::string("b-cord")); // as the user wants it
        QVERIFY(said(QStringLiteral("'c-ct' fits this image better")));
        QVERIFY(fitLine().startsWith(QStringLiteral("does not fit: CT by its values, not MR")));
        test::keepPicture(m_window->picture(), QStringLiteral("better_model"));
        // The message can be dismissed; the way to the better model stays.
        while (!m_window->banners().sentences().isEmpty()) {
            QTest::mouseClick(
                m_window->banners().findChild<QToolButton*>(QStringLiteral("bannerClose")),
                Qt::LeftButton);
            QTest::qWait(1); // what was dismissed is deleted later
        }
        auto* better = m_window->findChild<QToolButton*>(QStringLiteral("betterModel"));
        QVERIFY(better != nullptr && better->isVisible());
        QCOMPARE(better->text(), QStringLiteral("Use c-ct"));
        // Other labels for the same image leave the model as it is.
        open([&] { openReference(labelsOfCt()); });
        QCOMPARE(modelName(), std::string("b-cord"));
        QVERIFY(better->isVisible());
        open([&] { QTest::mouseClick(better, Qt::LeftButton); });
        QCOMPARE(modelName(), std::string("c-ct"));
        QVERIFY(!better->isVisible());
        QVERIFY(!said(QStringLiteral("fits this image better")));
    }

    void nothingIsSegmentedThatNoModelFits()
    {
        makeWindow();
        open([&] { m_window->openPath(emStack()); }); // a model that was used last
        open([&] { m_window->openPath(headImage()); });
        QVERIFY(!active().canSegment());
        QVERIFY(session().mask() == nullptr);
        QVERIFY(said(QStringLiteral("No installed model fits this image")));
        QCOMPARE(m_window->findChild<QLabel*>(QStringLiteral("modelName"))->text(),
                 QStringLiteral("none for this image"));
        QVERIFY(fitLine().contains(QStringLiteral("2 mm")));
        test::keepPicture(m_window->picture(), QStringLiteral("no_model_fits"));
    }

    void aReferenceIsSeenWithoutAModel()
    {
        makeWindow();
        open([&] { m_window->openPath(headImage()); });
        QVERIFY(!active().canSegment());
        const Geometry grid = active().image()->geometry;
        LabelMap labels{grid, std::vector<std::uint8_t>(grid.voxels()), {}};
        for (int z = 0; z < grid.size[2]; ++z) {
            for (int y = 20; y < 40; ++y) {
                for (int x = 20; x < 40; ++x) {
                    labels.voxels[static_cast<std::size_t>((z * grid.size[1] + y) * grid.size[0]
                                                           + x)] = 1;
                }
            }
        }
        const QString path = m_folder.filePath(QStringLiteral("box.nii.gz"));
        image::writeLabelMap(path.toStdString(), labels);
        const auto drawn = [&] {
            const QImage seen = slicePicture();
            int count = 0;
            for (int y = 0; y < seen.height(); ++y) {
                for (int x = 0; x < seen.width(); ++x) {
                    count += test::channelDifference(seen.pixel(x, y), kReferenceColour) < 40;
                }
            }
            return count;
        };
        QCOMPARE(drawn(), 0);
        open([&] { openReference(path); });
        QVERIFY(document().reference() != nullptr);
        QVERIFY(drawn() > 100);
        const QImage after = slicePicture();
        // As a person opens both at once.
        OpenRequest request;
        request.image = headImage().toStdString();
        request.reference = path.toStdString();
        open([&] { session().open(request); });
        QVERIFY(!active().canSegment());
        QVERIFY(test::differingPixels(slicePicture(), after) < 100);
    }

    void aModelChosenBeforeAnyImageIsForTheFirst()
    {
        makeWindow();
        open([&] { openModel("b-cord"); });
        open([&] { m_window->openPath(ctImage()); });
        QCOMPARE(modelName(), std::string("b-cord"));
        QVERIFY(said(QStringLiteral("'c-ct' fits this image better")));
        open([&] { m_window->openPath(ctImage()); });
        QCOMPARE(modelName(), std::string("c-ct"));
    }

    void masksOfAnotherGridAreThoseOfTheCore()
    {
        makeWindow();
        open([&] { session().openSample(phantom::Kind::Cord, {3, 64, 2}); });
        QVERIFY(!active().prepared().keepsGrid());
        QCOMPARE(active().prepared().width(), 128);
        QCOMPARE(session().mask()->size(), std::size_t{64 * 64});
        QCOMPARE(*session().mask(), segmentByCore(quant::kBalanced, 1).labels);
        QVERIFY(active().hasReference() && active().loaded().scored.empty());
    }

    void aReferenceOfOneStructureIsAskedAbout()
    {
        makeWindow();
        open([&] { session().openSample(phantom::Kind::Cord, {3, 64, 2}); });
        LabelMap grey = *active().loaded().nativeReference;
        for (std::uint8_t& voxel : grey.voxels) {
            voxel = voxel == 2 ? 1 : 0;
        }
        const QString path = m_folder.filePath(QStringLiteral("grey.nii.gz"));
        image::writeLabelMap(path.toStdString(), grey);
        open([&] { openReference(path); });
        QVERIFY(!active().hasReference());
        QVERIFY(session().mask() != nullptr); // the image is segmented meanwhile
        QVERIFY(colourBy(document()) == ColourBy::Label);
        QVERIFY(!canColourBy(document(), ColourBy::ErrorAgainstReference));
        const QImage with = slicePicture();
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QVERIFY(test::differingPixels(with, slicePicture()) > 100); // mask and labels are seen
        QTest::keyClick(m_window.get(), Qt::Key_S);
        QVERIFY(
            m_window->banners().sentences().join(QChar(u' ')).contains(QStringLiteral("Which")));
        test::keepPicture(m_window->picture(), QStringLiteral("which_structure"));

        open([&] { click(QStringLiteral("grey-matter")); });
        QVERIFY(active().hasReference());
        QVERIFY(colourBy(document()) == ColourBy::ErrorAgainstReference);
        QCOMPARE(active().loaded().scored, std::vector<std::string>{"grey-matter"});
        QVERIFY(m_window->banners().sentences().isEmpty());
        QCOMPARE(session().meters().quality.caption, QStringLiteral("Dice, grey-matter"));
        const std::vector<std::uint8_t> mask = *session().mask();
        const double dice =
            eval::countOverlap(mask, active().referenceSlice(1), {"grey-matter", {2}}).dice();
        QCOMPARE(session().scores()[1].dice, dice);
        // What the reference does not know is no error.
        const std::vector<std::uint8_t> compared = active().comparable(mask);
        QVERIFY(std::find(compared.begin(), compared.end(), 1) == compared.end());
        // Another model knows no grey matter: the labels wait, and that is said.
        open([&] { openModel("c-ct"); });
        QCOMPARE(active().model()->card.name, std::string("c-ct"));
    }

    void theModelsPictureIsShown()
    {
        makeWindow();
        m_window->resize(1280, 1000);
        open([&] { session().openSample(phantom::Kind::Em, {3, 96, 1}); });
        auto* picture = m_window->findChild<QLabel*>(QStringLiteral("modelPicture"));
        QVERIFY(picture != nullptr && !picture->isVisible());
        image::writePng((m_folder.path() + QStringLiteral("/a-em.png")).toStdString(),
                        {3, 2, {0, 1, 0, 1, 0, 1}, {{255, 176, 74}, {0, 0, 0}}});
        open([&] { openModel("a-em"); });
        QVERIFY(picture->isVisible());
        QCOMPARE(picture->pixmap(Qt::ReturnByValue).deviceIndependentSize().width(), 207.0);
        QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("modelName"))
                    ->toolTip()
                    .contains(QStringLiteral("a-em.png")));
        m_window->resize(1280, 800);
        QTRY_VERIFY(!picture->isVisible());
        QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("a-em.png"))));
    }

private:
    void write(const char* name, Modality modality, const std::vector<std::string>& labels,
               double gridMm)
    {
        const int classes = labels.size() == 1 ? 1 : static_cast<int>(labels.size()) + 1;
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, classes), 5);
        model.card.name = name;
        model.card.title = name;
        model.card.preprocess.modality = modality;
        model.card.preprocess.inPlaneSpacingMm = gridMm;
        model.card.preprocess.assumedSpacingMm = modality == Modality::CT ? 0.8 : 0;
        model.card.preprocess.trainedSpacingMm = modality == Modality::EM   ? 4e-6
                                                 : modality == Modality::CT ? 0.8
                                                                            : 0.5;
        if (modality == Modality::MR) {
            model.card.images.sequences = {"T2*", "T2star"};
        }
        for (std::size_t i = 0; i < labels.size(); ++i) {
            model.card.labels.at(i).name = labels[i];
        }
        if (labels.size() > 1) {
            model.card.unions = {{"cord", {1, 2}}};
        }
        if (modality != Modality::EM) {
            model.card.preprocess.orientation = "LPS";
            model.card.preprocess.expectedMin = -1024;
            model.card.preprocess.expectedMax = 4095;
        }
        for (model::ConvWeights& conv : model.convs) { // no float path: nothing to wait for
            conv.master.clear();
            conv.floatScale.clear();
            conv.floatOffset.clear();
        }
        model::writeModel(m_folder.filePath(QString::fromLatin1(name) + QStringLiteral(".halftone"))
                              .toStdString(),
                          model);
    }

    std::string modelName()
    {
        return active().model() ? active().model()->card.name : std::string();
    }

    QString fitLine()
    {
        auto* line = m_window->findChild<QLabel*>(QStringLiteral("modelFit"));
        return line != nullptr && line->isVisible() ? line->text() : QString();
    }

    bool said(const QString& part)
    {
        return m_window->banners().sentences().join(QChar(u'\n')).contains(part);
    }

    QString emStack()
    {
        return written(phantom::make(phantom::Kind::Em, {3, 96, 2}).image, "stack.tif");
    }
    QString cordImage()
    {
        return written(phantom::make(phantom::Kind::Cord, {3, 96, 2}).image,
                       "sub-1_T2starw.nii.gz");
    }
    /// A whole body with its air, on few pixels: the cord's model would take it to 0.25 mm.
    static Image smallBody()
    {
        constexpr int kStep = 4;
        Image body = phantom::make(phantom::Kind::Abdomen, {3, 512, 1}).image;
        const int size = body.geometry.size[0];
        std::vector<std::int16_t> voxels;
        for (int y = 0; y < size; y += kStep) {
            for (int x = 0; x < size; x += kStep) {
                voxels.push_back(
                    static_cast<std::int16_t>(body.value(static_cast<std::size_t>(y * size + x))));
            }
        }
        body.voxels = std::move(voxels);
        body.geometry.size = {size / kStep, size / kStep, 1};
        return body;
    }
    QString ctImage() { return written(smallBody(), "abdomen.nii.gz"); }
    /// 2 mm wide pixels: no spinal cord of any use.
    QString headImage()
    {
        Image image = phantom::make(phantom::Kind::Cord, {3, 64, 24}).image;
        image.geometry.spacingMm = {2, 2, 2};
        return written(std::move(image), "anatomical.nii.gz");
    }
    QString labelsOfCt()
    {
        const Geometry grid = smallBody().geometry;
        LabelMap labels{grid, std::vector<std::uint8_t>(grid.voxels()), {}};
        labels.voxels[grid.voxels() / 2] = 1;
        const QString path = m_folder.filePath(QStringLiteral("labels.nii.gz"));
        image::writeLabelMap(path.toStdString(), labels);
        return path;
    }
    /// As other programs write it: without the mark of a synthetic sample, which tells its
    /// modality.
    QString written(Image image, const char* name)
    {
        image.synthetic = false;
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        image::writeImage(path.toStdString(), image);
        return path;
    }

    template <typename Call>
    void open(const Call& call)
    {
        QSignalSpy changed(&session(), &Session::caseChanged);
        call();
        QVERIFY(changed.wait(kTimeoutMs));
        QTRY_VERIFY_WITH_TIMEOUT(session().isSettled(), kTimeoutMs);
    }

    void click(const QString& text)
    {
        const auto buttons =
            m_window->banners().findChildren<QToolButton*>(QStringLiteral("bannerAction"));
        const auto found = std::find_if(buttons.begin(), buttons.end(), [&](QToolButton* button) {
            return button->text() == text && button->isVisible();
        });
        QVERIFY2(found != buttons.end(), qPrintable(text));
        QTest::mouseClick(*found, Qt::LeftButton);
    }

    QTemporaryDir m_folder;
};

HALFTONE_GUI_TEST_MAIN(TestModelChoice)
#include "tst_model_choice.moc"
