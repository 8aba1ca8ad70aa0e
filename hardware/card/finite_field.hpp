#pragma once

#include "hardware/card/group.hpp"

namespace hardware::card {
/// A subgroup of prime order as OpenSSL names it: `dh_1024_160`, `dh_2048_224`, `dh_2048_256`. Source: RFC 5114 §2.
GroupPtr finite_field(const char* name);

/// One that a chip brings itself. Throws `Unsupported` unless `prime` and `order` are primes of a size that is both
/// safe and bearable and `generator` generates a subgroup of that order. Source: NIST SP 800-56A §5.5.
GroupPtr finite_field(const BIGNUM* prime, const BIGNUM* order, const BIGNUM* generator);
} // namespace hardware::card
