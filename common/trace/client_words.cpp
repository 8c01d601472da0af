// See client_words.hpp.
#include "trace/client_words.hpp"

#include "trace/text.hpp"

namespace vitrine::trace {

std::string hello_words(const Labels& hello) {
  const std::vector<std::string> groups = words_without_grease(hello, "group");
  if (groups.empty()) return "what I can do; key shares when I know which";
  return "what I can do, and my " + join(groups, " and ") + " key share" + (groups.size() > 1 ? "s" : "");
}

std::string psk_words(const PskOffer& psks) {
  if (psks.empty()) return "";
  return psks.is_ticket(0) ? ", and a ticket from before" : ", and a key that we share";
}

std::string retry_words(const Labels& retry) {
  const std::vector<std::string> group = retry.words("selected_group");
  return group.empty() ? "asks for its cookie back" : "asks for " + group.front();
}

std::string certificate_list_words(const Labels& message) {
  const base::View own = message.first("cert_data");
  return own.empty() ? "none" : certificate_words(own);
}

std::string packing_words(const Labels& compressed) {
  return " (" + join(compressed.words("algorithm"), "") + ": " +
         std::to_string(compressed.first("compressed_certificate_message").size()) + " bytes instead of " +
         std::to_string(number(compressed.first("uncompressed_length"))) + ")";
}

std::vector<std::string> words_beside(const Labels& certificate) {
  std::vector<std::string> lines;
  const std::size_t ocsp = certificate.first("response").size();
  const std::size_t timestamps = certificate.all("serialized_sct").size();
  if (ocsp > 0) {
    lines.push_back(left("OCSP response", title_columns) + count(ocsp, "byte") +
                    " about revocation, not verified here");
  }
  if (timestamps > 0) {
    lines.push_back(left("SCT", title_columns) + count(timestamps, "certificate timestamp") + ", not verified here");
  }
  return lines;
}

}  // namespace vitrine::trace
