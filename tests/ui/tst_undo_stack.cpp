// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/undo_stack.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace halftone::ui;

namespace {

/// Writes its name when it is done, and takes it away when it is undone.
class Writing : public UndoStep {
public:
    Writing(QString& text, QChar letter, std::size_t bytes, const bool* gone = nullptr)
        : UndoStep(QString(letter)), m_target(text), m_letter(letter), m_bytes(bytes), m_gone(gone)
    {
    }

    bool redo() override
    {
        if (m_gone != nullptr && *m_gone) {
            return false;
        }
        m_target += m_letter;
        return true;
    }
    bool undo() override
    {
        if (m_gone != nullptr && *m_gone) {
            return false;
        }
        m_target.chop(1);
        return true;
    }
    std::size_t bytes() const noexcept override { return m_bytes; }

private:
    QString& m_target;
    QChar m_letter;
    std::size_t m_bytes;
    const bool* m_gone;
};

} // namespace

class TestUndoStack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreUndoneAndDoneAgainInTurn()
    {
        UndoStack stack;
        QString text;
        QSignalSpy canUndo(&stack, &UndoStack::canUndoChanged);
        QSignalSpy canRedo(&stack, &UndoStack::canRedoChanged);
        QSignalSpy changed(&stack, &UndoStack::changed);
        QVERIFY(!stack.canUndo() && !stack.canRedo() && stack.undoText().isEmpty());
        stack.undo();
        stack.redo();
        QVERIFY(changed.isEmpty());
        write(stack, text, "abc");
        QCOMPARE(text, QStringLiteral("abc"));
        QCOMPARE(stack.undoText(), QStringLiteral("c"));
        QCOMPARE(canUndo.size(), 1);
        QCOMPARE(canUndo[0][0].toBool(), true);
        stack.undo();
        stack.undo();
        QCOMPARE(text, QStringLiteral("a"));
        QCOMPARE(stack.redoText(), QStringLiteral("b"));
        QCOMPARE(canRedo.size(), 1);
        stack.redo();
        QCOMPARE(text, QStringLiteral("ab"));
        write(stack, text, "d"); // c is forgotten
        QCOMPARE(text, QStringLiteral("abd"));
        QVERIFY(!stack.canRedo());
        QCOMPARE(stack.count(), 3);
        for (int n = 0; n < 5; ++n) {
            stack.undo();
        }
        QCOMPARE(text, QString());
        QVERIFY(!stack.canUndo());
        stack.clear();
        QVERIFY(!stack.canRedo());
        QCOMPARE(stack.count(), 0);
    }

    void stepsAreManyAsLongAsTheyFit()
    {
        UndoStack stack;
        QString text;
        for (int n = 0; n < 5000; ++n) {
            write(stack, text, "x");
        }
        QCOMPARE(stack.count(), 5000);
        QCOMPARE(stack.bytes(), std::size_t{50000});
    }

    void theOldestAreForgottenBeyondTheBudget()
    {
        UndoStack stack;
        stack.setBudgetBytes(35);
        QString text;
        write(stack, text, "abcdef");
        QCOMPARE(stack.count(), 3);
        QCOMPARE(stack.bytes(), std::size_t{30});
        while (stack.canUndo()) {
            stack.undo();
        }
        QCOMPARE(text, QStringLiteral("abc"));
        while (stack.canRedo()) {
            stack.redo();
        }
        QCOMPARE(text, QStringLiteral("abcdef"));
        stack.push(std::make_unique<Writing>(text, u'g', 36)); // the last one always stays
        QCOMPARE(stack.count(), 1);
        QCOMPARE(stack.undoText(), QStringLiteral("g"));
        stack.undo();
        QCOMPARE(text, QStringLiteral("abcdef"));
        QVERIFY(stack.canRedo());
    }

    void aSmallerBudgetForgetsFromTheEndsAlone()
    {
        UndoStack stack;
        QString text;
        write(stack, text, "abcdef");
        for (int n = 0; n < 4; ++n) {
            stack.undo();
        }
        QCOMPARE(text, QStringLiteral("ab"));
        stack.setBudgetBytes(20);
        QCOMPARE(stack.count(), 2);
        QCOMPARE(stack.undoText(), QStringLiteral("b"));
        QCOMPARE(stack.redoText(), QStringLiteral("c"));
        stack.redo();
        QCOMPARE(text, QStringLiteral("abc"));
    }

    void whatDoesNotApplyIsForgotten()
    {
        UndoStack stack;
        QString text;
        bool gone = false;
        write(stack, text, "a");
        stack.push(std::make_unique<Writing>(text, u'b', 1, &gone));
        gone = true;
        stack.undo();
        QCOMPARE(text, QStringLiteral("ab"));
        QCOMPARE(stack.count(), 1);
        QVERIFY(!stack.canRedo());
        stack.push(std::make_unique<Writing>(text, u'c', 1, &gone)); // cannot even be done
        QCOMPARE(stack.count(), 1);
        stack.undo();
        QVERIFY(stack.canRedo() && !stack.canUndo());
    }

    void whoHasBegunAStepEndsItFirst()
    {
        UndoStack stack;
        QString text;
        write(stack, text, "a");
        bool begun = true;
        connect(&stack, &UndoStack::aboutToMove, this, [&] {
            if (std::exchange(begun, false)) {
                write(stack, text, "b");
            }
        });
        stack.undo();
        QCOMPARE(text, QStringLiteral("a"));
        stack.undo();
        QCOMPARE(text, QString());
    }

private:
    static void write(UndoStack& stack, QString& text, const char* letters)
    {
        for (const char* letter = letters; *letter != 0; ++letter) {
            stack.push(std::make_unique<Writing>(text, QChar::fromLatin1(*letter), 10));
        }
    }
};

QTEST_GUILESS_MAIN(TestUndoStack)
#include "tst_undo_stack.moc"
