// SPDX-License-Identifier: MIT
// QR codes, drawn by libqrencode.
#pragma once

#include <string>
#include <string_view>

namespace peelian {

/// The text as a QR code: an <svg> to stand in a page, black on white with its quiet zone, 200 px wide unless a
/// style says otherwise. It is hidden from screen readers: the page gives the secret as text beside it. Throws
/// Error(input) for more than a QR code holds (about 2,300 bytes) and for none.
std::string qr_svg(std::string_view text);

} // namespace peelian
