// See connect.hpp.
#include "connect.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace bench {
namespace {

/// Does the work and measures nothing.
struct Unmeasured {
  template <class Work>
  void operator()(Work work) {
    work();
  }
};

}  // namespace

Pair connected_pair(Context& context) {
  Meters<Unmeasured> none;
  return shake_hands(context, none);
}

std::unique_ptr<Context> ready_context(const Library& library, const Scene& scene) {
  auto context = library.context(scene);
  if (context == nullptr || scene.kind != Kind::resumption) return context;
  Meters<Unmeasured> none;
  base::Bytes tickets;
  const Pair first = shake_hands(*context, none, tickets);
  first.client->open(tickets);
  context->keep_ticket_of(*first.client);
  if (const Pair second = connected_pair(*context); !second.client->resumed() || !second.server->resumed())
    throw std::runtime_error(library.name() + " does not resume");
  return context;
}

std::string path_of(const std::string& file) {
  const char* root = std::getenv("VITRINE_SOURCE_ROOT");
  return std::string(root != nullptr ? root : ".") + "/tests/" + file;
}

std::string contents_of(const std::string& file) {
  std::ifstream stream(path_of(file), std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path_of(file));
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace bench
