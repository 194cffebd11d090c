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
        Image sample = phantom::make(phantom::Kind::Em, {3, 96, 1}).image;
        const QString path = m_folder.filePath(QStringLiteral("section.tif"));
        image::writeImage(path.toStdString(), sample);
        open([&] { m_window->openPath(path); });
        QCOMPARE(active().model()->card.name, std::string("a-em"));
        const QString note = QString::fromStdString(active().loaded().modelNote);
        QVERIFY(note.contains(QStringLiteral("'a-em' was chosen")));
        QVERIFY(m_window->banners().sentences().contains(note));
        test::keepPicture(m_window->picture(), QStringLiteral("guessed_model"));
        // One click.
        open([&] { click(QStringLiteral("Use c-ct")); });
        QCOMPARE(active().model()->card.name, std::string("c-ct"));
        QVERIFY(active().loaded().modelNote.empty());
        QVERIFY(!m_window->banners().sentences().contains(note));
        // The user's model stays for the next picture, until an image states its modality.
        open([&] { m_window->openPath(path); });
        QCOMPARE(active().model()->card.name, std::string("c-ct"));
        open([&] { session().openSample(phantom::Kind::Cord, {3, 64, 1}); });
        QCOMPARE(active().model()->card.name, std::string("b-cord"));
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("'b-cord' segments it, not 'c-ct'")));
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
        QCOMPARE(picture->pixmap(Qt::ReturnByValue).deviceIndependentSize().width(), 208.0);
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
