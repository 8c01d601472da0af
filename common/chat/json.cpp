// Members absent from a line have the default of line.hpp; members nobody knows are passed over, so that both sides may
// grow.
#include "chat/json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "base/printable.hpp"
#include "chat/limits.hpp"

namespace vitrine::chat {
namespace {

namespace json = boost::json;

template <class Kind>
struct KindName {
  Kind kind;
  std::string_view name;
};

using Said = RoomLine::Kind;
constexpr std::array<KindName<Said>, 9> room_kinds{{{Said::say, "say"},
                                                    {Said::me, "me"},
                                                    {Said::join, "join"},
                                                    {Said::leave, "leave"},
                                                    {Said::nick, "nick"},
                                                    {Said::notice, "notice"},
                                                    {Said::welcome, "welcome"},
                                                    {Said::who, "who"},
                                                    {Said::error, "error"}}};

using Asked = Command::Kind;
constexpr std::array<KindName<Asked>, 6> command_kinds{{{Asked::say, "say"},
                                                        {Asked::me, "me"},
                                                        {Asked::nick, "nick"},
                                                        {Asked::who, "who"},
                                                        {Asked::help, "help"},
                                                        {Asked::exit, "exit"}}};

/// Leaves this file never: both parsers catch it.
struct Unreadable {
  std::string why;
};

template <class Kind, std::size_t Size>
std::string_view name_of(const std::array<KindName<Kind>, Size>& names, Kind kind) {
  const auto found = std::ranges::find(names, kind, &KindName<Kind>::kind);
  return found == names.end() ? "refused" : found->name;
}

template <class Kind, std::size_t Size>
Kind kind_of(const std::array<KindName<Kind>, Size>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &KindName<Kind>::name);
  if (found == names.end()) throw Unreadable{"the kind \"" + base::printable(name, 32) + "\" is not one I know"};
  return found->kind;
}

json::object parsed_object(std::string_view line) {
  json::parse_options options;
  options.max_depth = max_json_depth;
  json::error_code error;
  json::value value = json::parse({line.data(), line.size()}, error, {}, options);
  if (error || !value.is_object()) throw Unreadable{"that is not one JSON object on one line"};
  return std::move(value.get_object());
}

[[noreturn]] void wrong_type(std::string_view name, std::string_view expected) {
  throw Unreadable{'"' + std::string(name) + "\" is not " + std::string(expected)};
}

std::string_view text_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains({name.data(), name.size()});
  if (value == nullptr) return {};
  if (!value->is_string()) wrong_type(name, "a text");
  return {value->get_string().data(), value->get_string().size()};
}

std::optional<std::uint64_t> number_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains({name.data(), name.size()});
  if (value == nullptr) return std::nullopt;
  if (value->is_uint64()) return value->get_uint64();
  if (!value->is_int64() || value->get_int64() < 0) wrong_type(name, "a whole number");
  return static_cast<std::uint64_t>(value->get_int64());
}

bool flag_at(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains({name.data(), name.size()});
  if (value == nullptr) return false;
  if (!value->is_bool()) wrong_type(name, "true or false");
  return value->get_bool();
}

Time time_at(const json::object& object) {
  constexpr std::uint64_t end_of_year_9999 = 253402300799999;
  const std::uint64_t milliseconds = number_at(object, "time").value_or(0);
  if (milliseconds > end_of_year_9999) wrong_type("time", "in this era");
  return Time(std::chrono::milliseconds(milliseconds));
}

Person person_from(const json::value& value) {
  if (!value.is_object()) wrong_type("people", "a list of objects");
  const json::object& object = value.get_object();
  return {base::printable(text_at(object, "name"), max_nickname_bytes), flag_at(object, "verified"),
          base::printable(text_at(object, "identity"), max_identity_bytes)};
}

std::vector<Person> people_at(const json::object& object) {
  const json::value* value = object.if_contains("people");
  if (value == nullptr) return {};
  if (!value->is_array() || value->get_array().size() > max_people_listed) wrong_type("people", "a short list");
  std::vector<Person> people;
  for (const json::value& person : value->get_array()) people.push_back(person_from(person));
  return people;
}

RoomLine room_line_from(const json::object& object) {
  RoomLine line;
  line.kind = kind_of(room_kinds, text_at(object, "kind"));
  line.seq = number_at(object, "seq").value_or(0);
  line.time = time_at(object);
  line.sender = base::printable(text_at(object, "from"), max_nickname_bytes);
  line.verified = flag_at(object, "verified");
  line.text = base::printable(text_at(object, "text"), max_text_bytes);
  line.id = number_at(object, "id");
  line.people = people_at(object);
  line.more = number_at(object, "more").value_or(0);
  const bool spoken = line.kind != Said::notice && line.kind != Said::error;
  if (spoken && line.sender.empty()) throw Unreadable{"it does not say whom it is from"};
  return line;
}

json::array json_people(const std::vector<Person>& people) {
  json::array list;
  for (const Person& person : people)
    list.push_back({{"name", person.name}, {"verified", person.verified}, {"identity", person.identity}});
  return list;
}

std::string as_line(const json::object& object) { return json::serialize(object) + '\n'; }

json::string_view boost_view(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string to_json(const Command& command) {
  json::object object;
  object["kind"] = boost_view(name_of(command_kinds, command.kind));
  if (command.id) object["id"] = *command.id;
  if (!command.text.empty()) object["text"] = base::printable(command.text, max_text_bytes);
  return as_line(object);
}

std::string to_json(const RoomLine& line) {
  json::object object;
  object["kind"] = boost_view(name_of(room_kinds, line.kind));
  if (line.seq > 0) object["seq"] = line.seq;
  object["time"] = line.time.time_since_epoch().count();
  if (!line.sender.empty()) object["from"] = line.sender;
  if (!line.sender.empty()) object["verified"] = line.verified;
  if (line.id) object["id"] = *line.id;
  if (!line.text.empty()) object["text"] = line.text;
  if (!line.people.empty()) object["people"] = json_people(line.people);
  if (line.more > 0) object["more"] = line.more;
  return as_line(object);
}

Command command_from_json(std::string_view line) try {
  const json::object object = parsed_object(line);
  return {kind_of(command_kinds, text_at(object, "kind")), std::string(text_at(object, "text")),
          number_at(object, "id")};
} catch (const Unreadable& unreadable) {
  return {Asked::refused, unreadable.why, {}};
}

std::variant<RoomLine, Malformed> room_line_from_json(std::string_view line) try {
  return room_line_from(parsed_object(line));
} catch (const Unreadable& unreadable) {
  return Malformed{unreadable.why};
}

}  // namespace vitrine::chat
