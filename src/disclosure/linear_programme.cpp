// SPDX-License-Identifier: MIT
// feasible_ranges: the only place that sees GLPK.
#include "base/error.hpp"
#include "disclosure/audit.hpp"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace peelian {
namespace {

struct FreeProblem {
    void operator()(glp_prob* problem) const { glp_delete_prob(problem); }
};

/// Unknowns that hang together, solved as one problem.
class Programme {
public:
    Programme(const LinearSystem& system, std::span<const std::size_t> unknowns, std::span<const std::size_t> equations,
              std::vector<int>& column_of)
        : problem_(glp_create_prob()),
          seen_(unknowns.size()) {
        glp_prob* p = problem_.get();
        glp_term_out(GLP_OFF);
        glp_add_cols(p, static_cast<int>(unknowns.size()));
        for (std::size_t i = 0; i < unknowns.size(); ++i) {
            auto [low, high] = system.unknowns[unknowns[i]];
            int column = static_cast<int>(i) + 1;
            int type = !std::isfinite(high) ? GLP_LO : low == high ? GLP_FX : GLP_DB;
            glp_set_col_bnds(p, column, type, low, std::isfinite(high) ? high : 0);
            column_of[unknowns[i]] = column;
        }
        if (!equations.empty()) glp_add_rows(p, static_cast<int>(equations.size()));
        for (std::size_t e = 0; e < equations.size(); ++e)
            add_equation(system.equations[equations[e]], static_cast<int>(e) + 1, column_of);
        glp_init_smcp(&how_);
        how_.msg_lev = GLP_MSG_OFF;
        glp_adv_basis(p, 0);
        solve();
        if (glp_get_status(p) == GLP_NOFEAS)
            throw Error::input("The published sums contradict each other: no values fit them");
        look();
    }

    /// The extreme of one unknown, unless its range is known to be wide enough.
    void widen(std::size_t unknown, double enough) {
        for (int direction : {GLP_MIN, GLP_MAX}) {
            if (seen_[unknown].high - seen_[unknown].low >= enough) return;
            int column = static_cast<int>(unknown) + 1;
            glp_set_obj_dir(problem_.get(), direction);
            glp_set_obj_coef(problem_.get(), column, 1);
            solve();
            if (glp_get_status(problem_.get()) == GLP_UNBND)
                seen_[unknown].high = std::numeric_limits<double>::infinity();
            else look();
            glp_set_obj_coef(problem_.get(), column, 0);
        }
    }

    const FeasibleRange& seen(std::size_t unknown) const { return seen_[unknown]; }

private:
    void add_equation(const LinearSystem::Equation& equation, int row, const std::vector<int>& column_of) {
        // A term may come twice; GLPK takes each column once.
        std::vector<std::pair<int, double>> terms;
        for (const LinearSystem::Term& term : equation.terms)
            terms.emplace_back(column_of[term.unknown], term.times);
        std::ranges::sort(terms);
        std::vector<int> columns{0};
        std::vector<double> times{0};
        for (auto [column, factor] : terms) {
            if (columns.back() == column) times.back() += factor;
            else columns.push_back(column), times.push_back(factor);
        }
        glp_set_mat_row(problem_.get(), row, static_cast<int>(columns.size()) - 1, columns.data(), times.data());
        glp_set_row_bnds(problem_.get(), row, GLP_FX, equation.equals, equation.equals);
    }

    void solve() {
        if (glp_simplex(problem_.get(), &how_) != 0) {
            glp_adv_basis(problem_.get(), 0);
            if (glp_simplex(problem_.get(), &how_) != 0)
                throw Error::internal("The linear programme of the disclosure audit could not be solved");
        }
    }

    /// Every solution tells something of every unknown.
    void look() {
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            double value = glp_get_col_prim(problem_.get(), static_cast<int>(i) + 1);
            seen_[i].low = started_ ? std::min(seen_[i].low, value) : value;
            seen_[i].high = started_ ? std::max(seen_[i].high, value) : value;
        }
        started_ = true;
    }

    std::unique_ptr<glp_prob, FreeProblem> problem_;
    glp_smcp how_{};
    std::vector<FeasibleRange> seen_;
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
