// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/report/definitions.h"
#include "ui/widgets/cohort/cohort_page.h"
#include "ui/widgets/controls/definition_button.h"
#include "ui/widgets/controls/term_tips.h"
#include "ui/widgets/network/network_page.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QToolTip>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

/// Words of the trade have a plain sentence behind them, wherever they stand.
class TestWords : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        installModels();
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void theWordsAreDefined()
    {
        for (const char* term :
             {"W4A6", "Dice", "Agreement", "HD95", "Only here", "Missed", "Sweep", "Fragile",
              "Pareto front", "Peak memory", "Memory of a run", "Latency", "Slice time", "Weights",
              "Activations", "Bit operations", "Output error", "Sensitivity", "Clipped share"}) {
            const report::Definition* found = report::findDefinition(term);
            QVERIFY2(found != nullptr, term);
            QVERIFY2(QString::fromUtf8(found->text).endsWith(QChar(u'.')), term);
        }
        // Both languages of the trade: "fp" is what the window calls "only here".
        QVERIFY(std::string(report::findDefinition("Only here")->text).find("(fp)")
                != std::string::npos);
        QCOMPARE(termsIn(QStringLiteral("computing W3A2, 12 of 30")),
                 QStringList{QStringLiteral("W4A6")});
        QCOMPARE(termsIn(QStringLiteral("0.912 agreement")),
                 QStringList{QStringLiteral("Agreement")});
        QCOMPARE(termsIn(QStringLiteral("a disagreement of dices")), QStringList());
        QVERIFY(termTip(QStringLiteral("sweep")).contains(QStringLiteral("chart")));
    }

    void everyWordOnTheScreenHasOneBehindIt()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, kSmallSample);
        press(Qt::Key_H);
        waitUntilSettled();
        QSet<QString> seen = checkAll();
        NetworkPage& network = m_window->networkPage();
        m_window->showPage(&network);
        QTRY_VERIFY_WITH_TIMEOUT(network.study().shown() != nullptr, kTimeoutMs);
        waitUntilSettled();
        seen += checkAll();
        m_window->showPage(&m_window->cohortPage());
        seen += checkAll();
        for (const char* term : {"W4A6", "Dice", "HD95", "Only here", "Missed", "Sweep", "Fragile",
                                 "Slice time", "Weights", "Activations", "Memory of a run"}) {
            QVERIFY2(seen.contains(QString::fromLatin1(term)), term);
        }
    }

    void questionMarksListThem()
    {
        makeWindow();
        int buttons = 0;
        for (auto* button : m_window->findChildren<DefinitionButton*>()) {
            QTest::mouseClick(button, Qt::LeftButton);
            QWidget* popup = QApplication::activePopupWidget();
            QVERIFY(popup != nullptr);
            QVERIFY(popup->findChildren<QLabel*>().size() >= 12);
            keepPicture(popup->grab().toImage(), QStringLiteral("definitions_%1").arg(++buttons));
            popup->close();
        }
        QCOMPARE(buttons, 2);
    }

private:
    /// All texts that are seen now; the terms that were found in them.
    QSet<QString> checkAll()
    {
        QSet<QString> found;
        for (QWidget* widget : m_window->findChildren<QWidget*>()) {
            const auto* label = qobject_cast<QLabel*>(widget);
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const auto* box = qobject_cast<QComboBox*>(widget);
            const QString text = label != nullptr    ? label->text()
                                 : button != nullptr ? button->text()
                                 : box != nullptr    ? box->currentText()
                                                     : QString();
            const QStringList terms = termsIn(text);
            if (terms.isEmpty() || !widget->isVisible() || widget->window() != m_window.get()) {
                continue; // the tip that is on the screen is a child of what it explains
            }
            found += QSet<QString>(terms.begin(), terms.end());
            if (widget->testAttribute(Qt::WA_TransparentForMouseEvents)) {
                continue; // a caption on the image: the panels say the same
            }
            // As Qt does: up the parents until one shows something.
            QToolTip::hideText();
            for (QWidget* each = widget; each != nullptr; each = each->parentWidget()) {
                const QPoint middle = each->rect().center();
                QHelpEvent help(QEvent::ToolTip, middle, each->mapToGlobal(middle));
                QApplication::sendEvent(each, &help);
                if (QToolTip::isVisible() || each->isWindow()) {
                    break;
                }
            }
            const bool told = QToolTip::isVisible() && !QToolTip::text().isEmpty();
            if (!told) {
                QTest::qFail(qPrintable(text + QStringLiteral(" in ")
                                        + widget->parentWidget()->objectName()),
                             __FILE__, __LINE__);
            }
        }
        return found;
    }
};

HALFTONE_GUI_TEST_MAIN(TestWords)
#include "tst_words.moc"
