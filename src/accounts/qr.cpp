// SPDX-License-Identifier: MIT
#include "accounts/qr.hpp"

#include "base/error.hpp"

#include <qrencode.h>

#include <memory>

namespace peelian {
namespace {

constexpr int k_quiet = 4; // modules around it, as ISO/IEC 18004 asks

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

/// The dark modules as one path: a run of them in a row is one rectangle.
std::string dark_path(const QRcode& code) {
    std::string path;
    for (int y = 0; y < code.width; ++y)
        for (int x = 0; x < code.width; ++x) {
            int run = 0;
            while (x + run < code.width && (code.data[y * code.width + x + run] & 1U) != 0)
                ++run;
            if (run == 0) continue;
            path += fmt::format("M{},{}h{}v1h-{}z", x + k_quiet, y + k_quiet, run, run);
            x += run;
        }
    return path;
}

} // namespace

std::string qr_svg(std::string_view text) {
    std::unique_ptr<QRcode, FreeCode> code(
        text.empty() ? nullptr
                     : QRcode_encodeData(static_cast<int>(text.size()),
                                         reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
    if (!code) throw Error::input("A text of {} bytes does not fit in a QR code", text.size());
    int size = code->width + 2 * k_quiet;
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" width=\"200\" height=\"200\" "
                       "shape-rendering=\"crispEdges\" aria-hidden=\"true\" focusable=\"false\">"
                       "<path fill=\"#fff\" d=\"M0,0h{0}v{0}h-{0}z\"/><path fill=\"#000\" d=\"{1}\"/></svg>",
                       size, dark_path(*code));
}

} // namespace peelian
