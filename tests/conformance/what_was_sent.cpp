// See what_was_sent.hpp.
#include "conformance/what_was_sent.hpp"

namespace tests {

const Conversations& conversations() {
  static const Conversations all = [] {
    Conversations carried_out;
    std::vector<const Scene*> scenes = every_scene();
    scenes.push_back(&hybrid_scene());
    for (const Scene* scene : scenes) {
      carried_out.push_back(scene->begin());
      converse(*carried_out.back());
    }
    return carried_out;
  }();
  return all;
}

std::vector<base::Bytes> messages_sent(const Recorder& side) {
  base::Bytes content;
  for (const SentRecord& record : side.sent) {
    if (record.type == tls::ContentType::handshake) base::append(content, record.content);
  }
  return messages_of(content);
}

}  // namespace tests
