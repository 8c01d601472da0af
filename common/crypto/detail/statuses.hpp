// What Botan says about a path, as a verdict of ours. Read before: crypto/trust_anchors.cpp.
#pragma once
#include "crypto/detail/findings.hpp"

namespace Botan {
class Path_Validation_Result;
}

namespace vitrine::crypto::detail {

/// The gravest status of the path, and where it stands.
Fault gravest(const Botan::Path_Validation_Result& result);

/// There is no path to an anchor.
bool leads_nowhere(const Botan::Path_Validation_Result& result);

}  // namespace vitrine::crypto::detail
