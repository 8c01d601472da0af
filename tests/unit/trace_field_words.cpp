// trace/field_words: every name that a dump can show has words.
#include "trace/field_words.hpp"

#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "tls_samples.hpp"
#include "trace/record_fields.hpp"
#include "wire/outline.hpp"

using namespace tests;
namespace trace = vitrine::trace;

namespace {

template <class T>
void all_fields_have_words(std::string_view where) {
  for (const wire::OutlinedField& field : wire::Outline::of<T>())
    BOOST_TEST(!trace::field_words(field.field).empty(), where << "." << field.field);
}

template <class... M>
void all_fields_of(tls::List<M...> /*messages*/) {
  (all_fields_have_words<M>(M::name), ...);
}

template <class... B>
void all_fields_of(std::tuple<B...>* /*bodies*/) {
  (all_fields_have_words<B>(B::name), ...);
}

template <tls::In... Where>
void all_bodies() {
  (all_fields_of(static_cast<typename tls::KnownBodies<Where>::Types*>(nullptr)), ...);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_field_words)

BOOST_AUTO_TEST_CASE(every_field_of_every_message_has_words) {
  all_fields_have_words<tls::HandshakeHeader>("Handshake");
  all_fields_of(tls::AllMessages{});
}

BOOST_AUTO_TEST_CASE(every_field_of_every_extension_has_words) {
  using tls::In;
  all_bodies<In::CH, In::SH, In::HRR, In::EE, In::CR, In::CT, In::NST>();
}

BOOST_AUTO_TEST_CASE(every_field_of_a_record_and_of_an_alert_has_words) {
  all_fields_have_words<trace::TLSPlaintextHeader>("TLSPlaintext");
  all_fields_have_words<trace::Fragment>("TLSPlaintext");
  all_fields_have_words<trace::TLSCiphertextHeader>("TLSCiphertext");
  all_fields_have_words<trace::EncryptedRecord>("TLSCiphertext");
  all_fields_have_words<trace::TLSInnerPlaintext>("TLSInnerPlaintext");
  all_fields_have_words<trace::Alert>("Alert");
}

/// Groups are titles: names of vectors, which the outline has, and of extensions, which the registry has.
BOOST_AUTO_TEST_CASE(every_label_of_every_sample_has_words) {
  for (const Sample& sample : samples()) {
    for (const wire::Field& field : tls::explain_message(sample.raw)) {
      const bool title = field.part == wire::Field::Part::group;
      BOOST_TEST((title || !trace::field_words(field.name).empty()), sample.what << "." << field.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_does_not_decode_has_words_and_a_stranger_has_none) {
  BOOST_TEST(!trace::field_words("body").empty());
  BOOST_TEST(trace::field_words("no_such_field").empty());
  BOOST_TEST(trace::field_words("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
