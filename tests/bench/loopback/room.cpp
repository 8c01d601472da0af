// See room.hpp.
#include "room.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <stdexcept>

namespace load {
namespace {

constexpr std::size_t arriving_at_one_time = 32;
constexpr std::size_t speakers = 3;
constexpr std::size_t lines_on_their_way = 8;  // of a room that is asked for all it can
constexpr Seconds patience{60};                // for those who come
constexpr Seconds last_words{5};               // for lines on their way at the end
constexpr std::chrono::milliseconds short_wait{1};

// What somebody says in a chat, with its number where a listener finds it quickly.
constexpr std::string_view mark = "\"@";
std::string command_for(std::size_t line) {
  return R"({"kind":"say","text":"@)" + std::to_string(line) +
         R"( is the number of a line as people write them"})"
         "\n";
}

}  // namespace

void Room::grow(std::size_t count) {
  const Clock::time_point start = Clock::now();
  while (arrived_ + lost_ < count && Clock::now() - start < patience) {
    while (members_.size() < count && members_.size() - arrived_ - lost_ < arriving_at_one_time) {
      members_.push_back({std::make_unique<Visitor>(target_)});
      poll_.watch(*members_.back().visitor, members_.size() - 1);
    }
    wait(short_wait);
  }
  if (arrived_ + lost_ < count) throw std::runtime_error("not all came in within a minute");
  if (!target_.alpn.empty() && talk({Seconds(0), 1}).missing != 0)
    throw std::runtime_error("not all heard the first line");
}

Heard Room::talk(const Talk& talk) {
  lines_.clear();
  latencies_.clear();
  complete_ = 0;
  const Clock::time_point start = Clock::now();
  do {
    while (may_speak(talk, start)) say_next(Clock::now());
    wait(short_wait);
  } while (goes_on(talk, Clock::now() - start));
  return summary(start);
}

bool Room::goes_on(const Talk& talk, Seconds since) const {
  if (present() == 0) return false;
  return since < talk.duration || (complete_ < lines_.size() && since < talk.duration + last_words);
}

bool Room::may_speak(const Talk& talk, Clock::time_point start) const {
  const Seconds since = Clock::now() - start;
  if (present() == 0 || (since > talk.duration && !lines_.empty())) return false;
  if (talk.lines_per_second == 0) return lines_.size() < complete_ + lines_on_their_way;
  return static_cast<double>(lines_.size()) <= since.count() * talk.lines_per_second;
}

void Room::say_next(Clock::time_point now) {
  std::size_t speaker = lines_.size() % std::min(speakers, members_.size());
  while (!members_[speaker].visitor) speaker = (speaker + 1) % members_.size();
  lines_.push_back({now});
  members_[speaker].visitor->client().say(command_for(lines_.size() - 1));
  attend(speaker);
}

void Room::wait(std::chrono::milliseconds limit) {
  poll_.wait(limit, [this](std::size_t number) { attend(number); });
}

void Room::attend(std::size_t number) {
  Member& member = members_[number];
  if (hear(member)) return;
  if (member.arrived) --arrived_;
  ++lost_;
  member.visitor.reset();
}

// False when the server has ended it, or said something wrong.
bool Room::hear(Member& member) try {
  CheapClient& client = member.visitor->client();
  member.visitor->hear();
  if (!member.arrived && client.established() && (target_.alpn.empty() || !client.heard.empty())) {
    member.arrived = true;
    ++arrived_;
  }
  listen(client.heard);
  member.visitor->tell();
  return !member.visitor->ended() && !client.dismissed();
} catch (const std::exception&) {
  return false;
}

// Whole lines are taken out; those of ours are noted.
void Room::listen(std::string& heard) {
  std::size_t begin = 0;
  for (std::size_t end = heard.find('\n'); end != std::string::npos; end = heard.find('\n', begin)) {
    const std::string_view line(heard.data() + begin, end - begin);
    begin = end + 1;
    const std::size_t found = line.find(mark);
    std::size_t number = 0;
    if (found == std::string_view::npos) continue;
    std::from_chars(line.data() + found + mark.size(), line.data() + line.size(), number);
    if (number < lines_.size()) note(number);
  }
  heard.erase(0, begin);
}

void Room::note(std::size_t line) {
  Line& one = lines_[line];
  latencies_.push_back(std::chrono::duration<float, std::micro>(Clock::now() - one.said).count());
  if (++one.heard == present()) ++complete_;
}

Heard Room::summary(Clock::time_point start) {
  Heard heard;
  heard.lasted = Clock::now() - start;
  heard.lines = lines_.size();
  heard.deliveries = latencies_.size();
  heard.missing = lines_.size() * members_.size() - heard.deliveries;
  std::ranges::sort(latencies_);
  heard.latencies = std::move(latencies_);
  return heard;
}

}  // namespace load
