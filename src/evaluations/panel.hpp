// SPDX-License-Identifier: MIT
// The values an evaluation looks at, as plain tables; used inside the room.
#pragma once

#include "evaluations/evaluation.hpp"

namespace peelian {

/// Values by area and period, as shown (per cent, per 1,000); NaN where a value is missing,
/// hidden or provisional.
struct EvaluationPanel {
    const Measure* measure = nullptr;
    std::vector<Month> periods; ///< their last months
    int step = 1;
    bool relative = false; ///< effects are looked for in logarithms
    /// Rows in the order of the evaluation's lists.
    std::vector<std::vector<double>> treated, comparison, around, around_comparison;
    std::vector<std::size_t> start; ///< of each treated area: first period that lies wholly after it
    std::size_t hidden = 0, missing = 0;
    std::size_t left_out = 0; ///< comparison areas without a logarithm

    std::size_t first_start() const;
    std::size_t last_start() const;
    /// On the scale effects are looked for; NaN for what has no logarithm.
    double scaled(double value) const;
    double unscaled(double value) const;
};

EvaluationPanel panel_of(const Evaluation& evaluation, std::span<const MeasureData> data, const Areas& areas);

/// Mean over the values that are there; NaN for none.
double mean_of(std::span<const double> values);
/// By period, over the areas that have a value, each area's level taken out and the mean level put back.
std::vector<double> mean_by_period(const std::vector<std::vector<double>>& rows, std::size_t periods);

/// Each design: fills effect, p_method, details, periods, and its own assumptions.
void run_before_after(EvaluationResult& out, const EvaluationPanel& panel);
void run_difference(EvaluationResult& out, const EvaluationPanel& panel);
void run_staggered(EvaluationResult& out, const EvaluationPanel& panel);
void run_synthetic(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e, const Areas& areas);
void run_displacement(EvaluationResult& out, const EvaluationPanel& panel);
void run_dose(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e);

/// The conclusion, from everything else.
void conclude(EvaluationResult& out, const EvaluationPanel& panel, const Evaluation& e);

} // namespace peelian
