// What holds for the words of any failure, in either window. Read next: every_failure.cpp.
#pragma once
#include <string>
#include <vector>

#include "trace/failure_words.hpp"

namespace tests {

namespace crypto = vitrine::crypto;
namespace tls = vitrine::tls;
namespace trace = vitrine::trace;

/// What the two programs know, when much is known.
trace::Circumstances client_window();
trace::Circumstances server_window();

std::string all_of(const std::vector<std::string>& lines);

/// The words, once they have been checked: at most five lines of at most 120 columns, the verdict first, a §, the alert
/// with its number, who is at fault, and a last line that says what to do. Nothing in them moves a cursor.
std::string checked_words(const tls::Failure& failure, const trace::Circumstances& around);
std::string checked_words(const trace::Timeout& timeout, const trace::Circumstances& around);

/// The same failure as the other side is told of it, in that state.
tls::Failure told_of(const tls::Failure& failure, std::string_view state);

/// Whether one side's word on who is at fault can be true together with the other's, who knows the alert alone.
bool agree(trace::Fault refusing, trace::Fault told);

}  // namespace tests
