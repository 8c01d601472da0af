// DER written by hand, so that it can be written wrong. Read next: support/evil_certificate.hpp.
#pragma once
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace tests::der {

namespace base = vitrine::base;

/// Any tag of one byte around any contents.
base::Bytes tagged(unsigned tag, base::View content);
base::Bytes sequence(const std::vector<base::Bytes>& parts);
base::Bytes set(const std::vector<base::Bytes>& parts);
/// From dotted numbers.
base::Bytes oid(std::string_view dotted);
/// The number as big-endian bytes, which get a zero in front where they would look negative.
base::Bytes integer(base::View big_endian);
base::Bytes integer(unsigned number);
base::Bytes null();
base::Bytes truth();
base::Bytes utf8_string(std::string_view text);
base::Bytes octet_string(base::View content);
base::Bytes bit_string(base::View content);
/// [number], around something or in place of its tag.
base::Bytes around(unsigned number, base::View content);
base::Bytes in_place(unsigned number, base::View content);

}  // namespace tests::der
