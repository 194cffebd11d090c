// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor.h"

#include <QtTest/QtTest>

using namespace halftone;

class TestProcessor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coresAreToldApart_data();
    void coresAreToldApart();
};

void TestProcessor::coresAreToldApart_data()
{
    QTest::addColumn<QByteArray>("cpuinfo");
    QTest::addColumn<QByteArray>("name");
    const QByteArray little = "processor\t: 0\nBogoMIPS\t: 38.40\nCPU implementer\t: 0x51\n"
                              "CPU architecture: 8\nCPU variant\t: 0xd\nCPU part\t: 0x805\n"
                              "CPU revision\t: 14\n\n";
    const QByteArray big = "processor\t: 4\nCPU implementer\t: 0x51\nCPU architecture: 8\n"
                           "CPU variant\t: 0xd\nCPU part\t: 0x804\nCPU revision\t: 14\n";
    QTest::newRow("one kind") << little + little << QByteArray("51.805.d.14");
    QTest::newRow("two kinds") << little + big + little << QByteArray("51.805.d.14 51.804.d.14");
    QTest::newRow("no end of line") << big.chopped(1) << QByteArray("51.804.d.14");
    QTest::newRow("a name, as other systems give it")
        << QByteArray("model name\t: Fast CPU\r\nmodel name\t: Fast CPU\r\n")
        << QByteArray("Fast CPU");
    QTest::newRow("a name and a core")
        << "model name: ARMv8 rev 1\n" + big << QByteArray("ARMv8 rev 1 51.804.d.14");
    QTest::newRow("nothing of it")
        << QByteArray("processor\t: 0\nCPU revision\t: 1\n:\n\nmodel name") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TestProcessor::coresAreToldApart()
{
    QFETCH(QByteArray, cpuinfo);
    QFETCH(QByteArray, name);
    QCOMPARE(QByteArray::fromStdString(cpuNameOf(cpuinfo.toStdString())), name);
}

QTEST_GUILESS_MAIN(TestProcessor)
#include "tst_processor.moc"
