// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zlib.h>

#include <numeric>
#include <vector>

using namespace peelian;
namespace fs = std::filesystem;

namespace {
struct Folder {
    fs::path path = fs::temp_directory_path() / ("peelian-base-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};
} // namespace

TEST_CASE("a file is written whole and read back") {
    Folder folder;
    write_file(folder.path / "deep/er/a.txt", "one\ntwo");
    CHECK(read_file(folder.path / "deep/er/a.txt") == "one\ntwo");
    CHECK(files_below(folder.path).size() == 1);
}

TEST_CASE("a gzip file that was cut off is noticed") {
    Folder folder;
    fs::path path = folder.path / "a.gz";
    gzFile file = gzopen(path.c_str(), "wb");
    std::string text;
    for (int i = 0; i < 20000; ++i)
        text += std::to_string(i * 7919) + ",";
    gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
    gzclose(file);
    CHECK(check_gzip(path) == text.size());
    CHECK(read_head(path, 100).bytes == text.substr(0, 100));
    std::string packed = read_file(path);
    write_file(path, packed.substr(0, packed.size() / 2));
    CHECK_THROWS_AS(check_gzip(path), Error);
}

TEST_CASE("the fingerprint is SHA-256") {
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(Hasher().field("ab").field("c").hex() != Hasher().field("a").field("bc").hex());
}

TEST_CASE("parallel work covers every item once and passes on an error") {
    std::vector<int> seen(1000);
    parallel_for(seen.size(), 4, [&](std::size_t i) { seen[i] += 1; });
    CHECK(std::accumulate(seen.begin(), seen.end(), 0) == 1000);
    CHECK_THROWS_AS(parallel_for(10, 2,
                                 [](std::size_t i) {
                                     if (i == 3) throw Error::input("no");
                                 }),
                    Error);
}
