#pragma once

#include <utility>

#include <unistd.h>

namespace hardware {
/// A file descriptor that closes itself; none below zero.
class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor()
    {
        if (is_open()) ::close(number_);
    }

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};
} // namespace hardware
