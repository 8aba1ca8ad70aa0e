#include "hardware/tools/hushed_errors.hpp"

#include <cstdlib>
#include <exception>
#include <utility>

namespace hardware::tools {
namespace {
// Of the one that lives: a handler is a plain function.
std::FILE* before = nullptr;
std::terminate_handler handler_before = nullptr;

[[noreturn]] void terminate_aloud()
{
    stderr = before;
    handler_before();
    std::abort();
}
} // namespace

HushedErrors::HushedErrors() : nowhere_{std::fopen("/dev/null", "we")}
{
    if (nowhere_ == nullptr) return;
    before = std::exchange(stderr, nowhere_);
    handler_before = std::set_terminate(terminate_aloud);
}

HushedErrors::~HushedErrors()
{
    if (nowhere_ == nullptr) return;
    std::set_terminate(handler_before);
    stderr = before;
    std::fclose(nowhere_);
}
} // namespace hardware::tools
