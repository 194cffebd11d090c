// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/window/actions.h"

#include <QMenuBar>
#include <QTimer>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

/// What was found about the images and labels that are open, in the window's banners.
class TestNotices : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        qputenv("HALFTONE_MODELS", m_folder.path().toUtf8());
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void findingsAreSaidGravestFirst()
    {
        makeWindow();
        offer(graded({Severity::Note, Severity::Warning, Severity::Severe}));
        QCOMPARE(shownKinds(), QStringLiteral("severe warning note"));
        QCOMPARE(m_window->banners().sentences().mid(0, 3).join(QChar(u' ')),
                 QStringLiteral("Sentence 2 of 3. Sentence 1 of 3. Sentence 0 of 3."));
        QVERIFY(!more()->isVisible());
        // Another image: they go.
        openSampleOf(phantom::Kind::Em, {3, 64, 1});
        QVERIFY(shownKinds().isEmpty());
    }

    void manyAreFoldedAway()
    {
        makeWindow();
        offer(graded({Severity::Note, Severity::Note, Severity::Warning, Severity::Severe,
                      Severity::Warning}));
        QCOMPARE(shownKinds(), QStringLiteral("severe warning warning"));
        QVERIFY(more()->isVisible());
        QCOMPARE(more()->text(), QStringLiteral("Show 2 more"));
        test::keepPicture(m_window->picture(), QStringLiteral("notices_folded"));
        QTest::mouseClick(more(), Qt::LeftButton);
        QCOMPARE(shownKinds(), QStringLiteral("severe warning warning note note"));
        test::keepPicture(m_window->picture(), QStringLiteral("notices_unfolded"));
        more()->setFocus();
        QTest::keyClick(more(), Qt::Key_Space);
        QCOMPARE(shownKinds().count(QChar(u' ')), 2);
        // One that is dismissed makes room for the next, and stays away while the image is open.
        const QString gone = m_window->banners().sentences().front();
        QTest::mouseClick(visible(QStringLiteral("bannerClose")).front(), Qt::LeftButton);
        QCOMPARE(shownKinds(), QStringLiteral("warning warning note"));
        QCOMPARE(more()->text(), QStringLiteral("Show 1 more"));
        const Geometry grid = active().image()->geometry;
        image::writeLabelMap(toPath(path("more.nii.gz")),
                             {grid, std::vector<std::uint8_t>(grid.voxels(), 1), {}});
        QSignalSpy added(&document(), &Document::layerAdded);
        session().opener().readLabels({toPath(path("more.nii.gz"))}, session().active()->image());
        QVERIFY(added.wait(kTimeoutMs));
        QVERIFY(!m_window->banners().sentences().contains(gone));
        QCOMPARE(shownKinds().count(QChar(u' ')), 2);
    }

    void aLongSentenceIsOneLineUntilItIsOpened()
    {
        makeWindow();
        offer(graded({Severity::Note}));
        const QString sentence =
            QStringLiteral("There is much to say about this file. ").repeated(9);
        m_window->banners().add(MessageKind::Warning, sentence);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QWidget* line = bannerOf(sentence);
        const int oneLine = bannerOf(QStringLiteral("Sentence 0 of 1."))->height();
        QCOMPARE(line->height(), oneLine);
        test::keepPicture(m_window->picture(), QStringLiteral("banner_closed"));
        auto* open = line->findChild<QToolButton*>(QStringLiteral("bannerOpen"));
        QVERIFY(open != nullptr && open->isVisible());
        QTest::mouseClick(open, Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QTRY_VERIFY(line->height() > 2 * oneLine);
        test::keepPicture(m_window->picture(), QStringLiteral("banner_opened"));
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space);
        QTRY_COMPARE(line->height(), oneLine);
        // There is nothing to open where all is seen.
        QVERIFY(!bannerOf(QStringLiteral("Sentence 0 of 1."))
                     ->findChild<QToolButton*>(QStringLiteral("bannerOpen"))
                     ->isVisible());
    }

    void theImageStaysWhereItIs()
    {
        makeWindow();
        offer(graded({Severity::Severe, Severity::Note}));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const auto place = [this] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            return QRect(mainView().mapTo(m_window.get(), QPoint()), mainView().size());
        };
        // What is found with an image has room of its own above it.
        QWidget* severe = bannerOf(QStringLiteral("Sentence 0 of 2."));
        const QRect before = place();
        QVERIFY(severe->mapTo(m_window.get(), QPoint(0, severe->height())).y() <= before.top());
        // So has every other that came with it.
        QWidget* note = bannerOf(QStringLiteral("Sentence 1 of 2."));
        QVERIFY(note->mapTo(m_window.get(), QPoint(0, note->height())).y() <= before.top());
        const QImage seen = slicePicture();
        const QPoint top = severe->mapTo(m_window.get(), QPoint());
        for (int n = 0; n < 5; ++n) {
            m_window->banners().add(MessageKind::Error, QStringLiteral("Fault %1.").arg(n));
            QCOMPARE(place(), before);
            // No message moves it, or takes its place.
            QCOMPARE(severe->mapTo(m_window.get(), QPoint()), top);
            QVERIFY(severe->isVisible());
            QVERIFY(
                bannerOf(QStringLiteral("Fault %1.").arg(n))->mapTo(m_window.get(), QPoint()).y()
                > top.y());
        }
        QCOMPARE(test::differingPixels(seen, slicePicture()), 0);
        test::keepPicture(m_window->picture(), QStringLiteral("notices_and_messages"));
        // Who closes the last notice gets its room back, not before.
        QTest::mouseClick(closeOf(severe), Qt::LeftButton);
        QCOMPARE(place(), before);
        QTest::mouseClick(closeOf(note), Qt::LeftButton);
        QTRY_VERIFY(place().top() < before.top());
        QVERIFY(place().height() > before.height());
    }

    void whatIsDoneIsSaidForAMoment()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {3, 64, 1});
        Banners& banners = m_window->banners();
        banners.add(MessageKind::Error, QStringLiteral("A fault."));
        banners.addPassing(QStringLiteral("One was written."));
        banners.addPassing(QStringLiteral("Two was written."));
        QCOMPARE(banners.sentences(),
                 (QStringList{QStringLiteral("Two was written."), QStringLiteral("A fault.")}));
        auto* timer = banners.findChild<QTimer*>(QStringLiteral("passingTimer"));
        QVERIFY(timer->isActive() && timer->interval() == Banners::kPassingMs);
        timer->start(0);
        QTRY_COMPARE(banners.sentences(), QStringList{QStringLiteral("A fault.")});
        banners.addPassing(QStringLiteral("Three was written."));
        openSampleOf(phantom::Kind::Em, {4, 64, 1});
        QCOMPARE(banners.sentences(), QStringList{QStringLiteral("A fault.")});
    }

    void aFocusedButtonIsNotBright()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {3, 64, 1});
        m_window->banners().add(MessageKind::Error, QStringLiteral("A fault."));
        QWidget* line = bannerOf(QStringLiteral("A fault."));
        QToolButton* close = closeOf(line);
        close->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(close->hasFocus());
        const QImage seen = line->grab().toImage();
        const double ratio = seen.devicePixelRatio();
        const QPoint corner = close->mapTo(line, QPoint(close->width() / 2, 2));
        const QColor ground = seen.pixelColor((QPointF(corner) * ratio).toPoint());
        QVERIFY2(ground.lightness() < 128, qPrintable(ground.name())); // the x is light
    }

    void theWindowDoesNotSpeakOfOptions()
    {
        makeWindow();
        Image image = test::volume(test::patientGrid({24, 24, 3}, {1, 1, 1}), ramp);
        image::writeImage(toPath(path("four.nii")), image);
        // Two volumes in one file: the fourth axis of the header, and the voxels twice.
        QFile file(path("four.nii"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes[40] = 4;
        bytes[48] = 2;
        bytes += bytes.right(24 * 24 * 3 * 2);
        file.seek(0);
        file.write(bytes);
        file.close();
        OpenRequest request;
        request.image = toPath(path("four.nii")); // by a program, which asks nobody
        change([&] { session().open(request); });
        waitUntilSettled();
        const QString said = m_window->banners().sentences().join(QChar(u' '));
        QVERIFY2(said.contains(QStringLiteral("2 volumes")), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("--")), qPrintable(said));
        QVERIFY2(!said.contains(QStringLiteral("info")), qPrintable(said));
        QStringList offered;
        for (const QToolButton* button : visible(QStringLiteral("bannerAction"))) {
            offered << button->text();
        }
        QVERIFY(offered.contains(QStringLiteral("Choose Volume...")));
    }

    void otherImagesAndLabelsAreNamed()
    {
        makeWindow();
        offer({});
        Image second = *active().image();
        second.synthetic = true;
        image::writeImage(toPath(path("second.nii.gz")), second);
        QSignalSpy added(&document(), &Document::layerAdded);
        session().opener().readImage(toPath(path("second.nii.gz")));
        QVERIFY(added.wait(kTimeoutMs));
        const QStringList sentences = m_window->banners().sentences();
        QCOMPARE(sentences.size(), 1);
        QVERIFY(sentences.front().startsWith(QStringLiteral("'second.nii.gz': ")));
        document().undoStack().undo();
        QVERIFY(m_window->banners().sentences().isEmpty());
    }

    void aFailedOpeningIsForgottenWithTheNext()
    {
        makeWindow();
        QSignalSpy failed(&session(), &Session::failed);
        m_window->openPath(path("no such file.nii"));
        QVERIFY(failed.wait(kTimeoutMs));
        QCOMPARE(m_window->banners().sentences().size(), 1);
        m_window->banners().add(MessageKind::Note, QStringLiteral("The mask was saved."));
        openSampleOf(phantom::Kind::Em, {3, 64, 1});
        QCOMPARE(m_window->banners().sentences(),
                 QStringList{QStringLiteral("The mask was saved.")});
    }

private:
    static double ramp(int i, int j, int) { return 30 * i + j - 200; }

    /// "Sentence n of m." of these severities.
    static Findings graded(const std::vector<Severity>& severities)
    {
        Findings findings;
        for (std::size_t n = 0; n < severities.size(); ++n) {
            findings.push_back({severities[n],
                                {"kind-" + std::to_string(n),
                                 "Sentence {0} of {1}.",
                                 {std::to_string(n), std::to_string(severities.size())}}});
        }
        return findings;
    }

    /// As if a file with these findings had been opened.
    void offer(const Findings& findings)
    {
        Image image = test::volume(test::patientGrid({24, 24, 3}, {1, 1, 1}), ramp);
        image.findings = findings;
        pipeline::LoadRequest request;
        request.current = std::make_shared<const Image>(std::move(image));
        request.installed = session().opener().library().models;
        const pipeline::LoadedStudy loaded = pipeline::loadStudy(request, {}, {});
        change([&] { Q_EMIT session().opener().caseLoaded(loaded); });
        waitUntilSettled();
    }

    QList<QToolButton*> visible(const QString& name)
    {
        QList<QToolButton*> buttons = m_window->banners().findChildren<QToolButton*>(name);
        buttons.removeIf([](const QToolButton* button) { return !button->isVisible(); });
        std::sort(buttons.begin(), buttons.end(), [](const QWidget* a, const QWidget* b) {
            return a->mapToGlobal(QPoint()).y() < b->mapToGlobal(QPoint()).y();
        });
        return buttons;
    }

    /// Kinds of the banners that are seen, from top to bottom.
    QString shownKinds()
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QStringList kinds;
        const QList<QToolButton*> buttons = visible(QStringLiteral("bannerClose"));
        for (const QToolButton* button : buttons) {
            kinds << button->parentWidget()->property("kind").toString();
        }
        return kinds.join(QChar(u' '));
    }

    QWidget* bannerOf(const QString& sentence)
    {
        QWidget* newest = nullptr; // one that was dismissed goes a moment later
        for (QWidget* banner :
             m_window->banners().findChildren<QWidget*>(QStringLiteral("banner"))) {
            auto* text = banner->findChild<QLabel*>(QStringLiteral("bannerText"));
            const QString whole = text->property("sentence").toString();
            newest = (whole.isEmpty() ? text->text() : whole) == sentence ? banner : newest;
        }
        return newest;
    }

    static QToolButton* closeOf(const QWidget* banner)
    {
        return banner->findChild<QToolButton*>(QStringLiteral("bannerClose"));
    }

    QToolButton* more() { return m_window->findChild<QToolButton*>(QStringLiteral("bannerMore")); }
};

HALFTONE_GUI_TEST_MAIN(TestNotices)
#include "tst_notices.moc"
