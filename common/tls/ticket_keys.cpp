// See ticket_keys.hpp. A ticket is the key's name, a random nonce, and the sealed contents: AES-256-GCM, with the name
// authenticated, too.
#include "tls/ticket_keys.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/hex.hpp"
#include "crypto/aead.hpp"

namespace vitrine::tls {
namespace {

constexpr auto algorithm = crypto::AeadAlgorithm::aes_256_gcm;
constexpr std::size_t name_length = 16;
constexpr std::size_t prefix_length = name_length + crypto::aead_nonce_length;

std::string_view word_of(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

Time time_in(std::string_view digits) {
  std::uint64_t milliseconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds);
  if (error != std::errc() || end != digits.data() + digits.size()) throw std::invalid_argument("no time");
  return tls::time_from(milliseconds);
}

}  // namespace

TicketKeys::Key TicketKeys::fresh_key(crypto::Random& random, Time now) {
  Key key{now, {}, crypto::Secret(crypto::key_length(algorithm))};
  random.fill(key.name);
  random.fill(key.secret.expose());
  return key;
}

TicketKeys TicketKeys::fresh(crypto::Random& random, Time now) {
  TicketKeys keys;
  keys.keys_.push_back(fresh_key(random, now));
  return keys;
}

TicketKeys TicketKeys::rotated(crypto::Random& random, Time now) const {
  TicketKeys keys = fresh(random, now);
  Time replaced = now;  // when the key in hand stopped sealing
  for (const Key& key : keys_) {
    if (replaced + max_ticket_lifetime < now) break;
    keys.keys_.push_back({key.made, key.name, key.secret.clone()});
    replaced = key.made;
  }
  return keys;
}

crypto::Secret TicketKeys::to_text() const {
  std::string text;
  text.reserve(keys_.size() * 128);  // so that no copy of a key is left behind
  for (const Key& key : keys_) {
    std::string secret = base::to_hex(key.secret.expose());
    text += std::to_string(key.made.time_since_epoch().count()) + " " + base::to_hex(key.name) + " ";
    text += secret;
    text += '\n';
    crypto::wipe({reinterpret_cast<std::uint8_t*>(secret.data()), secret.size()});
  }
  crypto::Secret all(base::view_of(text));
  crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return all;
}

TicketKeys::Key TicketKeys::key_from(std::string_view line) {
  Key key{time_in(word_of(line)), {}, {}};
  const base::Bytes name = base::from_hex(word_of(line));
  base::Bytes secret = base::from_hex(line);
  key.secret = crypto::Secret(base::View(secret));
  crypto::wipe(secret);
  if (name.size() != key.name.size() || key.secret.size() != crypto::key_length(algorithm)) {
    throw std::invalid_argument("a length is wrong");
  }
  std::ranges::copy(name, key.name.begin());
  return key;
}

TicketKeys TicketKeys::from_text(std::string_view text) {
  TicketKeys keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    try {
      keys.keys_.push_back(key_from(text.substr(0, end)));
    } catch (const std::invalid_argument&) {
      throw std::invalid_argument("line " + std::to_string(keys.keys_.size() + 1) + " is not a ticket key");
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (keys.keys_.empty()) throw std::invalid_argument("there is no ticket key in it");
  return keys;
}

base::Bytes TicketKeys::seal(base::View contents, crypto::Random& random) const {
  const Key& key = keys_.front();
  base::Bytes ticket(prefix_length + contents.size() + crypto::aead_tag_length);
  const auto rest = std::ranges::copy(key.name, ticket.begin()).out;
  const base::MutableView nonce(rest, crypto::aead_nonce_length);
  random.fill(nonce);
  const base::MutableView sealed = base::MutableView(ticket).subspan(prefix_length);
  std::ranges::copy(contents, sealed.begin());
  crypto::Aead(algorithm, crypto::Aead::Direction::seal, key.secret.expose()).seal({nonce, key.name, sealed});
  return ticket;
}

std::optional<crypto::Secret> TicketKeys::open(base::View ticket) const {
  if (ticket.size() < prefix_length + crypto::aead_tag_length) return std::nullopt;
  const auto key =
      std::ranges::find_if(keys_, [&](const Key& k) { return std::ranges::equal(k.name, ticket.first(name_length)); });
  if (key == keys_.end()) return std::nullopt;
  crypto::Secret sealed(ticket.subspan(prefix_length));
  crypto::Aead opener(algorithm, crypto::Aead::Direction::open, key->secret.expose());
  if (!opener.open({ticket.subspan(name_length, crypto::aead_nonce_length), key->name, sealed.expose()})) {
    return std::nullopt;
  }
  return crypto::Secret(base::View(sealed.expose()).first(sealed.size() - crypto::aead_tag_length));
}

}  // namespace vitrine::tls
