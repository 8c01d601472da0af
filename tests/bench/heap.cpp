// See heap.hpp. The C library's allocator is called by the names that it has for itself; libssl and GnuTLS find these
// functions, too, since a program's own come first.
#include "heap.hpp"

#include <malloc.h>

#include <cerrno>
#include <cstddef>

namespace {

bench::Heap* watched = nullptr;

void* taken(void* memory) {
  if (watched != nullptr && memory != nullptr) {
    watched->live += static_cast<std::int64_t>(malloc_usable_size(memory));
    ++watched->allocations;
  }
  return memory;
}

void given_back(void* memory) {
  if (watched != nullptr && memory != nullptr) watched->live -= static_cast<std::int64_t>(malloc_usable_size(memory));
}

}  // namespace

void bench::HeapMeter::watch(Heap* heap) { watched = heap; }

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size) { return taken(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) { return taken(__libc_calloc(count, size)); }
void* realloc(void* memory, std::size_t size) {
  given_back(memory);
  return taken(__libc_realloc(memory, size));
}
void* memalign(std::size_t alignment, std::size_t size) { return taken(__libc_memalign(alignment, size)); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  *memory = memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}
void free(void* memory) {
  given_back(memory);
  __libc_free(memory);
}

}  // extern "C"
