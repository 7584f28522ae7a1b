// SPDX-License-Identifier: MIT
#include "sources/load.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "sources/fingerprints.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// One file on its way: what the report will say and what is needed to load it.
struct Candidate {
    Inspection inspection;
    SourceFile file;
    FactSummary summary;
    std::string key;
    std::set<Month> replaced; ///< wide files: months a later download has
};

bool is_hidden(const fs::path& path, const fs::path& below) {
    for (const fs::path& part : path.lexically_relative(below))
        if (part.string().starts_with(".") && part != "." && part != "..") return true;
    return false;
}

std::string shown_path(const fs::path& path, const fs::path& root) {
    // Relative for what lies near, so that a workspace and its data can be moved together.
    std::string relative = path.lexically_relative(root).string();
    return relative.empty() || relative.starts_with("../../../") ? path.string() : relative;
}

struct Found {
    fs::path path;
    const SourceSpec* source;
};

/// A folder called "2024-04-surrey-street.csv" is a slip that must not pass unseen.
void add_folders_named_as_files(const fs::path& root, std::vector<fs::path>& paths) {
    if (!fs::is_directory(root)) return;
    for (const auto& entry : fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied))
        if (entry.is_directory() && (entry.path().extension() == ".csv" || entry.path().extension() == ".gz"))
            paths.push_back(entry.path());
    std::ranges::sort(paths);
}

std::vector<Found> find_files(const std::vector<SourceSpec>& sources) {
    std::vector<Found> found;
    std::set<fs::path> seen;
    for (const SourceSpec& source : sources) {
        if (!fs::exists(source.path))
            throw Error::not_found("Source '{}' points at {}, which is not there", source.id, source.path.string())
                .at(source.file, source.line)
                .hint("Put the files there, or correct 'path'.");
        std::vector<fs::path> paths = files_below(source.path);
        add_folders_named_as_files(source.path, paths);
        for (const fs::path& path : paths) {
            if (is_hidden(path, source.path)) continue;
            bool left_out = std::ranges::any_of(source.except, [&](const std::string& pattern) {
                return matches_glob(path.lexically_relative(source.path).string(), pattern);
            });
            if (!left_out && seen.insert(path).second) found.push_back({path, &source});
        }
    }
    return found;
}

std::vector<Candidate> look_at(const std::vector<Found>& found, const Catalogue& catalogue, Fingerprints& fingerprints,
                               const LoadOptions& options) {
    std::vector<Candidate> candidates(found.size());
    Progress progress(options.progress, "Looking at files", found.size());
    parallel_for(found.size(), options.threads, [&](std::size_t i) {
        Candidate& c = candidates[i];
        const fs::path& path = found[i].path;
        c.inspection = inspect(path, catalogue, found[i].source->presets, fingerprints.known(path).has_value());
        c.file.path = shown_path(path, options.root);
        c.file.source = found[i].source->id;
        c.file.problem = c.inspection.problem;
        if (!c.file.problem.empty()) c.file.status = FileStatus::unusable;
        if (c.inspection.preset != nullptr) {
            c.file.preset = c.inspection.preset->id;
            c.file.dataset = c.inspection.preset->dataset;
            c.file.partition = c.inspection.partition;
            c.file.vintage = c.inspection.vintage;
        }
        if (c.inspection.preset != nullptr || !c.file.problem.empty()) {
            std::error_code ignored;
            c.file.bytes = fs::file_size(path, ignored);
            if (fs::is_regular_file(path, ignored)) c.file.sha256 = fingerprints.of(path);
        }
        progress.step();
    });
    return candidates;
}

/// Later downloads sort later; one without a date in its name is today's.
std::string vintage_of(const Candidate& c) { return c.file.vintage.empty() ? "~" : c.file.vintage; }

bool is_later(const Candidate& a, const Candidate& b) {
    return std::pair(vintage_of(a), a.file.path) > std::pair(vintage_of(b), b.file.path);
}

/// Of equal files the latest download counts (it may take back what one between them
/// said); of equal downloads the first by path.
void mark_duplicates(std::vector<Candidate>& candidates) {
    auto takes_part = [](const Candidate& c) {
        return c.file.status == FileStatus::used && c.inspection.preset != nullptr;
    };
    std::map<std::pair<std::string, std::string>, const Candidate*> kept;
    for (const Candidate& c : candidates) {
        if (!takes_part(c)) continue;
        const Candidate*& best = kept[{c.file.sha256, c.file.preset}];
        if (best == nullptr || vintage_of(c) > vintage_of(*best)) best = &c;
    }
    for (Candidate& c : candidates) {
        if (!takes_part(c)) continue;
        const Candidate* best = kept[{c.file.sha256, c.file.preset}];
        if (best == &c) continue;
        c.file.status = FileStatus::duplicate;
        c.file.other = best->file.path;
    }
}

