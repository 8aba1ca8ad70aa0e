#pragma once

#include <string>
#include <utility>
#include <vector>

#include <openssl/pem.h>

#include "hardware/bytes.hpp"
#include "hardware/card/openssl.hpp"

namespace tests {
/// Objects in PEM, one after the other, each with its label.
inline hardware::Bytes armoured(const std::vector<std::pair<const char*, hardware::Bytes>>& objects)
{
    const std::unique_ptr<BIO, hardware::card::ssl::Deleter<BIO_free_all>> text{BIO_new(BIO_s_mem())};
    for (const auto& [label, der] : objects)
        PEM_write_bio(text.get(), label, "", der.data(), static_cast<long>(der.size()));
    const char* data = nullptr;
    const auto size = BIO_get_mem_data(text.get(), &data);
    return {data, data + size};
}
} // namespace tests
