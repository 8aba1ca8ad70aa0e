#pragma once

#include <cstdio>

namespace hardware::tools {
/// Libraries beneath, such as libpng, write to `stderr` by themselves and name no file; our own sentence does. While
/// one of these lives, that stream leads nowhere. The descriptor under it stays as it is, and `std::terminate` is
/// heard: a crash, and what a sanitizer has to say of it, is not kept quiet. Only the sentence of an `assert` that
/// fails meanwhile is lost. One at a time, on one thread.
class HushedErrors {
public:
    HushedErrors();
    ~HushedErrors();
    HushedErrors(HushedErrors&&) = delete;

private:
    std::FILE* nowhere_;
};
} // namespace hardware::tools