void mark_superseded(std::vector<Candidate>& candidates) {
    for (Candidate& c : candidates) {
        c.replaced.clear();
        if (c.file.status != FileStatus::superseded) continue;
        c.file.status = FileStatus::used;
        c.file.other.clear();
    }
    std::map<std::pair<std::string, std::string>, Candidate*> latest;
    std::map<std::pair<std::string, Month>, Candidate*> latest_month;
    for (Candidate& c : candidates) {
        if (c.file.status != FileStatus::used || c.inspection.preset == nullptr) continue;
        if (c.inspection.wide_months.empty()) {
            if (c.file.partition.empty()) continue;
            Candidate*& best = latest[{c.file.preset, c.file.partition}];
            if (best == nullptr || is_later(c, *best)) best = &c;
        }
        for (Month month : c.inspection.wide_months) {
            Candidate*& best = latest_month[{c.file.preset, month}];
            if (best == nullptr || is_later(c, *best)) best = &c;
        }
    }
    for (Candidate& c : candidates) {
        if (c.file.status != FileStatus::used || c.inspection.preset == nullptr) continue;
        for (Month month : c.inspection.wide_months) {
            Candidate* best = latest_month[{c.file.preset, month}];
            if (best == &c) continue;
            c.replaced.insert(month);
            c.file.other = best->file.path;
        }
        bool all_replaced = !c.inspection.wide_months.empty() && c.replaced.size() == c.inspection.wide_months.size();
        if (c.inspection.wide_months.empty() && !c.file.partition.empty()) {
            Candidate* best = latest[{c.file.preset, c.file.partition}];
            all_replaced = best != &c;
            if (all_replaced) c.file.other = best->file.path;
        }
        if (all_replaced) c.file.status = FileStatus::superseded;
    }
}

/// True when a file turned out to be unusable that had taken another's place.
bool load_each(std::vector<Candidate>& candidates, const FactStore& store, Database& database,
               const LoadOptions& options) {
    std::vector<Candidate*> todo;
    for (Candidate& c : candidates)
        if (c.inspection.preset != nullptr &&
            (c.file.status == FileStatus::used || c.file.status == FileStatus::superseded))
            todo.push_back(&c);
    // Big files first, so that the last thread to finish does not start late.
    std::ranges::stable_sort(todo, std::greater<>(), [](const Candidate* c) { return c->file.bytes; });
    std::atomic<bool> lost{false};
    Progress progress(options.progress, "Loading files", todo.size());
    parallel_for(todo.size(), options.threads, [&](std::size_t i) {
        Candidate& c = *todo[i];
        c.key = store.key(c.inspection, c.file.sha256);
        Connection connection = database.connect();
        try {
            c.summary = store.make(connection, c.inspection, c.key, c.file.path);
        } catch (Error& error) {
            if (error.kind() != ErrorKind::input) throw;
            c.summary.problem = fmt::format("The file could not be read as {}: {}", c.file.preset, error.what());
        }
        if (!c.summary.problem.empty()) {
            c.file.status = FileStatus::unusable;
            c.file.problem = c.summary.problem;
            c.summary = FactSummary{.problem = c.summary.problem};
            lost = true;
        }
        c.file.rows = c.summary.rows;
        c.file.rejected = c.summary.rejected;
        if (!c.summary.months.empty()) {
            c.file.first = c.summary.months.begin()->first;
            c.file.last = c.summary.months.rbegin()->first;
        }
        progress.step();
    });
    bool any_replaced = std::ranges::any_of(candidates, [](const Candidate& c) { return !c.file.other.empty(); });
    return lost && any_replaced;
}

void compare_categories(const FactSummary& before, const FactSummary& after, SourceRevision& revision) {
    for (const auto& [column, values] : after.categories) {
        auto old = before.categories.find(column);
        if (old == before.categories.end()) continue;
        std::map<std::string, std::pair<double, double>> both;
        for (const auto& [value, n] : old->second)
            both[value].first = n;
        for (const auto& [value, n] : values)
            both[value].second = n;
        for (const auto& [value, n] : both)
            if (n.first != n.second)
                revision.changes.push_back(fmt::format("{}: '{}' {} -> {}", column, value.empty() ? "(blank)" : value,
                                                       number(n.first), number(n.second)));
    }
}

void compare_months(const FactSummary& before, const FactSummary& after, SourceRevision& revision) {
    std::size_t changed = 0;
    double largest = 0;
    std::string worst;
    for (const auto& [month, n] : before.months) {
        auto now = after.months.find(month);
        if (now == after.months.end() || now->second == n) continue;
        ++changed;
        if (std::fabs(now->second - n) <= largest) continue;
        largest = std::fabs(now->second - n);
        worst = fmt::format("{} {} -> {}", month.to_words(), number(n), number(now->second));
    }
    if (changed > 0)
        revision.changes.push_back(
            fmt::format("total of {}, the largest change in {}", counted(changed, "month"), worst));
}

