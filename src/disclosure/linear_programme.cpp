// SPDX-License-Identifier: MIT
// feasible_ranges: the only place that sees CLP.
#include "base/error.hpp"
#include "disclosure/audit.hpp"

#include <coin/Clp_C_Interface.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numeric>

namespace peelian {
namespace {

struct FreeModel {
    void operator()(Clp_Simplex* model) const { Clp_deleteModel(model); }
};

/// Unknowns that hang together, solved as one problem.
class Programme {
public:
    Programme(const LinearSystem& system, std::span<const std::size_t> unknowns, std::span<const std::size_t> equations,
              std::vector<int>& column_of)
        : model_(Clp_newModel()),
          seen_(unknowns.size()),
          objective_(unknowns.size(), 0.0) {
        Clp_setLogLevel(model_.get(), 0);
        std::vector<double> low, high, sums;
        for (std::size_t i = 0; i < unknowns.size(); ++i) {
            column_of[unknowns[i]] = static_cast<int>(i);
            low.push_back(system.unknowns[unknowns[i]].low);
            double most = system.unknowns[unknowns[i]].high;
            high.push_back(std::isfinite(most) ? most : std::numeric_limits<double>::max());
        }
        for (std::size_t e : equations)
            sums.push_back(system.equations[e].equals);
        Columns columns = columns_of(system, equations, column_of, unknowns.size());
        Clp_loadProblem(model_.get(), static_cast<int>(unknowns.size()), static_cast<int>(equations.size()),
                        columns.start.data(), columns.row.data(), columns.times.data(), low.data(), high.data(),
                        objective_.data(), sums.data(), sums.data());
        if (solve() == k_infeasible) throw Error::input("The published sums contradict each other: no values fit them");
        look();
    }

    /// The extreme of one unknown, unless its range is known to be wide enough.
    void widen(std::size_t unknown, double enough) {
        for (double least : {1.0, -1.0}) {
            if (seen_[unknown].high - seen_[unknown].low >= enough) return;
            objective_[unknown] = least;
            Clp_chgObjCoefficients(model_.get(), objective_.data());
            if (solve() == k_unbounded) seen_[unknown].high = std::numeric_limits<double>::infinity();
            else look();
            objective_[unknown] = 0;
        }
    }

    const FeasibleRange& seen(std::size_t unknown) const { return seen_[unknown]; }

private:
    /// What Clp_status answers.
    static constexpr int k_optimal = 0, k_infeasible = 1, k_unbounded = 2;

    /// The equations column by column, as CLP takes them.
    struct Columns {
        std::vector<CoinBigIndex> start;
        std::vector<int> row;
        std::vector<double> times;
    };
    static Columns columns_of(const LinearSystem& system, std::span<const std::size_t> equations,
                              const std::vector<int>& column_of, std::size_t columns) {
        // A term may come twice; CLP takes each place once.
        std::vector<std::map<int, double>> terms(columns);
        for (std::size_t e = 0; e < equations.size(); ++e)
            for (const LinearSystem::Term& term : system.equations[equations[e]].terms)
                terms[static_cast<std::size_t>(column_of[term.unknown])][static_cast<int>(e)] += term.times;
        Columns out;
        for (const auto& column : terms) {
            out.start.push_back(static_cast<CoinBigIndex>(out.row.size()));
            for (auto [row, times] : column) {
                out.row.push_back(row);
                out.times.push_back(times);
            }
        }
        out.start.push_back(static_cast<CoinBigIndex>(out.row.size()));
        return out;
    }

    int solve() {
        Clp_primal(model_.get(), 0);
        int status = Clp_status(model_.get());
        if (status < k_optimal || status > k_unbounded)
            throw Error::internal("The linear programme of the disclosure audit could not be solved");
        return status;
    }

    /// Every solution tells something of every unknown.
    void look() {
        const double* values = Clp_getColSolution(model_.get());
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            seen_[i].low = started_ ? std::min(seen_[i].low, values[i]) : values[i];
            seen_[i].high = started_ ? std::max(seen_[i].high, values[i]) : values[i];
        }
        started_ = true;
    }

    std::unique_ptr<Clp_Simplex, FreeModel> model_;
    std::vector<FeasibleRange> seen_;
    std::vector<double> objective_;
    bool started_ = false;
};

/// For each unknown the least unknown it hangs together with.
std::vector<std::size_t> components(const LinearSystem& system) {
    std::vector<std::size_t> root(system.unknowns.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    auto find = [&](std::size_t u) {
        while (root[u] != u)
            u = root[u] = root[root[u]];
        return u;
    };
    for (const LinearSystem::Equation& equation : system.equations)
        for (const LinearSystem::Term& term : equation.terms) {
            std::size_t a = find(equation.terms.front().unknown), b = find(term.unknown);
            root[std::max(a, b)] = std::min(a, b);
        }
    for (std::size_t u = 0; u < root.size(); ++u)
        root[u] = find(u);
    return root;
}

} // namespace

std::vector<FeasibleRange> feasible_ranges(const LinearSystem& system, double enough) {
    std::vector<std::size_t> root = components(system);
    std::vector<std::vector<std::size_t>> unknowns(root.size()), equations(root.size());
    for (std::size_t u = 0; u < root.size(); ++u)
        unknowns[root[u]].push_back(u);
    for (std::size_t e = 0; e < system.equations.size(); ++e)
        if (!system.equations[e].terms.empty()) equations[root[system.equations[e].terms.front().unknown]].push_back(e);
    std::vector<FeasibleRange> ranges(root.size());
    std::vector<int> column_of(root.size());
    for (std::size_t r = 0; r < root.size(); ++r) {
        if (unknowns[r].empty()) continue;
        Programme programme(system, unknowns[r], equations[r], column_of);
        for (std::size_t i = 0; i < unknowns[r].size(); ++i) {
            programme.widen(i, enough);
            ranges[unknowns[r][i]] = programme.seen(i);
        }
    }
    return ranges;
}

} // namespace peelian
