// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "gui_support.h"

#include "ui/widgets/controls/bindings.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/dialogs.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollArea>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

#include <memory>
#include <set>

using namespace halftone;
using namespace halftone::ui;

namespace {

void press(QWidget* window, const QKeySequence& sequence)
{
    const QKeyCombination key = sequence[0];
    QTest::keyClick(window, key.key(), key.keyboardModifiers());
}

/// What a person finds in a menu; "-" is a line.
QStringList entries(const QMenu* menu)
{
    QStringList texts;
    for (const QAction* action : menu->actions()) {
        texts.push_back(action->isSeparator() ? QStringLiteral("-")
                                              : action->text().remove(QChar(u'&')));
    }
    return texts;
}

} // namespace

class TestBindings : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QMainWindow> m_window;
    Actions* m_actions = nullptr;

    static QString describe(const Binding& row) { return QString::fromLatin1(row.text); }

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QMainWindow>();
        m_actions = new Actions(m_window->menuBar(), m_window.get());
        m_window->resize(600, 400);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void everyCommandHasOneRowAndText()
    {
        const int last = static_cast<int>(Command::About);
        std::multiset<int> seen;
        for (const Binding& row : bindings()) {
            seen.insert(static_cast<int>(row.command));
            QVERIFY(!nameOf(row).isEmpty());
            QCOMPARE(&binding(row.command), &row);
        }
        for (int command = 0; command <= last; ++command) {
            QVERIFY2(seen.count(command) == 1, qPrintable(QString::number(command)));
        }
    }

    void noTwoCommandsShareAKey()
    {
        std::map<QString, QString> owners;
        for (const Binding& row : bindings()) {
            for (const QKeySequence& key : row.keys) {
                QVERIFY2(key.count() == 1 && key[0].key() != Qt::Key_unknown,
                         qPrintable(describe(row)));
                const auto [owner, isNew] =
                    owners.emplace(key.toString(QKeySequence::PortableText), describe(row));
                QVERIFY2(isNew, qPrintable(owner->first + QStringLiteral(": ") + owner->second
                                           + QStringLiteral(" and ") + describe(row)));
            }
        }
    }

    /// What a desktop, or Qt itself, takes for its own, as Qt writes it (Ctrl is Cmd on a Mac).
    void noKeyIsTheSystems()
    {
        const QStringList taken{
            QStringLiteral("Alt+F4"),     QStringLiteral("Alt+Tab"), QStringLiteral("F10"),
            QStringLiteral("Shift+F10"),  QStringLiteral("Menu"),    QStringLiteral("Print"),
            QStringLiteral("Ctrl+Tab"),   QStringLiteral("Tab"),     QStringLiteral("Shift+Tab"),
            QStringLiteral("Ctrl+Space"), QStringLiteral("Space"),   QStringLiteral("Return"),
            QStringLiteral("Ctrl+H"),     QStringLiteral("Ctrl+M"),  QStringLiteral("Ctrl+Alt+Del"),
            QStringLiteral("Ctrl+C"),     QStringLiteral("Ctrl+V"),  QStringLiteral("Ctrl+X")};
        for (const Binding& row : bindings()) {
            for (const QKeySequence& key : row.keys) {
                const QString text = key.toString(QKeySequence::PortableText);
                QVERIFY2(!taken.contains(text), qPrintable(text));
                QVERIFY2(!text.contains(QStringLiteral("Meta")), qPrintable(text));
                // Alt opens menus.
                QVERIFY2(!text.startsWith(QStringLiteral("Alt+")), qPrintable(text));
            }
        }
    }

    void lettersAreTypedWhereOneTypes()
    {
        int given = 0;
        for (const Binding& row : bindings()) {
            m_actions->on(row.command, [&given](bool) { ++given; });
            m_actions->setAvailable(row.needs, true);
        }
        auto* body = new QWidget;
        auto* column = new QVBoxLayout(body);
        auto* line = new QLineEdit;
        auto* number = new QSpinBox;
        auto* decimal = new QDoubleSpinBox;
        auto* choice = new QComboBox;
        choice->setEditable(true);
        auto* text = new QPlainTextEdit;
        const QList<QWidget*> fields{line, number, decimal, choice, text};
        for (QWidget* field : fields) {
            column->addWidget(field);
        }
        m_window->setCentralWidget(body);
        for (QWidget* field : fields) {
            field->setFocus();
            QTRY_VERIFY(field->hasFocus());
            for (const Binding& row : bindings()) {
                for (const QKeySequence& key : row.keys) {
                    const bool typed = (key[0].keyboardModifiers() & ~Qt::ShiftModifier) == 0
                                       && key[0].key() < Qt::Key_Escape;
                    if (typed) {
                        press(field, key);
                        QVERIFY2(
                            given == 0,
                            qPrintable(describe(row) + QChar(u' ') + key.toString() + QChar(u' ')
                                       + QString::fromLatin1(field->metaObject()->className())));
                    }
                }
            }
        }
        QVERIFY(line->text().contains(QChar(u's'), Qt::CaseInsensitive));
    }

    void everyEntryIsOfTheTable()
    {
        QSet<QAction*> known;
        for (const Binding& row : bindings()) {
            known.insert(m_actions->action(row.command));
        }
        for (const SubmenuSlot& slot : submenuSlots()) {
            known.insert(m_actions->submenu(slot.submenu)->menuAction());
        }
        for (const QMenu* menu : m_window->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                const bool isTop = m_window->menuBar()->actions().contains(action);
                QVERIFY2(action->isSeparator() || isTop || known.contains(action),
                         qPrintable(action->text()));
            }
        }
        for (const QAction* action : m_window->findChildren<QAction*>()) {
            QVERIFY2(action->shortcuts().isEmpty() || known.contains(const_cast<QAction*>(action)),
                     qPrintable(action->text()));
        }
    }

    void menusHoldTheTableAndItsSubmenus()
    {
        const QList<QAction*> menus = m_window->menuBar()->actions();
        QCOMPARE(menus.size(), static_cast<qsizetype>(kMenus.size()));
        const QStringList file{QStringLiteral("Open Image..."),
                               QStringLiteral("Open DICOM Folder..."),
                               QStringLiteral("Choose Volume..."),
                               QStringLiteral("Recent Images"),
                               QStringLiteral("Built-in Samples (Synthetic)"),
                               QStringLiteral("Open Cohort..."),
                               QStringLiteral("Open Workspace..."),
                               QStringLiteral("-"),
                               QStringLiteral("Add Image..."),
                               QStringLiteral("Add Label Layer..."),
                               QStringLiteral("Open Reference Labels..."),
                               QStringLiteral("-"),
                               QStringLiteral("Save Mask..."),
                               QStringLiteral("Save Surface..."),
                               QStringLiteral("Save Workspace"),
                               QStringLiteral("Save Workspace As..."),
                               QStringLiteral("Export Report..."),
                               QStringLiteral("Save Screenshot..."),
                               QStringLiteral("Save Screenshot of View..."),
                               QStringLiteral("-"),
                               QStringLiteral("Quit")};
        QCOMPARE(entries(menus.front()->menu()), file);
        const QStringList precision = entries(menus[4]->menu());
        QCOMPARE(precision.mid(precision.size() - 3),
                 (QStringList{QStringLiteral("-"), QStringLiteral("Model"),
                              QStringLiteral("Open Model...")}));
        QCOMPARE(entries(m_actions->submenu(Submenu::Samples)).size(), 3);
        QVERIFY(m_actions->submenu(Submenu::Recent)->isEmpty());
        QVERIFY(m_actions->submenu(Submenu::Models)->isEmpty());
        for (const char* name : {"sampleEm", "sampleCord", "sampleAbdomen"}) {
            QVERIFY(m_window->findChild<QAction*>(QString::fromLatin1(name)) != nullptr);
        }
    }

    void everyKeyGivesItsCommandOnceItIsAvailable()
    {
        QList<Command> given;
        for (const Binding& row : bindings()) {
            m_actions->on(row.command,
                          [&given, command = row.command](bool) { given.push_back(command); });
        }
        const auto pressAll = [&](const Binding& row) {
            given.clear();
            for (const QKeySequence& key : row.keys) {
                press(m_window.get(), key);
            }
            return given;
        };
        for (const Binding& row : bindings()) {
            const QList<Command> all(row.keys.size(), row.command);
            const bool free = row.needs == Needs::Nothing;
            QVERIFY2(pressAll(row) == (free ? all : QList<Command>{}), qPrintable(describe(row)));
            m_actions->setAvailable(row.needs, true);
            QVERIFY2(pressAll(row) == all, qPrintable(describe(row)));
            if (!free) {
                m_actions->setAvailable(row.needs, false);
                QVERIFY2(pressAll(row).isEmpty(), qPrintable(describe(row)));
            }
        }
    }

    void needsAreIndependent()
    {
        m_actions->setAvailable(Needs::Undo, true);
        QVERIFY(m_actions->action(Command::Undo)->isEnabled());
        QVERIFY(!m_actions->action(Command::Redo)->isEnabled());
        QVERIFY(!m_actions->action(Command::SaveMask)->isEnabled());
        m_actions->setAvailable(Needs::Image, true);
        QVERIFY(m_actions->action(Command::AddImage)->isEnabled());
        QVERIFY(!m_actions->action(Command::RemoveLayer)->isEnabled());
    }

    void toolsExcludeEachOtherAndChecksAreReported()
    {
        QVERIFY(m_actions->action(Command::CrosshairTool)->isChecked());
        press(m_window.get(), binding(Command::PanTool).keys.front());
        QVERIFY(m_actions->action(Command::PanTool)->isChecked());
        QVERIFY(!m_actions->action(Command::CrosshairTool)->isChecked());

        QList<bool> states;
        m_actions->on(Command::ShowMask, [&](bool checked) { states.push_back(checked); });
        press(m_window.get(), binding(Command::ShowMask).keys.front());
        press(m_window.get(), binding(Command::ShowMask).keys.front());
        QCOMPARE(states, (QList<bool>{false, true}));
        m_actions->action(Command::ShowMask)->setChecked(false);
        QCOMPARE(states.size(), 2); // only people give commands
    }

    void aModifierWithoutMeaningChangesNothing()
    {
        QVERIFY(!mouseBinding(Gesture::Left, Qt::NoModifier).tool);
        QVERIFY(!mouseBinding(Gesture::Left, Qt::ShiftModifier).tool);
        QVERIFY(mouseBinding(Gesture::Left, Qt::AltModifier).tool == ToolKind::Pan);
        QVERIFY(mouseBinding(Gesture::Right, Qt::ControlModifier).tool == ToolKind::Zoom);
        QVERIFY(mouseBinding(Gesture::Right, Qt::ShiftModifier).tool == ToolKind::WindowLevel);
        QVERIFY(mouseBinding(Gesture::Middle, Qt::AltModifier).tool == ToolKind::Pan);
        QVERIFY(!mouseBinding(Gesture::Wheel, Qt::ShiftModifier).tool);
        QVERIFY(mouseBinding(Gesture::Wheel, Qt::ControlModifier | Qt::ShiftModifier).tool
                == ToolKind::Zoom);
    }

    void theCheatSheetListsEveryKeyAndGesture()
    {
        showCheatSheet(m_window.get());
        auto* sheet = m_window->findChild<QDialog*>(QStringLiteral("cheatSheet"));
        QVERIFY(sheet != nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(sheet));
        QStringList words;
        for (const QLabel* label : sheet->findChildren<QLabel*>()) {
            words.push_back(label->text());
        }
        for (const Binding& row : bindings()) {
            if (!row.keys.isEmpty()) {
                QVERIFY2(words.contains(keysOf(row)), qPrintable(keysOf(row)));
                QVERIFY2(words.contains(nameOf(row)), qPrintable(nameOf(row)));
            }
        }
        for (const MouseBinding& row : mouseBindings()) {
            QVERIFY2(words.contains(gestureOf(row)), qPrintable(gestureOf(row)));
        }
        QVERIFY(words.contains(QStringLiteral("Shift+Right-drag")));
        // A small laptop's screen, and ours.
        QVERIFY2(sheet->minimumSizeHint().width() <= 1000, "too wide");
        QVERIFY2(sheet->minimumSizeHint().height() <= 700, "too high");
        QVERIFY(sheet->frameGeometry().height() <= sheet->screen()->size().height());
        // Nothing is cut off at the side: it only scrolls up and down.
        const auto* area = sheet->findChild<QScrollArea*>();
        QVERIFY(area->viewport()->width() >= area->widget()->minimumSizeHint().width());
        test::keepPicture(sheet->grab().toImage(), QStringLiteral("cheat_sheet"));
    }
};

HALFTONE_GUI_TEST_MAIN(TestBindings)
#include "tst_bindings.moc"
