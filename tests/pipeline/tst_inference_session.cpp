// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/inference_session.h"

#include <QTest>

using namespace halftone;
using halftone::pipeline::InferenceSession;
using halftone::pipeline::SliceOutcome;
using halftone::pipeline::Timing;

class TestInferenceSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        phantom::Options options;
        options.size = 64;
        options.slices = 1;
        m_model = std::make_shared<const model::Model>(
            model::makeRandomModel(model::makeUNet(8, 1, 1), 3));
        m_image = std::make_shared<const image::PreparedImage>(
            std::make_shared<const Image>(phantom::make(phantom::Kind::Em, options).image),
            m_model->card.preprocess);
    }

    void keepsPredictorsWithinItsBudget()
    {
        InferenceSession roomy = session(std::size_t{1} << 30);
        InferenceSession tight = session(1);
        std::size_t kept = 0;
        for (const quant::Precision precision :
             {quant::Precision{8, 8}, quant::Precision{4, 6}, quant::Precision{2, 4}}) {
            const SliceOutcome a = roomy.segment(precision, 0, Timing::Once, {});
            const SliceOutcome b = tight.segment(precision, 0, Timing::Once, {});
            QVERIFY(*a.labels == *b.labels);
            QCOMPARE(roomy.predictors(), ++kept);
            QCOMPARE(tight.predictors(), std::size_t{1});
        }
        static_cast<void>(roomy.segment({8, 8}, 0, Timing::Once, {}));
        QCOMPARE(roomy.predictors(), kept); // an old one is used again
    }

    void dropsTheOneUsedLongestAgo()
    {
        InferenceSession probe = session(std::size_t{1} << 30);
        const model::PredictionCost cost = probe.segment({4, 6}, 0, Timing::Once, {}).cost;
        const std::size_t two = 2 * (cost.arenaBytes + cost.packedBytes);
        // Precisions of the same algorithms need the same bytes: two of them fit.
        InferenceSession some = session(two + two / 4);
        for (const int bits : {6, 5, 4}) {
            static_cast<void>(some.segment({4, bits}, 0, Timing::Once, {}));
        }
        QCOMPARE(some.predictors(), std::size_t{2});
    }

private:
    [[nodiscard]] InferenceSession session(std::size_t budget) const
    {
        return InferenceSession(pipeline::makeRuntime(1), m_model, m_image, budget);
    }

    std::shared_ptr<const model::Model> m_model;
    std::shared_ptr<const image::PreparedImage> m_image;
};

QTEST_GUILESS_MAIN(TestInferenceSession)
#include "tst_inference_session.moc"
