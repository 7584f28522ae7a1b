// SPDX-License-Identifier: MIT
#include "server/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace peelian::http {

void raise_open_files(std::size_t connections) {
    rlimit limit{};
    rlim_t wanted = connections + 1024;
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? wanted : std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace peelian::http
