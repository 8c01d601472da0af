// What our two sides said to each other in every conversation of support/scenes.hpp: for the requirements that are
// promises of ours. Read next: tests/conformance/client_hello_sent.cpp.
#pragma once
#include <boost/test/unit_test.hpp>

#include "support/evil_records.hpp"
#include "support/scenes.hpp"
#include "tls/message/extension_rules.hpp"
#include "tls/message/handshake.hpp"

namespace tests {

using Conversations = std::vector<std::unique_ptr<Pair>>;

/// Each has come to its good end.
const Conversations& conversations();

/// The handshake messages behind the records of one side.
std::vector<base::Bytes> messages_sent(const Recorder& side);

/// Those of one kind.
template <class M>
std::vector<M> all_sent(const Recorder& side) {
  std::vector<M> found;
  for (const base::Bytes& raw : messages_sent(side)) {
    const tls::RawMessage message{static_cast<tls::HandshakeType>(raw.front()), raw};
    if (tls::is<M>(message)) found.push_back(tls::decode<M>(message));
  }
  return found;
}

/// The one of its kind.
template <class M>
M only_sent(const Recorder& side) {
  const std::vector<M> found = all_sent<M>(side);
  BOOST_TEST_REQUIRE(found.size() == 1U, M::name);
  return found.front();
}

template <class List>
bool contains(const List& list, const typename List::value_type& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// The types of `list` are among `allowed`.
inline void expect_only(const tls::Offered& list, const tls::Offered& allowed) {
  for (const tls::ExtensionType type : list) BOOST_TEST(contains(allowed, type), tls::name_of(type));
}

}  // namespace tests
