// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "compare_window.h"
#include "layout_faults.h"

#include "tests/support/cohort_folder.h"
#include "ui/document/path_text.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/panels/limits_card.h"
#include "ui/widgets/window/about_dialog.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/dialogs.h"
#include "ui/widgets/window/help_dialog.h"
#include "ui/widgets/window/numbers_dialog.h"
#include "ui/widgets/window/part_chooser.h"
#include "ui/widgets/window/reference_values.h"
#include "ui/widgets/window/tradeoff_dialog.h"
#include "ui/widgets/window/volume_chooser.h"
#include "ui/widgets/window/window_place.h"

#include <QDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSettings>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

/// Logical pixels. CTest runs this test at several scales (QT_SCALE_FACTOR), so these stand for
/// screens of up to 3840x2160: the least window, 1024x768 and 1280x720 (2560x1440 at 200 %) less
/// their panels and title bars, and what is larger.
constexpr QSize kSizes[] = {kLeastWindow, {1012, 700},  {1280, 650}, {1600, 960},
                            {1920, 1040}, {2560, 1400}, {3840, 2100}};
constexpr QSize kLargest(3840, 2160); ///< device pixels
constexpr int kLowScreen = 680;       ///< what menus may take of 768

} // namespace

/// Nothing is cut, nothing overlaps, whatever the screen and its scale.
class TestLayoutFaults : public CompareWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        installCompared();
        installModel("a-em", Modality::EM, {"membrane"});
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void faultsAreFound()
    {
        QWidget window;
        window.resize(200, 120);
        auto* row = new QHBoxLayout(&window);
        auto* label = new QLabel(QStringLiteral("A text that has by far not the room it needs"));
        label->setFixedWidth(60);
        row->addWidget(label);
        row->addStretch();
        auto* outside = new QPushButton(QStringLiteral("Out"), &window);
        outside->setGeometry(180, 90, 80, 28);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(layoutFaults(window).size(), 2);
        label->setToolTip(label->text());
        QCOMPARE(layoutFaults(window).size(), 1);
        outside->move(100, 80);
        QCOMPARE(layoutFaults(window).join(QChar(u'\n')), QString());
        auto* over = new QLabel(QStringLiteral("x"));
        row->addWidget(over);
        over->show(); // layouts do so in a later turn of the event loop
        window.layout()->activate();
        over->setGeometry(label->geometry());
        QVERIFY(!layoutFaults(window).isEmpty());
    }

    void theEmptyWindow()
    {
        makeWindow();
        checkAllSizes();
        m_window->showPage(&m_window->cohortPage());
        checkAllSizes();
        m_window->showPage(&m_window->networkPage());
        checkAllSizes();
    }

    void theWindowWithAnImage()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, kSmallSample);
        press(Qt::Key_H); // fragile voxels
        session().precision().setPrecision({2, 4});
        session().precision().setPrecision({4, 6});
        waitUntilSettled();
        checkAllSizes();
        m_window->banners().add(
            MessageKind::Error,
            QStringLiteral("Something that was long to explain did not work "
                           "for reasons which take a while to be told, so that "
                           "no window has the room for all of it at once."),
            {{QStringLiteral("Do this"), [] {}}, {QStringLiteral("Or do that"), [] {}}});
        document().setLayout(Layout::FourViews);
        waitUntilSettled();
        checkAllSizes();
        document().setLayout(Layout::OnePlane);
        NetworkPage& network = m_window->networkPage();
        m_window->showPage(&network);
        QTRY_VERIFY_WITH_TIMEOUT(network.study().shown() != nullptr, kTimeoutMs);
        waitUntilSettled();
        checkAllSizes();
    }

    void twoMasks()
    {
        makeWindow();
        openBlobs();
        m_window->findChild<QAbstractButton*>(QStringLiteral("outlineLayer"))->click();
        QVERIFY(slider("outlineWidth")->isVisible());
        document().setOther(OtherPrecision{{8, 8}});
        for (const CompareMode mode : {CompareMode::Panes, CompareMode::Wipe}) {
            document().setCompareMode(mode);
            waitUntilSettled();
            checkAllSizes();
        }
    }

    void anEditedMask()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, kSmallSample);
        press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->editing().target() != nullptr, kTimeoutMs);
        checkAllSizes();
    }

    void aCohort()
    {
        makeWindow();
        const QTemporaryDir cases;
        const std::filesystem::path list = writeEmCohort(cases.path().toStdString(), 64, 1);
        CohortPage& page = m_window->cohortPage();
        m_window->showPage(&page);
        page.open(toQString(list));
        QTRY_VERIFY_WITH_TIMEOUT(page.cohort().state() == CohortSession::State::Ready, kTimeoutMs);
        QCOMPARE(m_window->findChild<QLabel*>(QStringLiteral("cohortResults"))->text(),
                 toQString(page.cohort().resultsFolder().filename()));
        checkAllSizes();
    }

    void largerLetters()
    {
        const QFont usual = QApplication::font();
        QFont larger = usual;
        larger.setPixelSize(qRound(usual.pixelSize() * 1.25));
        QApplication::setFont(larger);
        makeWindow();
        openSampleOf(phantom::Kind::Em, kSmallSample);
        for (const QSize& size : {QSize(1012, 700), QSize(1600, 960)}) {
            checkAt(size);
        }
        showCheatSheet(m_window.get());
        checkDialog("cheatSheet");
        QApplication::setFont(usual);
    }

    void dialogs()
    {
        makeWindow();
        openBlobs();
        const char* name = "labels.nii.gz";
        LabelMap labels{active().image()->geometry, {}, {}};
        labels.voxels.assign(labels.geometry.voxels(), 0);
        labels.voxels[5] = 1;
        labels.voxels[6] = 3;
        image::writeLabelMap(toPath(path(name)), labels);
        showCheatSheet(m_window.get());
        checkDialog("cheatSheet");
        showHelp(m_window.get(), HelpPage::Questions);
        checkDialog("help");
        (new AboutDialog(QStringLiteral("1.0"), QStringLiteral("avx512vnni, 2 threads"), {},
                         m_window.get()))
            ->show();
        checkDialog("about");
        showNumbersDialog(m_window.get(), session());
        QTest::qWait(50);
        checkDialog("numbersDialog");
        showTradeoff(m_window.get(), session(), [] {});
        checkDialog("tradeoffTable");
        auto* part = new PartChooser({toPath(path("blobs.nii.gz")),
                                      image::readInfo(toPath(path("blobs.nii.gz")), {}), 100'000},
                                     m_window.get());
        part->show();
        checkDialog("partChoice");
        auto* values = new ReferenceValues(image::readLabelMap(toPath(path(name)), {}),
                                           *active().model(), {}, m_window.get());
        values->show();
        checkDialog("referenceValues");
        for (const char* button : {"legendButton", "limitsButton", "definitions"}) {
            for (auto* each : m_window->findChildren<QToolButton*>(QString::fromLatin1(button))) {
                QTest::mouseClick(each, Qt::LeftButton);
                QWidget* popup = QApplication::activePopupWidget();
                QVERIFY2(popup != nullptr, button);
                QTest::qWait(20);
                report(*popup, QString::fromLatin1(button));
                QVERIFY2(popup->screen()->availableGeometry().contains(popup->geometry()), button);
                QTest::keyClick(popup, Qt::Key_Escape);
                QTRY_VERIFY2(QApplication::activePopupWidget() == nullptr, button);
            }
        }
    }

    void menusFitALowScreen()
    {
        makeWindow();
        openBlobs();
        for (QMenu* menu : m_window->findChildren<QMenu*>()) {
            Q_EMIT menu->aboutToShow();
            const QSize size = menu->sizeHint();
            QVERIFY2(size.height() <= kLowScreen,
                     qPrintable(menu->title() + QString::number(size.height())));
            QVERIFY2(size.width() <= 480,
                     qPrintable(menu->title() + QString::number(size.width())));
        }
    }

    void theFirstSizeFitsTheScreen()
    {
        QCOMPARE(firstSize({0, 0, 3840, 2160}), QSize(1600, 1000));
        QCOMPARE(firstSize({0, 27, 1280, 693}), QSize(1268, 653)); // 2560x1440 at 200 %
        QCOMPARE(firstSize({0, 0, 1024, 768}), QSize(1012, 728));
        QVERIFY(kLeastWindow.width() <= 1024 - 16 && kLeastWindow.height() <= 720 - 80);
        const QRect whole(0, 0, 1920, 1080);
        QCOMPARE(broughtBack({2500, 100, 1600, 1000}, {whole}), QRect(320, 80, 1600, 1000));
        QCOMPARE(broughtBack({-50, -50, 2200, 1600}, {whole}), whole);
        QCOMPARE(broughtBack({2000, 100, 800, 600}, {whole, {1920, 0, 1024, 768}}),
                 QRect(2000, 100, 800, 600));
        QCOMPARE(broughtBack({5, 6, 7, 8}, {}), QRect(5, 6, 7, 8));
    }

    void aPlaceOnAScreenThatIsGoneIsBroughtBack()
    {
        {
            MainWindow before({quietRuntime(), QStringLiteral("test"), true});
            before.setGeometry(5000, 4000, kLeastWindow.width(), 640);
            QSettings().setValue(QStringLiteral("geometry"), before.saveGeometry());
        }
        MainWindow window({quietRuntime(), QStringLiteral("test"), true});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(window.screen()->availableGeometry().contains(window.frameGeometry()));
        QCOMPARE(window.size(), QSize(kLeastWindow.width(), 640));
        QSettings().remove(QStringLiteral("geometry"));
    }

private:
    void report(const QWidget& window, const QString& what)
    {
        const QStringList faults = layoutFaults(window);
        QVERIFY2(faults.isEmpty(),
                 qPrintable(
                     what + QStringLiteral(" at %1x%2:\n").arg(window.width()).arg(window.height())
                     + faults.join(QChar(u'\n'))));
    }

    void checkAt(const QSize& size)
    {
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        QTest::qWait(1); // texts that follow a width are set in a turn of their own
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        report(*m_window, QString::fromLatin1(QTest::currentTestFunction()));
        const auto* research = m_window->findChild<QLabel*>(QStringLiteral("research"));
        QVERIFY(research->isVisible());
        const QRect where(research->mapTo(m_window.get(), QPoint()), research->size());
        QVERIFY(m_window->rect().contains(where));
    }

    void checkAllSizes()
    {
        const double ratio = m_window->devicePixelRatioF();
        for (const QSize& size : kSizes) {
            const QSizeF device = QSizeF(size) * ratio;
            if (device.width() <= kLargest.width() && device.height() <= kLargest.height()) {
                checkAt(size);
                if (QTest::currentTestFailed()) {
                    keepPicture(m_window->picture(), QStringLiteral("layout_fault"));
                    return;
                }
            }
        }
    }

    void checkDialog(const char* name)
    {
        auto* dialog = m_window->findChild<QDialog*>(QString::fromLatin1(name));
        QVERIFY2(dialog != nullptr, name);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QTest::qWait(1);
        report(*dialog, QString::fromLatin1(name));
        // At its least, too, which any screen has room for.
        QVERIFY2(dialog->minimumSizeHint().width() <= 1000, name);
        QVERIFY2(dialog->minimumSizeHint().height() <= 640, name);
        keepPicture(dialog->grab().toImage(), QString::fromLatin1(name));
        dialog->close();
        QTRY_VERIFY(m_window->findChild<QDialog*>(QString::fromLatin1(name)) == nullptr);
    }
};

HALFTONE_GUI_TEST_MAIN(TestLayoutFaults)
#include "tst_layout_faults.moc"
