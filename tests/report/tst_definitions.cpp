// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/definitions.h"

#include <QTest>

#include <set>
#include <string>

using namespace halftone;

class TestDefinitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyWordHasOneMeaning()
    {
        std::set<std::string> names;
        for (const report::Definition& definition : report::definitions()) {
            QVERIFY(names.insert(std::string(definition.name)).second);
            QVERIFY(std::string(definition.text).size() > 40);
            QCOMPARE(report::findDefinition(definition.name), &definition);
        }
        for (const char* name :
             {"Dice", "Agreement", "Only here", "Missed", "HD95", "HD95 (MONAI)", "ASSD"}) {
            QVERIFY2(names.count(name) == 1, name);
        }
        QVERIFY(report::findDefinition("hd95") == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestDefinitions)
#include "tst_definitions.moc"
