// See flight.hpp.
#include "lesson/flight.hpp"

#include "trace/text.hpp"

namespace vitrine::lesson {
namespace {

bool is_client_hello(const tls::Event& event) {
  const tls::Message* message = std::get_if<tls::MessageSent>(&event);
  if (message == nullptr) message = std::get_if<tls::MessageReceived>(&event);
  return message != nullptr && message->type == tls::HandshakeType::client_hello;
}

void add(std::string& list, std::string_view name) { list.append(list.empty() ? "" : ", ").append(name); }

}  // namespace

void Flight::on(const tls::Event& event) {
  if (is_client_hello(event)) ++client_hellos_;
  if (const auto* message = std::get_if<tls::MessageReceived>(&event)) add(received_, message->name);
  if (const auto* message = std::get_if<tls::MessageSent>(&event))
    messages_.push_back({message->type, std::string(message->name)});
  if (const auto* record = std::get_if<tls::RecordSent>(&event)) {
    ++records_;
    bytes_ += record->wire_length;
  }
}

std::string Flight::shown() const {
  std::string names;
  for (const Part& message : messages_) add(names, message.name);
  return names + " (" + trace::grouped(bytes_) + " bytes in " + trace::count(records_, "record") + ")";
}

std::vector<std::string> Flight::sentences() const {
  std::vector<std::string> lines;
  for (const Part& message : messages_) {
    const auto* entry = tls::find_entry(message.type);
    if (entry != nullptr) lines.push_back(trace::left(message.name, 20) + std::string(entry->words));
  }
  return lines;
}

void Flight::sent() {
  if (has_messages()) received_.clear();
  messages_.clear();
  records_ = 0;
  bytes_ = 0;
}

}  // namespace vitrine::lesson
