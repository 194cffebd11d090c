// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// A process that edits a mask without end, to be killed: recovery_victim IMAGE FOLDER. It paints
// one voxel after the other, in their order, 50 a second, and says so: a line "N MS" for the N-th,
// with the milliseconds since 1970.
#include "ui/document/path_text.h"
#include "ui/session/recovery.h"
#include "ui/session/session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimer>

#include <cstdio>

using namespace halftone;
using namespace halftone::ui;

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    Document document;
    Session session(pipeline::makeRuntime(), document);
    Recovery recovery(session, toPath(QString::fromLocal8Bit(argv[2])));
    LayerId layer = 0;
    int painted = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        const Geometry& grid = document.baseImage()->geometry;
        const int i = painted % grid.size[0];
        const int j = painted / grid.size[0] % grid.size[1];
        const int k = painted / (grid.size[0] * grid.size[1]);
        const image::Point at = image::toMm(
            grid, {static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)});
        document.edits().beginStroke(layer, {image::BrushShape::Square, 0.1}, {},
                                     image::Plane::Axial, at);
        document.edits().endStroke();
        ++painted;
        std::printf("%d %lld\n", painted,
                    static_cast<long long>(QDateTime::currentMSecsSinceEpoch()));
        std::fflush(stdout);
    });
    QObject::connect(&session, &Session::caseChanged, &timer, [&] {
        if (layer == 0 && document.baseImage()) {
            layer = document.add(emptyEditedLayer(*document.baseImage(), QStringLiteral("mine"),
                                                  {{1, QStringLiteral("one"), qRgb(1, 2, 3)}}));
            timer.start(20);
        }
    });
    OpenRequest request;
    request.image = toPath(QString::fromLocal8Bit(argv[1]));
    session.open(request);
    session.opener().start();
    return QCoreApplication::exec();
}
