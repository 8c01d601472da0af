// See exceptions_thrown.hpp. The linker calls each __wrap_ in the place of what it is named after.
#include "exceptions_thrown.hpp"

#include <atomic>
#include <exception>
#include <typeinfo>
#include <utility>

namespace {

std::atomic<std::size_t> thrown = 0;

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
[[noreturn]] void __real___cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*));
[[noreturn]] void __wrap___cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*));
void __wrap___cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*)) {
  ++thrown;
  __real___cxa_throw(exception, type, destroy);
}

// std::rethrow_exception
[[noreturn]] void __wrap__ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE(std::exception_ptr exception);
[[noreturn]] void __real__ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE(std::exception_ptr exception);
void __wrap__ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE(std::exception_ptr exception) {
  ++thrown;
  __real__ZSt17rethrow_exceptionNSt15__exception_ptr13exception_ptrE(std::move(exception));
}
}
// NOLINTEND(bugprone-reserved-identifier)

std::size_t tests::exceptions_thrown() { return thrown; }
