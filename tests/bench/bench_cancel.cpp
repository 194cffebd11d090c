// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// How long after a stop the segmenting thread is idle:
//     bench_cancel [--times N] [--width W]
// For each installed model on its synthetic sample, and for a random U-Net of width W (default 64,
// the paper's) on 512x512 pixels, at several precisions: a slice is segmented again and again, as
// the window's background does, and stopped N times (default 20) at moments spread over what a run
// takes, from the making of the predictor on. Told are the median and the worst. Nothing is
// asserted.
#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/pipeline/inference_session.h"
#include "core/pipeline/load.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace halftone;
using namespace halftone::pipeline;
using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

struct Subject {
    std::string name;
    std::shared_ptr<const model::Model> model;
    std::shared_ptr<const image::PreparedImage> image;
};

/// From the stop to the end of the call, stopped `afterMs` after it began.
double cancelOnce(const Runtime& runtime, const Subject& subject, quant::Precision precision,
                  double afterMs)
{
    StopSource stop;
    std::atomic<double> ended = 0;
    Clock::time_point asked;
    std::thread worker([&] {
        try {
            InferenceSession session(runtime, subject.model, subject.image);
            for (;;) {
                static_cast<void>(session.segment(precision, subject.image->slices() / 2,
                                                  Timing::Once, stop.token()));
            }
        } catch (const Error&) {
            ended =
                std::chrono::duration<double, std::milli>(Clock::now().time_since_epoch()).count();
        }
    });
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(afterMs));
    asked = Clock::now();
    stop.requestStop();
    worker.join();
    return ended - std::chrono::duration<double, std::milli>(asked.time_since_epoch()).count();
}

void measure(const Runtime& runtime, const Subject& subject, quant::Precision precision, int times)
{
    InferenceSession session(runtime, subject.model, subject.image);
    const Clock::time_point start = Clock::now();
    const SliceOutcome first =
        session.segment(precision, subject.image->slices() / 2, Timing::Once, {});
    const double cold = msSince(start);
    std::vector<double> waits;
    for (int i = 0; i < times; ++i) {
        // Spread over making the predictor, its first run and one more.
        const double after = (cold + first.latency.medianMs) * (i + 0.5) / times;
        waits.push_back(cancelOnce(runtime, subject, precision, after));
    }
    std::printf("%-18s %4d x %-4d %-7s first run %8.1f ms, stopped %d times: median %7.1f ms, "
                "worst %7.1f ms\n",
                subject.name.c_str(), subject.image->width(), subject.image->height(),
                quant::toString(precision).c_str(), cold, times, median(waits),
                *std::max_element(waits.begin(), waits.end()));
    std::fflush(stdout);
}

Subject sample(std::shared_ptr<const model::Model> model, phantom::Kind kind, int size)
{
    phantom::Options options;
    options.slices = 1;
    options.size = size;
    const auto image = std::make_shared<const Image>(phantom::make(kind, options).image);
    const std::string name = model->card.name;
    const auto prepared =
        std::make_shared<const image::PreparedImage>(image, model->card.preprocess);
    return {name, std::move(model), prepared};
}

} // namespace

int main(int argc, char** argv)
{
    int times = 20;
    int width = 64;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        (option == "--width" ? width : times) =
            static_cast<int>(parseInteger(argv[i + 1]).value_or(20));
    }
    try {
        const Runtime runtime = makeRuntime();
        std::vector<Subject> subjects;
        for (const InstalledModel& installed : readModelLibrary().models) {
            const auto kind = installed.model->card.name.find("cord") != std::string::npos
                                  ? phantom::Kind::Cord
                              : installed.model->card.name.find("pancreas") != std::string::npos
                                  ? phantom::Kind::Abdomen
                                  : phantom::Kind::Em;
            subjects.push_back(sample(installed.model, kind, 512));
        }
        subjects.push_back(sample(std::make_shared<const model::Model>(
                                      model::makeRandomModel(model::makeUNet(width, 1, 1), 1)),
                                  phantom::Kind::Em, 512));
        for (const Subject& subject : subjects) {
            for (const quant::Precision precision :
                 {fullPrecision(*subject.model), quant::kSimulated16, quant::kHighestInteger,
                  quant::kBalanced}) {
                measure(runtime, subject, precision, times);
            }
        }
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_cancel: %s\n", fault.what());
        return 1;
    }
    return 0;
}
