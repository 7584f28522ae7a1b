// SPDX-License-Identifier: MIT
#include "publish/open_data_tables.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {
namespace {

/// One row of CSV, field by field.
class Row {
public:
    explicit Row(std::string& out) : out_(out) {}
    ~Row() { out_ += '\n'; }
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;

    Row& text(std::string_view value) {
        separate();
        append_csv(out_, value);
        return *this;
    }
    Row& number(double value) {
        separate();
        append_plain_number(out_, value);
        return *this;
    }
    Row& count(std::uint64_t value) { return number(static_cast<double>(value)); }
    Row& month(const std::optional<Month>& value) { return text(value ? value->to_string() : std::string()); }

private:
    void separate() {
        if (!first_) out_ += ',';
        first_ = false;
    }
    std::string& out_;
    bool first_ = true;
};

/// Columns of raw files that could name a person or a spot on the map: their refused
/// values stay in the workspace.
bool may_identify(std::string_view column) {
    static constexpr std::array k_words{"id",   "ref",   "name",  "lat",      "lon",  "lng",
                                        "east", "north", "coord", "address",  "post", "birth",
                                        "dob",  "phone", "email", "location", "urn",  "street"};
    std::string words = slug(column);
    return std::ranges::any_of(k_words, [&](std::string_view word) {
        for (auto at = words.find(word); at != std::string::npos; at = words.find(word, at + 1)) {
            bool starts = at == 0 || words[at - 1] == '-';
            bool short_word = word.size() <= 3 && word != "lat" && word != "lon" && word != "lng";
            bool ends = at + word.size() == words.size() || words[at + word.size()] == '-';
            if (starts && (ends || !short_word)) return true;
        }
        return false;
    });
}

std::string place_in_words(const MeasureData& data, const Series& series, const Area& area) {
    if (series.breakdown < 0) return area.name;
    const Breakdown& breakdown = data.breakdowns[static_cast<std::size_t>(series.breakdown)];
    return area.name + " (" + breakdown.groups[static_cast<std::size_t>(series.group)] + ")";
}

} // namespace

double verdict_scale(const Measure& measure) { return measure.kind == MeasureKind::rate ? measure.per : 1; }

std::string verdicts_csv(const ReleaseContent& content) {
    std::string out = "measure,level,area_code,area_name,breakdown,group,period,verdict,direction,rule,signal,value,"
                      "expected,lower,upper,statistic,threshold,change,change_lower,change_upper,year_ago_change,"
                      "year_ago_p,smallest_change,reason,sentence\n";
    for (std::size_t m = 0; m < std::min(content.data.size(), content.verdicts.size()); ++m) {
        const MeasureData& data = content.data[m];
        const Measure& measure = *data.measure;
        double scale = verdict_scale(measure);
        for (std::size_t s = 0; s < std::min(data.series.size(), content.verdicts[m].size()); ++s) {
            const Series& series = data.series[s];
            const Verdict& v = content.verdicts[m][s];
            const Area& area = content.areas[series.area];
            Row row(out);
            row.text(measure.id).text(to_text(area.level)).text(area.code).text(area.name);
            if (series.breakdown < 0) {
                row.text("").text("");
            } else {
                const Breakdown& breakdown = data.breakdowns[static_cast<std::size_t>(series.breakdown)];
                row.text(breakdown.name).text(breakdown.groups[static_cast<std::size_t>(series.group)]);
            }
            row.month(v.latest).text(to_text(v.kind)).number(v.direction).text(v.rule).month(v.signal);
            row.number(v.value * scale).number(v.expected * scale).number(v.lower * scale).number(v.upper * scale);
            row.number(v.statistic).number(v.threshold);
            row.number(v.change).number(v.change_lower).number(v.change_upper);
            row.number(v.year_ago_change).number(v.year_ago_p).number(v.smallest_change);
            row.text(v.reason).text(sentence(v, measure, place_in_words(data, series, area)));
        }
    }
    return out;
}

std::string rejects_csv(const ReleaseContent& content) {
    std::string out = "file,line,column,value,reason\n";
    for (const Reject& reject : content.load.rejects) {
        Row row(out);
        row.text(reject.file).count(reject.line).text(reject.column);
        row.text(may_identify(reject.column) ? "[c]" : reject.value).text(reject.reason);
    }
    return out;
}

std::string sources_csv(const ReleaseContent& content) {
    std::string out = "file,sha256,bytes,source,preset,dataset,partition,vintage,status,other,problem,rows,rejected,"
                      "first,last\n";
    for (const SourceFile& file : content.load.files) {
        Row row(out);
        row.text(file.path).text(file.sha256).count(file.bytes).text(file.source).text(file.preset);
        row.text(file.dataset).text(file.partition).text(file.vintage).text(to_text(file.status)).text(file.other);
        row.text(file.problem).count(file.rows).count(file.rejected).month(file.first).month(file.last);
    }
    return out;
}

std::string checks_csv(const ReleaseContent& content) {
    std::string out = "id,check,level,subject,message,explained_by,explanation\n";
    for (const Finding& finding : content.findings)
        Row(out)
            .text(finding.id)
            .text(finding.check)
            .text(to_text(finding.level))
            .text(finding.subject)
            .text(finding.message)
            .text(finding.explained_by)
            .text(finding.explanation);
    return out;
}

std::string revisions_csv(const ReleaseContent& content) {
    std::string out = "measure,area_code,period_kind,period,before,after\n";
    for (const FigureRevision& r : content.revisions)
        Row(out)
            .text(r.measure)
            .text(r.area_code)
            .text(to_code(r.kind))
            .text(r.period.to_string())
            .number(r.before)
            .number(r.after);
    return out;
}

} // namespace peelian
