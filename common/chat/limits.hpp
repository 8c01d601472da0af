// Every bound of the conversation, each with its reason. What a peer can make us keep in memory is the sum of these.
// Read next: chat/line.hpp.
#pragma once
#include <cstddef>

namespace vitrine::chat {

/// What one line may say, in bytes after base::printable. A pasted paragraph fits; a file does not.
inline constexpr std::size_t max_text_bytes = 4096;

/// One line of plain text, its line end not counted (a carriage return is).
inline constexpr std::size_t max_plain_line_bytes = max_text_bytes;

/// One line of JSON: the longest text, all of it quotation marks (which JSON doubles), and the other fields.
inline constexpr std::size_t max_json_line_bytes = 2 * max_text_bytes + 256;

/// Objects in the protocol nest three deep; a peer's nesting must not become our stack.
inline constexpr std::size_t max_json_depth = 4;

/// A name must fit before a text on a narrow screen, and be said aloud.
inline constexpr std::size_t max_nickname_bytes = 16;

/// What a certificate says of its owner ("CN=ana"), as shown by /who.
inline constexpr std::size_t max_identity_bytes = 64;

/// Why somebody left, as the others see it.
inline constexpr std::size_t max_reason_bytes = 128;

/// /who names this many and counts the others, so that its answer is one line of JSON however full the room is.
inline constexpr std::size_t max_people_listed = 32;

/// What may wait for one member who reads slowly. Ten of the longest lines, or a minute of a lively room; with more
/// than that the member is cut, because nobody else waits and memory is not endless.
inline constexpr std::size_t max_queue_bytes = 96 * 1024;
inline constexpr std::size_t max_queue_lines = 256;

/// One write to a member: as much as one TLS record holds (RFC 9846 §5.1).
inline constexpr std::size_t max_batch_bytes = 16 * 1024;

}  // namespace vitrine::chat
