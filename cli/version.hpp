// What --version says.
#pragma once
#include <string>

namespace vitrine::cli {

std::string version_text();

}  // namespace vitrine::cli