std::vector<SourceRevision> find_revisions(const std::vector<Candidate>& candidates) {
    std::vector<SourceRevision> revisions;
    for (const Candidate& c : candidates) {
        bool replaced = c.file.status == FileStatus::superseded || !c.replaced.empty();
        if (!replaced || c.file.other.empty() || c.file.status == FileStatus::unusable) continue;
        auto after = std::ranges::find(candidates, c.file.other, [](const Candidate& o) { return o.file.path; });
        if (after == candidates.end()) continue;
        SourceRevision revision;
        revision.partition = c.file.partition;
        revision.before = c.file.path;
        revision.after = after->file.path;
        revision.rows_before = c.summary.rows;
        revision.rows_after = after->summary.rows;
        compare_months(c.summary, after->summary, revision);
        if (c.inspection.wide_months.empty()) compare_categories(c.summary, after->summary, revision);
        revisions.push_back(std::move(revision));
    }
    return revisions;
}

std::vector<UnknownCategory> find_unknown(const std::vector<Candidate>& candidates, const Catalogue& catalogue) {
    std::map<std::tuple<std::string, std::string, std::string>, double> unknown;
    std::map<std::pair<std::string, std::string>, double> totals;
    for (const Candidate& c : candidates) {
        if (c.file.status != FileStatus::used || c.inspection.preset == nullptr) continue;
        for (const DatasetColumn& column : catalogue.dataset(c.file.dataset).columns) {
            auto values = c.summary.categories.find(column.name);
            if (column.known.empty() || values == c.summary.categories.end()) continue;
            for (const auto& [value, n] : values->second) {
                totals[{c.file.dataset, column.name}] += n;
                bool known = value.empty() || std::ranges::find(column.known, value) != column.known.end();
                if (!known) unknown[{c.file.dataset, column.name, value}] += n;
            }
        }
    }
    std::vector<UnknownCategory> out;
    for (const auto& [what, n] : unknown)
        out.push_back({std::get<0>(what), std::get<1>(what), std::get<2>(what), n,
                       totals[{std::get<0>(what), std::get<1>(what)}]});
    return out;
}

void collect_days(const std::vector<Candidate>& candidates, Loaded& loaded) {
    std::map<std::tuple<std::string, std::string, Month>, DayCoverage> days;
    for (const Candidate& c : candidates) {
        if (c.file.status != FileStatus::used) continue;
        for (const DayCoverage& d : c.summary.days) {
            auto [at, fresh] = days.try_emplace({d.dataset, d.force, d.month}, d);
            if (fresh) continue;
            at->second.first_day = std::min(at->second.first_day, d.first_day);
            at->second.last_day = std::max(at->second.last_day, d.last_day);
            at->second.days_seen = std::max(at->second.days_seen, d.days_seen);
            at->second.rows += d.rows;
        }
    }
    for (auto& [key, d] : days)
        loaded.days.push_back(std::move(d));
}

} // namespace

Loaded load(const std::vector<SourceSpec>& sources, const Catalogue& catalogue, const PlaceTables& places,
            Database& database, const LoadOptions& options) {
    fs::create_directories(options.cache / "facts");
    Fingerprints fingerprints(options.cache / "files.tsv");
    FactStore store(options.cache / "facts", catalogue, places, database);
    std::vector<Candidate> candidates = look_at(find_files(sources), catalogue, fingerprints, options);
    fingerprints.save();
    Loaded loaded;
    for (const SourceSpec& source : sources)
        loaded.report.sources.push_back({source.id, source.presets});
    std::erase_if(candidates, [&](const Candidate& c) {
        bool unknown = c.inspection.preset == nullptr && c.file.problem.empty();
        if (unknown) loaded.unrecognised.push_back(c.file.path);
        return unknown;
    });
    std::ranges::sort(candidates, {}, [](const Candidate& c) { return c.file.path; });
    mark_duplicates(candidates);
    // A file found unusable only while loading gives its place back to the download before.
    for (bool again = true; again;) {
        mark_superseded(candidates);
        again = load_each(candidates, store, database, options);
    }
    loaded.report.revisions = find_revisions(candidates);
    loaded.unknown = find_unknown(candidates, catalogue);
    collect_days(candidates, loaded);
    for (Candidate& c : candidates) {
        if (c.file.status == FileStatus::used && c.inspection.preset != nullptr) {
            FactFile facts{store.path(c.key), c.key, c.file.dataset, c.file.preset, loaded.report.files.size(), {}, {}};
            for (const auto& [month, n] : c.summary.months)
                if (!c.replaced.contains(month)) facts.months.push_back(month);
            if (!c.replaced.empty()) facts.only = facts.months;
            loaded.facts.push_back(std::move(facts));
        }
        if (c.file.status == FileStatus::used)
            std::ranges::move(c.summary.rejects, std::back_inserter(loaded.report.rejects));
        loaded.report.files.push_back(std::move(c.file));
    }
    return loaded;
}

std::vector<fs::path> folders_of(const std::vector<SourceSpec>& sources) {
    std::vector<fs::path> folders;
    for (const SourceSpec& source : sources)
        folders.push_back(fs::is_directory(source.path) ? source.path : source.path.parent_path());
    return folders;
}

} // namespace peelian
