// SPDX-License-Identifier: MIT
// A body with three small registers over a real store, and people who ask for its pages: requests go to the
// routes' functions, as the frame hands them on after it has found the session.
#pragma once

#include "support/temporary_folder.hpp"
#include "workbench/routes.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian::tests {

class StoppedClock : public Clock {
public:
    explicit StoppedClock(std::string_view moment) : now_(*parse_moment(moment)) {}
    Moment now() const override { return now_; }
    void set(std::string_view moment) { now_ = *parse_moment(moment); }

private:
    Moment now_;
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Text that does harm where it is not escaped.
inline constexpr std::string_view k_hostile = "<script>alert(1)</script>\"'><img src=x onerror=y>";

class Desk {
public:
    Desk();

    Account ann, bob, olga, vera, aude, cam; ///< administrator, approver, officer, viewer, auditor, officer of Camden

    http::AppResponse get(const Account& who, std::string_view address);
    http::AppResponse post(const Account& who, std::string_view path, const Pairs& form,
                           std::vector<http::FormFile> files = {});
    http::AppResponse post_json(const Account& who, std::string_view path, std::string_view body);
    /// A decision, made by Olga.
    Record decision(std::string_view title, const Pairs& values = {});
    Record record(std::string_view register_id, std::string_view id);

    TemporaryFolder folder;
    StoppedClock clock{"2017-07-06T09:30:00Z"};
    Store store;
    RegisterDefinitions definitions;
    Records records;
    Accounts accounts;
    Workspace workspace;

private:
    http::AppResponse answer(const Account& who, http::AppRequest request);
};

/// Boxes of a form as a browser would send them back: hidden, text, ticked, chosen; without buttons.
Pairs boxes_of(std::string_view html);
/// With one box's text replaced, or added.
Pairs with(Pairs form, std::string_view name, std::string_view value);
std::string value_of(const Pairs& form, std::string_view name);
std::size_t count_of(std::string_view html, std::string_view words);
/// What every page has to be: one h1, labels for boxes, headings of tables with a scope, nothing hostile.
void check_page(const http::AppResponse& answer);

} // namespace peelian::tests
