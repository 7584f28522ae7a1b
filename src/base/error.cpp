// SPDX-License-Identifier: MIT
#include "base/error.hpp"

namespace peelian {

Error::Error(ErrorKind kind, std::string message) : kind_(kind), message_(std::move(message)) { compose(); }

Error Error::at(std::string_view file, std::size_t line, std::size_t column) && {
    where_ = file;
    if (line > 0) {
        where_ += fmt::format(":{}", line);
        if (column > 0) where_ += fmt::format(":{}", column);
    }
    compose();
    return std::move(*this);
}

Error Error::hint(std::string_view advice) && {
    if (!advice_.empty()) advice_ += ' ';
    advice_ += advice;
    compose();
    return std::move(*this);
}

Error Error::during(std::string_view doing) && {
    if (!doing_.empty()) doing_ += ", ";
    doing_ += doing;
    compose();
    return std::move(*this);
}

void Error::compose() {
    text_.clear();
    if (!where_.empty()) text_ += where_ + ": ";
    text_ += message_;
    if (!advice_.empty()) text_ += "\n  " + advice_;
    if (!doing_.empty()) text_ += "\n  (while " + doing_ + ")";
}

} // namespace peelian
