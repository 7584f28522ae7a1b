// SPDX-License-Identifier: MIT
// A headless Chromium of our own, spoken to in the Chrome DevTools Protocol over a socket that
// nobody else can reach: JSON messages, each ended by a zero byte.
#pragma once

#include "reports/scratch_folder.hpp"

#include <nlohmann/json_fwd.hpp>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace peelian {

class Browser {
public:
    using Milliseconds = std::chrono::milliseconds;

    /// Starts it and opens one empty page; throws Error(io).
    Browser(std::filesystem::path program, Milliseconds patience);
    /// Ends it, waits for its end, and removes its folder.
    ~Browser();
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    /// Sets the time by which the calls that follow must be answered.
    void allow(Milliseconds patience) { deadline_ = std::chrono::steady_clock::now() + patience; }
    /// The result of a command to the page. Throws Error(io) when the browser refuses it, has
    /// ended or does not answer in time.
    nlohmann::json call(const std::string& method, const nlohmann::json& parameters);
    const std::string& frame() const { return frame_; }
    /// "Chrome/156.0.8078.108"
    const std::string& product() const { return product_; }

private:
    void spawn();
    void open_page();
    void send(const std::string& message);
    std::string receive();
    void wait_for(short events);
    [[noreturn]] void fail(const std::string& what);
    std::string last_words() const;
    bool ended();
    void end();

    std::filesystem::path program_;
    ScratchFolder folder_;
    pid_t child_ = -1;
    int status_ = 0; ///< of the child once it has ended
    int socket_ = -1;
    int last_id_ = 0;
    std::string received_;
    std::string session_, frame_, product_;
    std::chrono::steady_clock::time_point deadline_;
};

} // namespace peelian
