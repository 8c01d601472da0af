// Text that a peer controls, made visible and harmless before anybody sees it: the one way to a terminal or a log.
// RFC 3629 (UTF-8). Used by every folder above; read next: chat/README.md.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace vitrine::base {

inline constexpr std::size_t default_printable_bytes = 1024;

/// `untrusted` as one line of valid UTF-8 of at most `max_bytes` bytes that cannot move a cursor, colour, reorder or
/// hide anything. What could is shown as an escape: `\n` `\r` `\t`, `\x1b` (a control, or a byte that is not UTF-8),
/// `\u202e`,
/// `\u{e0041}`. Text that is too long ends in "…". A backslash stays as it is, so that doing this twice changes
/// nothing; the price is that a typed `\x1b` and an escaped one look alike, which harms nobody.
std::string printable(std::string_view untrusted, std::size_t max_bytes = default_printable_bytes);

/// Whether `text` is UTF-8: no overlong form, no surrogate, nothing above U+10FFFF, nothing cut short.
bool is_valid_utf8(std::string_view text);

}  // namespace vitrine::base
