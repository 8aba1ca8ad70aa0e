#pragma once

#include <cstdint>

#include "hardware/virtual/virtual_document.hpp"

namespace hardware::virtual_card {
/// A virtual document in the `vpcd` reader of `pcscd`: connecting inserts it, closing removes it.
class VpcdClient {
public:
    /// Throws `ReaderGone` where no vpcd listens on 127.0.0.1:`port`.
    VpcdClient(std::uint16_t port, VirtualDocument document);
    ~VpcdClient();
    VpcdClient(VpcdClient&&) = delete;

    /// For `poll`.
    int descriptor() const { return socket_; }
    const VirtualDocument& document() const { return document_; }

    /// Takes one message and answers it. False where the reader went.
    bool serve();

private:
    bool receive(Bytes& message);
    bool send(ByteView message);

    VirtualDocument document_;
    int socket_ = -1;
};
} // namespace hardware::virtual_card
