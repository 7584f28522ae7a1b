// SPDX-License-Identifier: MIT
#include "reports/definition.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "measures/definitions.hpp"
#include "reports/definition_reader.hpp"

#include <algorithm>

namespace peelian {
namespace {

constexpr std::string_view k_mark = ":::";

const std::vector<std::string> k_blocks{"measure",   "in-short", "priorities", "promises", "impact",
                                        "revisions", "table",    "file",       "printed"};

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::string& word : split(text, ' '))
        if (!trim(word).empty()) words.emplace_back(trim(word));
    return words;
}

void no_options(const std::vector<std::string>& words) {
    if (words.size() > 1)
        throw Error::input("'{}' takes nothing after its name, this one has '{}'", words[0], words[1]);
}

ChartBlock read_chart(const BlockReader& reader, const std::vector<std::string>& words) {
    if (words.size() < 2) throw Error::input("'measure' wants the id of a measure after it");
    ChartBlock chart{reader.measure(words[1]), -1};
    if (words.size() == 2) return chart;
    if (words.size() > 3 || !words[2].starts_with("by="))
        throw Error::input("'{}' is not an option of a measure in a report; only 'by=' is", words[2]);
    if (!chart.measure.index) return chart;
    const auto& breakdowns = reader.site.content.data[*chart.measure.index].breakdowns;
    std::string by = words[2].substr(3);
    auto found = std::ranges::find(breakdowns, by, &Breakdown::name);
    if (found == breakdowns.end()) {
        std::vector<std::string> names;
        for (const Breakdown& b : breakdowns)
            names.push_back(b.name);
        throw Error::input("'{}' has no breakdown '{}'{}", words[1], by,
                           names.empty() ? "; it has none" : "; it can be shown by " + one_of(names));
    }
    chart.breakdown = static_cast<int>(found - breakdowns.begin());
    return chart;
}

std::optional<CommitmentStatus> parse_state(std::string_view word) {
    for (std::size_t i = 0; i < k_commitment_states; ++i) {
        auto status = static_cast<CommitmentStatus>(i);
        if (slug(status_words(status)) == word) return status;
    }
    return std::nullopt;
}

PromisesBlock read_promises(const BlockReader& reader, const std::vector<std::string>& words) {
    PromisesBlock block;
    std::vector<std::string> known;
    for (const PlanObjective& o : reader.site.content.objectives)
        known.push_back(o.id);
    for (const PlanOutcome& o : reader.site.content.outcomes)
        known.push_back(o.id);
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (auto state = parse_state(words[i])) {
            block.states.push_back(*state);
            continue;
        }
        if (std::ranges::find(known, words[i]) == known.end())
            throw Error::input("'{}' is neither an objective or outcome of the plan nor a state of a promise "
                               "(not-reported-on, underway, done, late, dropped)",
                               words[i]);
        block.serves.push_back(words[i]);
        // What serves an outcome of an objective serves the objective.
        for (const PlanOutcome& o : reader.site.content.outcomes)
            if (o.objective == words[i]) block.serves.push_back(o.id);
    }
    return block;
}

ImpactBlock read_impact_block(const BlockReader& reader, const std::vector<std::string>& words) {
    const ReleaseContent& content = reader.site.content;
    if (words.size() != 2) throw Error::input("'impact' wants the name of one assessment after it");
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < content.impact_reports.size(); ++i) {
        ids.push_back(content.impact.policies[content.impact_reports[i].policy].id);
        if (ids.back() == words[1]) return {i};
    }
    auto near = nearest(words[1], ids);
    throw Error::input("There is no impact assessment '{}'", words[1])
        .hint(near          ? fmt::format("Did you mean '{}'?", *near)
              : ids.empty() ? "There is none in plan/impact/."
                            : "There are " + join(ids, ", ") + ".");
}

/// A block in one line: the words between its marks.
ReportBlock read_line_block(const BlockReader& reader, const std::vector<std::string>& words) {
    const std::string& name = words[0];
    if (name == "measure") return {read_chart(reader, words)};
    if (name == "impact") return {read_impact_block(reader, words)};
    if (name == "promises") return {read_promises(reader, words)};
    if (name == "in-short") {
        InShort block;
        for (std::size_t i = 1; i < words.size(); ++i)
            block.measures.push_back(reader.measure(words[i]));
        return {std::move(block)};
    }
    no_options(words);
    if (name == "priorities") return {PrioritiesBlock{}};
    if (name == "revisions") return {RevisionsBlock{}};
    throw Error::input("'{}' has a body: lines of TOML and then a line ':::'", name);
}

