// Everything members say is made printable here, once, before anybody else sees it.
#include "chat/room.hpp"

#include <algorithm>
#include <utility>

#include "base/printable.hpp"
#include "chat/limits.hpp"
#include "chat/nickname.hpp"
#include "chat/plain.hpp"
#include "chat/protocol.hpp"

namespace vitrine::chat {
namespace {

SharedLine shared(std::string line) { return std::make_shared<const std::string>(std::move(line)); }

/// The end of `deliveries` after `more` was put there.
Deliveries joined(Deliveries deliveries, Deliveries more) {
  for (Delivery& delivery : more) deliveries.push_back(std::move(delivery));
  return deliveries;
}

/// Harmless, and without a gap that looks like the one between two people of /who.
std::string shown_identity(std::string_view identity) {
  std::string shown = base::printable(identity, max_identity_bytes);
  const auto both_spaces = [](char a, char b) { return a == ' ' && b == ' '; };
  shown.erase(std::unique(shown.begin(), shown.end(), both_spaces), shown.end());
  return shown;
}

}  // namespace

Room::Room(std::string_view server_identity) {
  members_[console].person = {std::string(server_name), true, base::printable(server_identity, max_identity_bytes)};
}

Room::Joined Room::join(const Newcomer& newcomer, Time now) {
  Deliveries way_made = make_way_for(newcomer, now);
  const MemberId id{++last_member_};
  const std::string identity = shown_identity(newcomer.identity);
  const Member member{newcomer.form, {first_name_for(newcomer), !identity.empty(), identity}};
  taken_.insert(lookalike_key(member.person.name));
  members_[id] = member;

  RoomLine line = line_about(member, RoomLine::Kind::join, now);
  line.seq = ++last_seq_;
  Deliveries deliveries = joined(std::move(way_made), to_all_but(id, line));
  line.kind = RoomLine::Kind::welcome;  // the newcomer's copy, with the same number: its lines count on from here
  list_people(line);
  return {id, joined(std::move(deliveries), to_one(id, line, {}))};
}

Deliveries Room::leave(MemberId id, std::string_view reason, Time now) {
  const auto found = members_.find(id);
  if (found == members_.end() || id == console) return {};
  RoomLine line = line_about(found->second, RoomLine::Kind::leave, now);
  line.seq = ++last_seq_;
  line.text = base::printable(reason, max_reason_bytes);
  taken_.erase(lookalike_key(line.sender));
  members_.erase(found);
  return to_all_but(id, line);
}

Deliveries Room::receive(MemberId id, const Command& command, Time now) {
  if (!members_.contains(id)) return {};
  switch (command.kind) {
    case Command::Kind::say:
    case Command::Kind::me:
      return speak(id, command, now);
    case Command::Kind::nick:
      return rename(id, command, now);
    case Command::Kind::who:
      return answer_who(id, command, now);
    case Command::Kind::help:
      return answer_help(id, command, now);
    case Command::Kind::refused:
      return refuse(id, command, command.text, now);
    case Command::Kind::exit:
      break;
  }
  return {};
}

Deliveries Room::notice(std::string_view words, Time now) {
  RoomLine line = line_about(members_.at(console), RoomLine::Kind::notice, now);
  line.seq = ++last_seq_;
  line.text = base::printable(words, max_text_bytes);
  return to_all_but(console, line);
}

std::string_view Room::name_of(MemberId id) const {
  const auto found = members_.find(id);
  return found == members_.end() ? std::string_view{} : found->second.person.name;
}

Deliveries Room::speak(MemberId id, const Command& command, Time now) {
  const Member& speaker = members_.at(id);
  const bool action = command.kind == Command::Kind::me;
  if (command.text.empty()) return refuse(id, command, action ? "/me needs an action: /me ACTION" : "say what?", now);
  if (!fits_one_line(command.text))
    return refuse(id, command, "that is too long: " + std::to_string(max_text_bytes) + " bytes at most", now);

  RoomLine line = line_about(speaker, action ? RoomLine::Kind::me : RoomLine::Kind::say, now);
  line.seq = ++last_seq_;
  line.text = base::printable(command.text, max_text_bytes);
  Deliveries deliveries = to_all_but(id, line);
  if (speaker.form == Form::plain) return deliveries;  // a terminal shows what was typed on it already
  return joined(std::move(deliveries), to_one(id, line, command));
}

Deliveries Room::rename(MemberId id, const Command& command, Time now) {
  const Person& person = members_.at(id).person;
  const std::string& name = command.text;
  if (id == console) return refuse(id, command, "the server keeps its name", now);
  if (person.verified)
    return refuse(id, command, "your certificate says who you are: you stay \"" + person.name + '"', now);
  if (const auto problem = nickname_problem(name)) return refuse(id, command, *problem, now);
  if (lookalike_key(name) != lookalike_key(person.name) && !is_free(name))
    return refuse(id, command, '"' + name + "\" is taken, or too like a name that is", now);
  return call(id, name, command, now);
}

Deliveries Room::call(MemberId id, const std::string& name, const Command& answered, Time now) {
  Member& member = members_.at(id);
  RoomLine line = line_about(member, RoomLine::Kind::nick, now);
  line.seq = ++last_seq_;
  line.text = name;
  taken_.erase(lookalike_key(member.person.name));
  taken_.insert(lookalike_key(name));
  member.person.name = name;
  return joined(to_all_but(id, line), to_one(id, line, answered));
}

/// A guest who has the name that a certificate proves, or one like it, has to give it up.
Deliveries Room::make_way_for(const Newcomer& newcomer, Time now) {
  if (newcomer.identity.empty() || nickname_problem(newcomer.wanted_name)) return {};
  const std::string key = lookalike_key(newcomer.wanted_name);
  const auto holder =
      std::ranges::find_if(members_, [&](const auto& one) { return lookalike_key(one.second.person.name) == key; });
  if (holder == members_.end() || holder->second.person.verified) return {};
  const MemberId guest = holder->first;
  Deliveries deliveries = call(guest, next_guest(), {}, now);
  RoomLine why;
  why.kind = RoomLine::Kind::notice;
  why.time = now;
  why.text = "you had a name that somebody with a certificate is called by; /nick finds you another";
  return joined(std::move(deliveries), to_one(guest, why, {}));
}

Deliveries Room::answer_who(MemberId id, const Command& command, Time now) const {
  RoomLine line = line_about(members_.at(id), RoomLine::Kind::who, now);
  list_people(line);
  return to_one(id, line, command);
}

Deliveries Room::answer_help(MemberId id, const Command& command, Time now) const {
  RoomLine line;
  line.kind = RoomLine::Kind::notice;
  line.time = now;
  line.text = help_text;
  return to_one(id, line, command);
}

Deliveries Room::refuse(MemberId id, const Command& command, std::string_view words, Time now) const {
  RoomLine line;
  line.kind = RoomLine::Kind::error;
  line.time = now;
  line.text = base::printable(words);
  return to_one(id, line, command);
}

RoomLine Room::line_about(const Member& member, RoomLine::Kind kind, Time now) {
  RoomLine line;
  line.kind = kind;
  line.time = now;
  line.sender = member.person.name;
  line.verified = member.person.verified;
  return line;
}

Deliveries Room::to_all_but(MemberId except, const RoomLine& line) const {
  const SharedLine plain = shared(encode(line, Form::plain));
  const SharedLine json = shared(encode(line, Form::json));
  Deliveries deliveries;
  for (const auto& [id, member] : members_) {
    if (id != except) deliveries.push_back({id, member.form == Form::plain ? plain : json});
  }
  return deliveries;
}

Deliveries Room::to_one(MemberId to, RoomLine line, const Command& answered) const {
  line.id = answered.id;
  return {{to, shared(encode(line, members_.at(to).form))}};
}

void Room::list_people(RoomLine& line) const {
  for (const auto& [id, member] : members_) {
    if (line.people.size() < max_people_listed) line.people.push_back(member.person);
  }
  line.more = members_.size() - line.people.size();
}

bool Room::is_free(std::string_view name) const { return !taken_.contains(lookalike_key(name)); }

std::string Room::first_name_for(const Newcomer& newcomer) {
  const std::string& wanted = newcomer.wanted_name;
  if (nickname_problem(wanted)) return next_guest();
  if (is_free(wanted)) return wanted;
  return newcomer.identity.empty() ? next_guest() : next_of(wanted);
}

/// Numbers are not used again: guest-1 of a minute ago is not guest-1 of now.
std::string Room::next_guest() {
  std::string guest;
  do guest = "guest-" + std::to_string(++last_guest_);
  while (!is_free(guest));
  return guest;
}

/// "ana-2", cut so that it is a name.
std::string Room::next_of(std::string_view name) const {
  for (std::uint64_t number = 2;; ++number) {
    const std::string suffix = '-' + std::to_string(number);
    std::string one = std::string(name.substr(0, max_nickname_bytes - suffix.size())) + suffix;
    if (is_free(one)) return one;
  }
}

}  // namespace vitrine::chat
