// SPDX-License-Identifier: MIT
#include "release/review.hpp"

#include "checks/checks.hpp"

namespace peelian {
namespace {

/// Ours against a published series, month by month where both have one.
void compare(const ReferenceSeries& reference, const ReleaseContent& content, Connection& connection,
             std::vector<ReferenceValue>& out) {
    const MeasureData* data = nullptr;
    for (const MeasureData& d : content.data)
        if (d.measure->id == reference.measure) data = &d;
    auto area = content.areas.find(reference.area);
    const Series* series = data != nullptr && area ? data->whole_of(*area) : nullptr;
    if (series == nullptr || !std::filesystem::exists(reference.file)) return;
    std::string month = fmt::format("(year(({0})::date) * 12 + month(({0})::date) - 1)::integer", reference.month);
    Result rows =
        connection.query(fmt::format("select {}, ({})::double from read_csv({}, header = true) where ({}) order by 1",
                                     month, reference.value, sql_text(reference.file.string()), reference.where));
    while (rows.next()) {
        Month when = Month::from_index(static_cast<std::int32_t>(rows.integer(0)));
        auto i = static_cast<std::size_t>((when - data->first) / data->measure->step);
        if (when < data->first || i >= data->length || rows.null(1)) continue;
        out.push_back(
            {reference.name, reference.measure, when, rows.real(1), series->numerator[i], reference.tolerance});
    }
}

} // namespace

bool is_incomplete(const DayCoverage& days) { return stops_early(days); }

std::vector<Finding> review(LoadedWorkspace& loaded, const ReleaseContent& content, const std::string& today) {
    CheckInput input{loaded.loaded.report, content.areas, content.data, loaded.loaded.days, loaded.loaded.unknown, {}};
    Connection connection = loaded.database->connect();
    for (const ReferenceSeries& reference : loaded.workspace->references)
        compare(reference, content, connection, input.references);
    return apply_explanations(check_release(input), loaded.workspace->explained, today);
}

} // namespace peelian
