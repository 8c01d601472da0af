// How the lines of ServerView are put together: states, columns, and the line that waits for its arrow.
// Read before: server_view.cpp.
#include "trace/server_view.hpp"
#include "trace/text.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t time_columns = 8;
constexpr std::size_t title_columns = 20;
constexpr std::size_t size_columns = 4;
constexpr std::size_t states_columns = 27;

}  // namespace

/// The first arrow that no line has told of yet.
std::string ServerView::next_states() {
  if (decided_.empty()) return "";
  const std::string states = decided_.front().from + " → " + decided_.front().to;
  decided_.erase(decided_.begin());
  return states;
}

/// All of them, as one path.
std::string ServerView::all_states() {
  if (decided_.empty()) return "";
  std::string path = decided_.front().from;
  for (const Arrow& taken : decided_) path += " → " + taken.to;
  decided_.clear();
  return path;
}

void ServerView::flush_pending(std::string states) {
  if (!pending_) return;
  if (pending_->title == "Finished" && !states.empty()) {
    pending_->more = sign(Sign::good, options_.style) + " the client saw the same handshake";
  }
  if (pending_->title == "CertificateVerify" && !states.empty()) {
    pending_->more = sign(Sign::good, options_.style) + " the client holds that certificate's key";
  }
  pending_->states = std::move(states);
  put(*pending_);
  for (const std::string& text : offer_) below(text);
  offer_.clear();
  pending_.reset();
}

void ServerView::put(const Line& line) {
  std::string text = left(right(duration(options_.elapsed()), time_columns - 1), time_columns) +
                     sign(line.direction, options_.style) + " " + left(line.title, title_columns) +
                     right(std::to_string(line.size), size_columns) + " B";
  if (!line.states.empty() || !line.more.empty()) text += "   " + left(line.states, states_columns) + line.more;
  text.erase(text.find_last_not_of(' ') + 1);
  say(Level::steps, text);
}

void ServerView::say(Level level, const std::string& line) const {
  if (options_.level >= level) out_(fit(line, options_.style));
}

}  // namespace vitrine::trace
