#include "hardware/document/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "hardware/card/openssl.hpp"

namespace hardware::document {
bool PemObject::is_signed_data() const
{
    return label == PEM_STRING_CMS || label == PEM_STRING_PKCS7 || label == PEM_STRING_PKCS7_SIGNED;
}

std::vector<PemObject> read_pem(ByteView text, std::size_t most)
{
    std::vector<PemObject> objects;
    if (text.empty()) return objects;
    const std::unique_ptr<BIO, card::ssl::Deleter<BIO_free_all>> bio{
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
    char* label = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    while (objects.size() <= most && PEM_read_bio(bio.get(), &label, &header, &data, &size) == 1) {
        objects.push_back({label, {data, data + size}});
        OPENSSL_free(label);
        OPENSSL_free(header);
        OPENSSL_free(data);
    }
    const bool at_end = objects.size() > most || ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (!objects.empty() && !at_end) throw ProtocolViolation{"a PEM text that is cut or damaged"};
    return objects;
}
} // namespace hardware::document
