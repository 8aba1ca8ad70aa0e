#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "hardware/virtual/virtual_document.hpp"

namespace hardware::virtual_card {
/// A virtual document in the `vpcd` reader of `pcscd`: connecting inserts it, closing removes it.
class VpcdClient {
public:
    /// Throws `ReaderGone` where no vpcd listens on 127.0.0.1:`port`.
    VpcdClient(std::uint16_t port, std::unique_ptr<VirtualDocument> document);
    ~VpcdClient();
    VpcdClient(VpcdClient&&) = delete;

    /// For `poll`.
    int descriptor() const { return socket_; }
    const VirtualDocument& document() const { return *document_; }

    /// Takes one message and answers it. False where the reader went.
    bool serve();

    /// Whether the service has seen the card: it asked for the ATR.
    bool noticed() const { return noticed_; }

    /// Commands of a program answered so far; what the reader itself asks is none.
    std::size_t answered() const { return answered_; }

private:
    bool receive(Bytes& message);
    bool send(ByteView message);

    std::unique_ptr<VirtualDocument> document_;
    int socket_ = -1;
    bool noticed_ = false;
    std::size_t answered_ = 0;
};
} // namespace hardware::virtual_card
