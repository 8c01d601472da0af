// What the client's terminal says of a message, behind its title. Used by client_view.cpp.
#pragma once
#include <string>
#include <vector>

#include "trace/psk_offer.hpp"

namespace vitrine::trace {

/// Where words begin.
inline constexpr std::size_t title_columns = 20;

/// Of a ClientHello: its key shares.
std::string hello_words(const Labels& hello);
/// And its pre-shared keys; the first of them is what we would like best.
std::string psk_words(const PskOffer& psks);
/// What a HelloRetryRequest asks for.
std::string retry_words(const Labels& retry);
std::string certificate_list_words(const Labels& message);
/// How a CompressedCertificate was packed.
std::string packing_words(const Labels& compressed);
/// What came beside a certificate, as lines: §4.5.1.1.
std::vector<std::string> words_beside(const Labels& certificate);

}  // namespace vitrine::trace
