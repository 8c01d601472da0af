// Finds the blocks; Botan decodes them.
#include <botan/data_src.h>
#include <botan/pem.h>

#include <optional>

#include "crypto/detail/botan_bridge.hpp"
#include "crypto/detail/pem.hpp"

namespace vitrine::crypto::detail {
namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr auto damaged = "a PEM block that cannot be read: it is damaged, or encrypted in a way not known here";

// Cuts the next block off the front of `rest`, from its first dash to the end of its last line.
std::optional<std::string_view> next_block(std::string_view& rest) {
  const auto begin = rest.find(begin_mark);
  if (begin == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(begin);
  const auto end = rest.find(end_mark);
  if (end == std::string_view::npos) throw Error(damaged);
  const auto block = rest.substr(0, rest.find('\n', end));
  rest.remove_prefix(block.size());
  return block;
}

PemBlock decoded(std::string_view block) {
  return translated(damaged, [&] {
    std::string label;
    Botan::DataSource_Memory source(block);
    const auto der = Botan::PEM_Code::decode(source, label);
    return PemBlock{std::move(label), Secret(der)};
  });
}

}  // namespace

std::vector<PemBlock> pem_blocks(std::string_view text) {
  std::vector<PemBlock> blocks;
  while (const auto block = next_block(text)) blocks.push_back(decoded(*block));
  return blocks;
}

}  // namespace vitrine::crypto::detail
