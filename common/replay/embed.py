"""Makes a C++ file of text files: embed.py OUTPUT TEXT... Each is found by its name without the ending."""

import pathlib
import sys

output, *texts = map(pathlib.Path, sys.argv[1:])
entries = "".join(f'    {{"{text.stem}", R"~({text.read_text(encoding="utf-8")})~"}},\n' for text in texts)
output.write_text(f'''// Made by embed.py.
#include "replay/built_in.hpp"

namespace vitrine::replay {{

const std::array<BuiltIn, built_in_count> built_in{{{{
{entries}}}}};

}}  // namespace vitrine::replay
''', encoding="utf-8")
