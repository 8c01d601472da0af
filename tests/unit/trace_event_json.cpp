// Every kind of event has its line, with names beside numbers; secrets are in it only if they are in the event.
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>

#include "trace/event_log.hpp"
#include "unit/folder.hpp"
#include "unit/trace_events.hpp"

namespace {

using namespace tests;
namespace json = boost::json;

const base::Bytes some{0xab, 0xcd};
const trace::EventContext context{std::chrono::microseconds(1500), 7, tls::Role::server};

tls::SecretDerived derived_secret() { return secret(tls::SecretKind::main_secret, "main_secret", some); }

/// One of each kind.
std::vector<tls::Event> all_kinds(const base::Bytes& hello) {
  const tls::Record record{tls::ContentType::handshake, true, 3, 40, 2, some};
  const tls::Message message = message_of(hello);
  const tls::AlertSeen alert{tls::AlertLevel::fatal, tls::AlertDescription::unknown_ca};
  using tls::AlertDescription;
  return {tls::WireReceived{{some}},
          tls::WireSent{{some}},
          tls::RecordReceived{record},
          tls::RecordSent{record},
          tls::RecordSkipped{99},
          tls::MessageReceived{message},
          tls::MessageSent{message},
          tls::MessageUnpacked{message},
          tls::MessagePacked{message},
          tls::Transition{"START", "ClientHello", "RECVD_CH"},
          derived_secret(),
          tls::Check{false, AlertDescription::decode_error, "6", "a \x1b in it"},
          tls::AlertReceived{alert},
          tls::AlertSent{alert},
          tls::ConnectionFailed{tls::FailureOrigin::peer, AlertDescription::unknown_ca, "6.2", "words"}};
}

json::object object_of(const tls::Event& event) { return json::parse(event_json(event, context)).as_object(); }

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_event_json)

BOOST_AUTO_TEST_CASE(every_kind_of_event_has_a_name_of_its_own_and_the_schema_knows_it) {
  const std::string schema =
      content_of(std::filesystem::path(std::getenv("VITRINE_SOURCE_ROOT")) / "common/trace/events.schema.json");
  std::set<std::string> names;
  const base::Bytes hello = client_hello();
  for (const tls::Event& event : all_kinds(hello)) {
    const json::object object = object_of(event);
    BOOST_TEST(object.at("time").as_int64() == 1500);
    BOOST_TEST(object.at("session").to_number<int>() == 7);
    BOOST_TEST(object.at("role").as_string() == "server");
    const std::string name(object.at("event").as_string());
    BOOST_TEST(schema.find('"' + name + '"') != std::string::npos, name);
    names.insert(name);
  }
  BOOST_TEST(names.size() == std::variant_size_v<tls::Event>);
}

BOOST_AUTO_TEST_CASE(numbers_stand_beside_their_names) {
  const base::Bytes hello = client_hello();
  const json::object record = object_of(all_kinds(hello)[2]);
  BOOST_TEST(record.at("type").as_string() == "handshake");
  BOOST_TEST(record.at("type_number").as_int64() == 22);
  BOOST_TEST(record.at("content").as_string() == "abcd");
  const json::object alert = object_of(all_kinds(hello)[12]);
  BOOST_TEST(alert.at("description").as_string() == "unknown_ca");
  BOOST_TEST(alert.at("description_number").as_int64() == 48);
}

BOOST_AUTO_TEST_CASE(a_message_has_its_bytes_and_its_labelled_fields) {
  const base::Bytes hello = client_hello();
  const json::object message = object_of(all_kinds(hello)[5]);
  BOOST_TEST(message.at("name").as_string() == "ClientHello");
  const json::array& fields = message.at("fields").as_array();
  const auto* random = std::ranges::find_if(
      fields, [](const json::value& field) { return field.as_object().at("name").as_string() == "random"; });
  BOOST_REQUIRE(random != fields.end());
  BOOST_TEST(random->as_object().at("offset").to_number<int>() == 6);
  BOOST_TEST(random->as_object().at("bytes").as_string().starts_with("c1c1"));
}

BOOST_AUTO_TEST_CASE(what_a_peer_says_is_harmless) {
  const json::object check = object_of(all_kinds(client_hello())[11]);
  BOOST_TEST(check.at("text").as_string() == "a \\x1b in it");
}

BOOST_AUTO_TEST_CASE(a_secret_s_value_is_in_the_line_only_if_it_is_in_the_event) {
  tls::SecretDerived secret = derived_secret();
  BOOST_TEST(object_of(secret).at("secret_value").as_string() == "abcd");
  secret.bytes.reset();
  BOOST_TEST(!object_of(secret).contains("secret_value"));
}

BOOST_AUTO_TEST_CASE(a_file_begins_with_a_header_each_time_and_is_appended_to) {
  const Folder folder;
  const std::filesystem::path path = folder.path() / "events";
  Screen trouble;
  for (int run = 0; run < 2; ++run) {
    trace::Recording file(path.string(), trace::event_log_beginning("vitrine test", {}), trouble.out());
    trace::EventLog log(file, {1, tls::Role::client, trace::Level::bytes, [] { return std::chrono::microseconds(5); }});
    BOOST_TEST(!log.wants_secrets());
    log.on(tls::RecordSkipped{9});
  }
  const std::string once =
      "{\"vitrine_events\":1,\"program\":\"vitrine test\",\"began\":0}\n"
      "{\"time\":5,\"session\":1,\"role\":\"client\",\"event\":\"record_skipped\",\"wire_length\":9}\n";
  BOOST_TEST(content_of(path) == once + once);
}

BOOST_AUTO_TEST_SUITE_END()
