// The three places where something that was made with secrets becomes known, and nothing else does: whether two MACs
// are equal, what a record says to whoever may open it (RFC 9846 Appendix F.3: type and padding are not kept from
// timing), and what a ticket or cookie says to the server that sealed it. The linker puts these in front of the real
// functions (--wrap in meson.build), so the code under test is the one that ships. Whoever compares a MAC in any other
// way is reported.
#include "side_channels/watched.hpp"
#include "tls/record/protection.hpp"
#include "tls/ticket_keys.hpp"

namespace side_channels {

namespace tls = vitrine::tls;

bool real_equal(base::View a, base::View b) asm(
    "__real__ZN7vitrine6crypto19constant_time_equalESt4spanIKhLm18446744073709551615EES3_");
bool equal(base::View a,
           base::View b) asm("__wrap__ZN7vitrine6crypto19constant_time_equalESt4spanIKhLm18446744073709551615EES3_");

bool equal(base::View a, base::View b) {
  const bool same = real_equal(a, b);
  VALGRIND_MAKE_MEM_DEFINED(&same, sizeof(same));
  return same;
}

bool real_open_record(tls::RecordProtection* self, base::View header, base::MutableView ciphertext) asm(
    "__real__ZN7vitrine3tls16RecordProtection4openESt4spanIKhLm18446744073709551615EES2_IhLm18446744073709551615EE");
bool open_record(tls::RecordProtection* self, base::View header, base::MutableView ciphertext) asm(
    "__wrap__ZN7vitrine3tls16RecordProtection4openESt4spanIKhLm18446744073709551615EES2_IhLm18446744073709551615EE");

bool open_record(tls::RecordProtection* self, base::View header, base::MutableView ciphertext) {
  const bool opened = real_open_record(self, header, ciphertext);
  reveal(ciphertext);
  return opened;
}

std::optional<crypto::Secret> real_open_ticket(const tls::TicketKeys* self, base::View ticket) asm(
    "__real__ZNK7vitrine3tls10TicketKeys4openESt4spanIKhLm18446744073709551615EE");
std::optional<crypto::Secret> open_ticket(const tls::TicketKeys* self, base::View ticket) asm(
    "__wrap__ZNK7vitrine3tls10TicketKeys4openESt4spanIKhLm18446744073709551615EE");

std::optional<crypto::Secret> open_ticket(const tls::TicketKeys* self, base::View ticket) {
  std::optional<crypto::Secret> contents = real_open_ticket(self, ticket);
  if (contents) reveal(contents->expose());
  return contents;
}

}  // namespace side_channels
