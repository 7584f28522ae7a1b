// SPDX-License-Identifier: MIT
// Work shared between threads, and a bar that shows how far it is.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

namespace peelian {

/// Calls `work(i)` for each i in [0, n) on up to `threads` threads, in no promised
/// order: results must go to places of their own. The first exception stops the
/// rest and is thrown again here.
void parallel_for(std::size_t n, unsigned threads, const std::function<void(std::size_t)>& work);

/// Threads to use when nobody said: the processors this process may run on.
unsigned default_threads();

/// A stage of long work: a bar on a terminal, one line when it is done elsewhere,
/// nothing when quiet. Safe to call from any thread.
class Progress {
public:
    enum class Style { quiet, lines, bar };
    /// `bar` when standard error is a terminal, else `lines`.
    static Style style_for_stderr(bool quiet);

    Progress(Style style, std::string stage, std::size_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    void step(std::size_t n = 1);

private:
    void draw(std::size_t done);

    Style style_;
    std::string stage_;
    std::size_t total_;
    std::atomic<std::size_t> done_{0};
    std::atomic<int> shown_percent_{-1};
    std::mutex drawing_;
};

} // namespace peelian
