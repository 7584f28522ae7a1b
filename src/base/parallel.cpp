// SPDX-License-Identifier: MIT
#include "base/parallel.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <thread>
#include <vector>

namespace peelian {

void parallel_for(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failing;
    auto run = [&] {
        for (std::size_t i = next.fetch_add(1); i < n; i = next.fetch_add(1)) {
            try {
                work(i);
            } catch (...) {
                std::scoped_lock lock(failing);
                if (!failure) failure = std::current_exception();
                next.store(n);
            }
        }
    };
    {
        std::vector<std::jthread> others;
        std::size_t wanted = std::min<std::size_t>(std::max(1U, threads), n);
        for (std::size_t t = 1; t < wanted; ++t)
            others.emplace_back(run);
        run();
    }
    if (failure) std::rethrow_exception(failure);
}

unsigned default_threads() { return std::max(1U, std::thread::hardware_concurrency()); }

Progress::Style Progress::style_for_stderr(bool quiet) {
    if (quiet) return Style::quiet;
    return ::isatty(STDERR_FILENO) != 0 ? Style::bar : Style::lines;
}

Progress::Progress(Style style, std::string stage, std::size_t total)
    : style_(style),
      stage_(std::move(stage)),
      total_(total) {}

Progress::~Progress() {
    if (style_ == Style::bar) fmt::print(stderr, "\r\033[K");
    if (style_ != Style::quiet && total_ > 0) fmt::print(stderr, "{}: {} of {}\n", stage_, done_.load(), total_);
}

void Progress::step(std::size_t n) {
    std::size_t done = done_.fetch_add(n) + n;
    if (style_ == Style::bar) draw(done);
}

void Progress::draw(std::size_t done) {
    int percent = total_ == 0 ? 100 : static_cast<int>(std::min(done, total_) * 100 / total_);
    if (shown_percent_.exchange(percent) == percent) return;
    std::scoped_lock lock(drawing_);
    int filled = percent * 30 / 100;
    fmt::print(stderr, "\r{} [{:=<{}}{: <{}}] {}%", stage_, "", filled, "", 30 - filled, percent);
    std::fflush(stderr);
}

} // namespace peelian