ReportBlock read_body_block(const BlockReader& reader, const std::string& name, const TomlTable& body) {
    ReportBlock block;
    if (name == "table") block.what = read_measure_table(reader, body);
    else if (name == "file") block.what = read_file_table(reader, body);
    else block.what = read_printed_block(reader, body);
    body.done();
    return block;
}

/// Takes the lines of a body apart.
class Reader {
public:
    explicit Reader(const ReportSource& source, const SiteContext& site)
        : reader_{source, site},
          lines_(split(source.body, '\n')) {}

    std::vector<ReportBlock> read() {
        for (; at_ < lines_.size(); ++at_) {
            if (!trim(lines_[at_]).starts_with(k_mark)) {
                text_ += lines_[at_] + "\n";
                continue;
            }
            end_text();
            std::size_t line = number();
            try {
                blocks_.push_back(read_block());
            } catch (Error& error) {
                // Those of a body say their own line already.
                if (std::string_view(error.what()).starts_with(file())) throw;
                throw std::move(error).at(file(), line);
            }
            blocks_.back().line = line;
        }
        end_text();
        return std::move(blocks_);
    }

private:
    std::string file() const { return reader_.source.file.string(); }
    std::size_t number() const { return reader_.source.body_line + at_; }

    void end_text() {
        if (!trim(text_).empty()) blocks_.push_back({TextBlock{text_}, number()});
        text_.clear();
    }

    ReportBlock read_block() {
        std::string_view inner = trim(trim(lines_[at_]).substr(k_mark.size()));
        bool closed = inner.ends_with(k_mark);
        if (closed) inner = trim(inner.substr(0, inner.size() - k_mark.size()));
        std::vector<std::string> words = words_of(inner);
        if (words.empty()) throw Error::input("A line ':::' ends a block, and none is open here");
        if (std::ranges::find(k_blocks, words[0]) == k_blocks.end()) {
            auto near = nearest(words[0], k_blocks);
            throw Error::input("There is no block '{}'; a report may have {}", words[0], one_of(k_blocks))
                .hint(near ? fmt::format("Did you mean '{}'?", *near) : "");
        }
        if (closed) return read_line_block(reader_, words);
        bool bodied = words[0] == "table" || words[0] == "file" || words[0] == "printed";
        if (!bodied) throw Error::input("'{}' is a block of one line, which ends in ':::'", words[0]);
        no_options(words);
        return read_body_block(reader_, words[0], read_body());
    }

    TomlTable read_body() {
        // Empty lines before it, so that lines in errors are those of the file.
        std::string body(number(), '\n');
        for (++at_; at_ < lines_.size(); ++at_) {
            if (trim(lines_[at_]) == k_mark) return parse_toml(body, file());
            body += lines_[at_] + "\n";
        }
        throw Error::input("This block has no end, a line with nothing but ':::'");
    }

    BlockReader reader_;
    std::vector<std::string> lines_;
    std::size_t at_ = 0;
    std::string text_;
    std::vector<ReportBlock> blocks_;
};

void note(std::vector<std::size_t>& measures, const NamedMeasure& measure) {
    if (measure.index && std::ranges::find(measures, *measure.index) == measures.end())
        measures.push_back(*measure.index);
}

} // namespace

NamedMeasure BlockReader::measure(std::string_view id) const {
    const auto& measures = site.content.measures;
    auto found = std::ranges::find(measures, id, &Measure::id);
    if (found != measures.end()) return {std::string(id), static_cast<std::size_t>(found - measures.begin())};
    if (is_declared(id, site.content.declared)) return {std::string(id), std::nullopt};
    auto near = nearest(id, site.content.declared);
    throw Error::input("There is no measure '{}'", id)
        .hint(near ? fmt::format("Did you mean '{}'?", *near) : "`peelian list measures` lists them.");
}

NamedMeasure BlockReader::measure(const TomlTable& table, std::string_view key, std::string_view id) const {
    try {
        return measure(id);
    } catch (Error& error) {
        throw table.error(key, error.what());
    }
}

ReportDefinition read_report(const ReportSource& source, const SiteContext& site) {
    ReportDefinition definition{&source, Reader(source, site).read(), {}};
    for (const ReportBlock& block : definition.blocks) {
        if (const auto* chart = std::get_if<ChartBlock>(&block.what)) note(definition.measures, chart->measure);
        if (const auto* table = std::get_if<MeasureTable>(&block.what))
            for (const MeasureRow& row : table->rows)
                note(definition.measures, row.measure);
    }
    return definition;
}

} // namespace peelian
