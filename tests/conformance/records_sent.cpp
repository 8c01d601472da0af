// What we promise about our records and alerts, whatever is inside: RFC 9846 §5, §6. Read next: tls/record/README.md.
#include <set>

#include "conformance/what_was_sent.hpp"
#include "support/evil_client.hpp"
#include "support/evil_server.hpp"

namespace {

using namespace tests;
using tls::ContentType;

/// Calls `deed` with what each side sent in every conversation, in records of at most `fragment` bytes.
template <class Deed>
void for_each_side(std::size_t fragment, Deed deed) {
  for (const Scene* scene : every_scene()) {
    Scene cut = *scene;
    cut.setup.client.limits.sent_fragment = cut.setup.server.limits.sent_fragment = fragment;
    const auto pair = cut.begin();
    converse(*pair);
    BOOST_TEST_CONTEXT(scene->name) {
      deed(pair->client_events);
      deed(pair->server_events);
    }
  }
}

/// The bytes of a message of which more is to come, after each record.
class Unfinished {
 public:
  void add(const SentRecord& record) {
    base::append(bytes_, record.content);
    for (const base::Bytes& whole : messages_of(bytes_)) {
      bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(whole.size()));
    }
  }
  bool empty() const { return bytes_.empty(); }

 private:
  base::Bytes bytes_;
};

using Sent = std::vector<std::pair<ContentType, base::Bytes>>;

/// The alerts among it.
Sent alerts(const Recorder& side) {
  Sent found;
  for (const SentRecord& record : side.sent) {
    if (record.type == ContentType::alert) found.emplace_back(record.type, record.content);
  }
  return found;
}

Sent alert(std::uint8_t level, std::uint8_t description) { return {{ContentType::alert, {level, description}}}; }

unsigned version_of(base::View record) { return static_cast<unsigned>(record[1]) << 8U | record[2]; }

}  // namespace

BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(only_the_four_types_of_the_rfc_are_sent) {
  const std::set<unsigned> types{20, 21, 22, 23};
  for (const Scene* scene : every_scene()) {
    const auto pair = scene->begin();
    for (const Flight& flight : converse(*pair)) {
      for (const base::Bytes& record : records_of(flight.bytes)) BOOST_TEST(types.count(record[0]) == 1U);
    }
    for (const Recorder* side : {&pair->client_events, &pair->server_events}) {
      for (const SentRecord& record : side->sent) BOOST_TEST(types.count(static_cast<unsigned>(record.type)) == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(nothing_stands_between_the_fragments_of_a_message) {
  for_each_side(64, [](const Recorder& side) {
    Unfinished unfinished;
    for (const SentRecord& record : side.sent) {
      if (record.type == ContentType::handshake) {
        unfinished.add(record);
      } else {
        BOOST_TEST(unfinished.empty());
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(a_message_before_a_change_of_keys_ends_its_record) {
  for_each_side(100, [](const Recorder& side) {
    Unfinished unfinished;
    for (const SentRecord& record : side.sent) {
      if (record.is_protected && record.sequence == 0) BOOST_TEST(unfinished.empty());
      if (record.type == ContentType::handshake) unfinished.add(record);
    }
  });
}

BOOST_AUTO_TEST_CASE(no_handshake_or_alert_record_is_empty) {
  for_each_side(64, [](const Recorder& side) {
    for (const SentRecord& record : side.sent) BOOST_TEST(!record.content.empty(), tls::name_of(record.type));
  });
}

BOOST_AUTO_TEST_CASE(an_alert_has_a_record_of_its_own) {
  for (const auto& entry : tls::entries<tls::AlertDescription>()) {
    if (entry.value == tls::AlertDescription::close_notify || entry.value == tls::AlertDescription::user_canceled) {
      continue;
    }
    Pair pair;
    pair.run();
    pair.server.abort(entry.value);
    BOOST_TEST((alerts(pair.server_events) == alert(2, static_cast<std::uint8_t>(entry.value))), entry.name);
  }
  Pair pair;
  pair.client.close();
  BOOST_TEST((alerts(pair.client_events) == Sent{alert(1, 90).front(), alert(1, 0).front()}));
  Pair later;
  later.run();
  later.client.close();
  BOOST_TEST((alerts(later.client_events) == alert(1, 0)));
}

BOOST_AUTO_TEST_CASE(the_record_version_is_0303_except_for_the_first_client_hello) {
  for (const Scene* scene : every_scene()) {
    bool first = true;
    for (const Flight& flight : converse(*scene->begin())) {
      for (const base::Bytes& record : records_of(flight.bytes)) {
        BOOST_TEST(version_of(record) == (first ? 0x0301U : 0x0303U), scene->name);
        first = false;
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_record_is_longer_than_it_may_be) {
  tls::ServerConfig padding = server_config();
  padding.record_padding = 16384;
  EvilClient client(padding);
  client.run();
  BOOST_TEST(client.victim.send(base::Bytes(100'000, 'x')));
  EvilServer server;
  tls::HelloRetryRequest retry = server.retry(tls::NamedGroup::secp256r1);
  retry.extensions.add(tls::Cookie{{}, wire::Opaque<1, 65535>(base::View(base::Bytes(40'000, 'c')))});
  server.say(retry);
  for (const Recorder* side : {&client.events, &server.events}) {
    for (const SentRecord& record : side->sent) {
      const std::size_t length = record.wire_length - 5;
      BOOST_TEST(length <= (record.is_protected ? 16384U + 256U : 16384U));
      if (record.is_protected) BOOST_TEST(length - record.content.size() - record.padding - 1 == 16U);
    }
  }
}

BOOST_AUTO_TEST_CASE(application_data_is_always_protected) {
  for (const Scene* scene : every_scene()) {
    const auto pair = scene->begin();
    for (const Flight& flight : converse(*pair)) {
      for (const std::string_view text : {question, answer, early_question}) {
        BOOST_TEST((base::text_of(flight.bytes).find(text) == std::string_view::npos), scene->name);
      }
    }
    for (const Recorder* side : {&pair->client_events, &pair->server_events}) {
      for (const SentRecord& record : side->sent) {
        BOOST_TEST((record.is_protected || record.type != ContentType::application_data));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(padding_is_zeros) {
  tls::ServerConfig padding = server_config();
  padding.record_padding = 512;
  EvilClient evil(padding);
  evil.run();
  evil.listen();
  BOOST_TEST(evil.victim.send(base::view_of("a few")));
  const base::Bytes record = Pair::take(evil.victim);
  BOOST_TEST(record.size() == 5U + 512U + 1U + 16U);
  const auto opened = evil.receiving->open(record);  // looks for the type from the end, across zeros alone
  BOOST_TEST_REQUIRE(opened.has_value());
  BOOST_TEST((opened->type == ContentType::application_data));
  BOOST_TEST(base::text_of(opened->content) == "a few");
}

BOOST_AUTO_TEST_SUITE_END()
