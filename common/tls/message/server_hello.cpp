// See server_hello.hpp.
#include "tls/message/server_hello.hpp"

#include <algorithm>

namespace vitrine::tls {

bool is_hello_retry_request(base::View body) {
  constexpr std::size_t offset = sizeof(ProtocolVersion);
  constexpr std::size_t size = hello_retry_request_random.size();
  return body.size() >= offset + size && std::ranges::equal(body.subspan(offset, size), hello_retry_request_random);
}

bool has_downgrade_sentinel(const Random32& random) {
  constexpr std::string_view sentinel = "DOWNGRD";
  const base::View last = base::View(random).last(sentinel.size() + 1);
  return base::text_of(last.first(sentinel.size())) == sentinel && last.back() <= 1;
}

}  // namespace vitrine::tls
