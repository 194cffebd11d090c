// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/Parallel.h>

#include "core/model/safetensors.h"
#include "core/train/checkpoint.h"
#include "core/train/trainer.h"
#include "tests/train/blobs.h"
#endif
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

using namespace halftone;
using namespace halftone::train;
using namespace halftone::test;

namespace {

namespace fs = std::filesystem;

const TrainOptions kResume{true, "cpu", {}};

void run(const TrainConfig& config, const TrainOptions& options)
{
    trainNet(config, blobDataset(1), options, {}, {}, {});
}

// Sets every value of the tensors whose names start so to NaN.
void poison(const fs::path& path, const std::string& start)
{
    model::Safetensors file = model::readSafetensors(path);
    for (auto& [name, tensor] : file.tensors) {
        if (name.starts_with(start)) {
            const std::vector<float> bad(tensor.data.size() / sizeof(float),
                                         std::numeric_limits<float>::quiet_NaN());
            const auto bytes = std::as_bytes(std::span(bad));
            tensor.data.assign(bytes.begin(), bytes.end());
        }
    }
    model::writeSafetensors(path, file);
}

// The name of the first tensor that differs; empty where all are alike.
std::string difference(const fs::path& one, const fs::path& other)
{
    const model::Safetensors a = model::readSafetensors(one);
    const model::Safetensors b = model::readSafetensors(other);
    if (a.tensors.size() != b.tensors.size()) {
        return "count";
    }
    for (const auto& [name, tensor] : a.tensors) {
        const auto found = b.tensors.find(name);
        if (found == b.tensors.end() || found->second.data != tensor.data) {
            return name;
        }
    }
    return {};
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void aLossThatIsNotANumberEndsTheRun()
    {
        const QTemporaryDir folder;
        TrainConfig config = blobConfig(in(folder, "run"), 2);
        run(config, {});
        poison(config.output / "last.checkpoint", "parameter/FP32.head.bias");
        config.steps = 100;
        HALFTONE_EXPECT_ERROR(ErrorCode::Internal, "not finite for 20 steps",
                              (run(config, kResume), 0));
    }

    // One pass that overflows leaves NaN in the running statistics though its step is skipped.
    void statisticsRecoverFromABadPass()
    {
        const QTemporaryDir folder;
        TrainConfig sound = blobConfig(in(folder, "sound"), 4);
        run(sound, {});
        TrainConfig bad = blobConfig(in(folder, "bad"), 8);
        fs::copy(sound.output, bad.output);
        poison(bad.output / "last.checkpoint", "statistics/");
        sound.steps = 8;
        run(sound, kResume);
        run(bad, kResume);
        QCOMPARE(difference(sound.output / "last.checkpoint", bad.output / "last.checkpoint"),
                 std::string());
    }
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
