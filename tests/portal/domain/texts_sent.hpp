#pragma once

#include <vector>

#include "tests/portal/domain/test_portal.hpp"

namespace tests {
/// The content of every text message due and not yet taken by this function, oldest first.
inline std::vector<portal::domain::TextMessage> take_texts(const portal::domain::Context& context)
{
    struct Recorder final : portal::domain::TextWriter, portal::domain::TextGateway {
        std::string write(const portal::domain::TextMessage& message) const override
        {
            texts.push_back(message);
            return {};
        }
        void send(const std::string&, const std::string&) override {}
        mutable std::vector<portal::domain::TextMessage> texts;
    } recorder;
    portal::domain::send_due_texts(context, recorder, recorder, 100);
    return recorder.texts;
}
} // namespace tests
