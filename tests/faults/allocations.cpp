// See allocations.hpp.
#include "allocations.hpp"

#include <malloc.h>

#include <atomic>
#include <new>
#include <utility>

namespace {

std::atomic<std::size_t> live = 0;
std::atomic<std::size_t> bytes = 0;
std::atomic<std::size_t> made = 0;
thread_local tests::Trap* trap = nullptr;
thread_local std::size_t smallest = 0;
thread_local const tests::FreedBlocks::Look* onlooker = nullptr;

void* counted(void* block) noexcept {
  if (block == nullptr) return nullptr;
  ++made;
  bytes += malloc_usable_size(block);
  return block;
}

std::size_t discounted(void* block) noexcept {
  if (block == nullptr) return 0;
  const std::size_t size = malloc_usable_size(block);
  bytes -= size;
  return size;
}

}  // namespace

extern "C" {
void* real_malloc(std::size_t size) asm("__real_malloc");
void* real_calloc(std::size_t count, std::size_t size) asm("__real_calloc");
void* real_realloc(void* block, std::size_t size) asm("__real_realloc");
void* real_aligned_alloc(std::size_t alignment, std::size_t size) asm("__real_aligned_alloc");
void real_free(void* block) asm("__real_free");

void* wrapped_malloc(std::size_t size) asm("__wrap_malloc");
void* wrapped_calloc(std::size_t count, std::size_t size) asm("__wrap_calloc");
void* wrapped_realloc(void* block, std::size_t size) asm("__wrap_realloc");
void* wrapped_aligned_alloc(std::size_t alignment, std::size_t size) asm("__wrap_aligned_alloc");
void wrapped_free(void* block) asm("__wrap_free");

void* wrapped_malloc(std::size_t size) { return counted(real_malloc(size)); }
void* wrapped_calloc(std::size_t count, std::size_t size) { return counted(real_calloc(count, size)); }
void* wrapped_realloc(void* block, std::size_t size) {
  discounted(block);
  return counted(real_realloc(block, size));
}
void* wrapped_aligned_alloc(std::size_t alignment, std::size_t size) {
  return counted(real_aligned_alloc(alignment, size));
}
void wrapped_free(void* block) {
  discounted(block);
  real_free(block);
}
}

namespace {

void* allocate(std::size_t size, std::size_t alignment) noexcept {
  if (trap != nullptr && size >= smallest && trap->springs()) return nullptr;
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  void* const block = wrapped_aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
  if (block != nullptr) ++live;
  return block;
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
  void* const block = allocate(size, alignment);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void release(void* block) noexcept {
  if (block == nullptr) return;
  --live;
  const std::size_t size = discounted(block);
  if (const auto* look = std::exchange(onlooker, nullptr)) {
    (*look)({static_cast<const std::uint8_t*>(block), size});
    onlooker = look;
  }
  real_free(block);
}

constexpr std::size_t usual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

}  // namespace

namespace tests {

std::size_t live_allocations() { return live; }
std::size_t live_bytes() { return bytes; }
std::size_t allocations_made() { return made; }

FreedBlocks::FreedBlocks(Look look) : look_(std::move(look)) { onlooker = &look_; }
FreedBlocks::~FreedBlocks() { onlooker = nullptr; }

AllocationsThrough::AllocationsThrough(Trap* now, std::size_t at_least)
    : trap_before_(std::exchange(trap, now)), at_least_before_(std::exchange(smallest, at_least)) {}
AllocationsThrough::~AllocationsThrough() {
  trap = trap_before_;
  smallest = at_least_before_;
}

}  // namespace tests

// The other forms are defined by the library in terms of these.
void* operator new(std::size_t size) { return allocate_or_throw(size, usual); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
/// The library's own would come here by itself; a sanitizer's does not.
void* operator new(std::size_t size, const std::nothrow_t& /*nothrow*/) noexcept {
  try {
    return operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* block) noexcept { release(block); }
void operator delete(void* block, const std::nothrow_t& /*nothrow*/) noexcept { release(block); }
void operator delete(void* block, std::size_t /*size*/) noexcept { release(block); }
void operator delete(void* block, std::align_val_t /*alignment*/) noexcept { release(block); }
void operator delete(void* block, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept { release(block); }
