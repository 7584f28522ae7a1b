// SPDX-License-Identifier: MIT
#include "base/hash.hpp"
#include "synthetic/lines.hpp"
#include "synthetic/london.hpp"
#include "synthetic/made.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <limits>

using namespace peelian;
using made::Folder;
namespace fs = std::filesystem;

namespace {

SyntheticOptions tiny(const Folder& folder) {
    SyntheticOptions options;
    options.folder = folder.path;
    options.months = 7;
    options.scale = 0.02;
    options.threads = 1;
    return options;
}

/// Name and digest of each file, in order.
std::string fingerprint(const fs::path& folder) {
    std::string all;
    for (const fs::path& path : files_below(folder))
        all += fmt::format("{} {}\n", path.lexically_relative(folder).string(), sha256_file(path));
    return all;
}

ErrorKind kind_of(const SyntheticOptions& options) {
    try {
        generate_london(options);
    } catch (const Error& error) {
        return error.kind();
    }
    return ErrorKind::internal;
}

std::string message_of(const SyntheticOptions& options) {
    try {
        generate_london(options);
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

/// No file may grow beyond a size: as good as a full disk.
class SmallFilesOnly {
public:
    explicit SmallFilesOnly(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallFilesOnly() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, old_handler_);
    }
    SmallFilesOnly(const SmallFilesOnly&) = delete;
    SmallFilesOnly& operator=(const SmallFilesOnly&) = delete;

private:
    rlimit before_{};
    void (*old_handler_)(int) = nullptr;
};

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

} // namespace

TEST_CASE("one thread and several threads make the same bytes") {
    Folder one, several;
    SyntheticOptions options = tiny(one);
    generate_london(options);
    options.folder = several.path;
    options.threads = 3;
    generate_london(options);
    CHECK(fingerprint(one.path) == fingerprint(several.path));
}

TEST_CASE("another seed makes other rows in the same files") {
    Folder first, second;
    SyntheticOptions options = tiny(first);
    generate_london(options);
    options.folder = second.path;
    options.seed = 2;
    generate_london(options);
    auto names = [](const fs::path& folder) {
        std::string all;
        for (const fs::path& path : files_below(folder))
            all += path.lexically_relative(folder).string() + "\n";
        return all;
    };
    CHECK(names(first.path) == names(second.path));
    CHECK(fingerprint(first.path) != fingerprint(second.path));
}

TEST_CASE("a folder with anything else in it is refused and left as it was") {
    Folder folder;
    write_file(folder.path / "notes.txt", "mine");
    SyntheticOptions options = tiny(folder);
    for (bool overwrite : {false, true}) {
        options.overwrite = overwrite;
        CHECK(kind_of(options) == ErrorKind::conflict);
        CHECK(has(message_of(options), "not empty"));
        CHECK(files_below(folder.path).size() == 1);
    }
}

TEST_CASE("synthetic data is overwritten only when that is allowed, and wholly then") {
    Folder folder;
    SyntheticOptions options = tiny(folder);
    generate_london(options);
    CHECK(kind_of(options) == ErrorKind::conflict);
    CHECK(has(message_of(options), "--overwrite"));
    options.overwrite = true;
    options.months = 2;
    SyntheticReport report = generate_london(options);
    CHECK(files_below(folder.path).size() == report.files);
    CHECK_FALSE(fs::exists(folder.path / "police_uk" / (options.first + 2).to_string()));
}

TEST_CASE("options out of range are refused before anything is written") {
    Folder folder;
    auto refused = [&](auto change) {
        SyntheticOptions options = tiny(folder);
        change(options);
        return kind_of(options) == ErrorKind::usage && !fs::exists(folder.path);
    };
    CHECK(refused([](SyntheticOptions& o) { o.scale = 0.009; }));
    CHECK(refused([](SyntheticOptions& o) { o.scale = 101; }));
    CHECK(refused([](SyntheticOptions& o) { o.scale = std::numeric_limits<double>::quiet_NaN(); }));
    CHECK(refused([](SyntheticOptions& o) { o.months = 0; }));
    CHECK(refused([](SyntheticOptions& o) { o.months = 601; }));
    CHECK(refused([](SyntheticOptions& o) { o.first = Month::from("1995-12"); }));
    CHECK(refused([](SyntheticOptions& o) { o.first = Month::from("2099-07"); }));
    CHECK(refused([](SyntheticOptions& o) { o.folder.clear(); }));
}

TEST_CASE("a folder that cannot be made is an error that names it") {
    Folder folder;
    write_file(folder.path / "file", "");
    SyntheticOptions options = tiny(folder);
    options.folder = folder.path / "file" / "below";
    CHECK(kind_of(options) == ErrorKind::io);
    CHECK(has(message_of(options), options.folder.string()));
}

TEST_CASE("a full disk is an error that says so") {
    if (!fs::exists("/dev/full")) return;
    synthetic::Lines lines("/dev/full");
    lines.add("a line\n");
    std::string message;
    try {
        lines.close();
    } catch (const Error& error) {
        message = error.what();
    }
    CHECK(has(message, "Cannot write"));
    CHECK(has(message, "room"));
}

TEST_CASE("the mark tells seed, scale, months and all that is planted") {
    const made::Small& small = made::Small::london();
    std::string mark = read_file(small.folder.path / "SYNTHETIC.txt");
    CHECK(mark.starts_with("SYNTHETIC DATA"));
    for (std::string_view part : {"Seed       1\n", "Scale      0.05\n", "2021-04 to 2023-09 (30)"})
        CHECK(has(mark, part));
    CHECK(small.report.planted.size() == 3);
    for (const SyntheticPlant& plant : small.report.planted)
        CHECK(has(mark, plant.words));
    CHECK_FALSE(has(mark, "NOT FINISHED"));
}

TEST_CASE("a run that cannot write on leaves a mark that says it did not finish") {
    Folder folder;
    std::string message;
    {
        SmallFilesOnly limit(20'000);
        message = message_of(tiny(folder));
    }
    CHECK(has(message, "Cannot write"));
    CHECK(has(message, folder.path.string()));
    CHECK(has(read_file(folder.path / "SYNTHETIC.txt"), "NOT FINISHED"));
}

TEST_CASE("one month at the smallest scale has every file with its header") {
    Folder folder;
    SyntheticOptions options = tiny(folder);
    options.months = 1;
    options.scale = 0.01;
    SyntheticReport report = generate_london(options);
    CHECK(report.planted.empty());
    std::vector<fs::path> files = files_below(folder.path);
    CHECK(files.size() == report.files);
    CHECK(files.size() == 19); // six of the police, two recorded, one survey, eight of the map, the mark
    for (const fs::path& path : files) {
        if (path.extension() != ".csv") continue;
        made::Table table = made::table(path);
        CHECK(table.header.size() > 3 - (path.filename() == "population.csv"));
        for (const auto& row : table.rows)
            REQUIRE(row.size() == table.header.size());
    }
    CHECK(report.crimes > 500);
    CHECK(report.crimes < 1000);
}

TEST_CASE("counts grow with the scale") {
    Folder small, large;
    SyntheticOptions options = tiny(small);
    options.months = 2;
    SyntheticReport few = generate_london(options);
    options.folder = large.path;
    options.scale = 0.2;
    SyntheticReport many = generate_london(options);
    CHECK(static_cast<double>(many.crimes) / static_cast<double>(few.crimes) == doctest::Approx(10).epsilon(0.1));
    CHECK(static_cast<double>(many.searches) / static_cast<double>(few.searches) == doctest::Approx(10).epsilon(0.15));
}

TEST_CASE("a month holds about as many crimes and searches as a force of London's size has") {
    const made::Small& small = made::Small::london();
    double months = small.options.months * small.options.scale;
    CHECK(static_cast<double>(small.report.crimes) / months == doctest::Approx(75'000).epsilon(0.07));
    CHECK(static_cast<double>(small.report.searches) / months == doctest::Approx(20'000).epsilon(0.08));
}
