#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "config/log.hpp"
#include "kiosk/core/desk.hpp"

namespace kiosk {
template <class Question, class Answered>
void Desk::ask(Executor& worker, Question question, Answered answered)
{
    worker.post([self = weak_from_this(), &ui = parts_.ui, run = ++run_, question = std::move(question),
                 answered = std::move(answered)] {
        std::optional<std::invoke_result_t<Question>> result; // stays empty on a fault
        try {
            result.emplace(question());
        } catch (const std::exception& error) {
            config::log::error("desk.fault", {{"error", error.what()}});
        }
        ui.post([self, run, result = std::move(result), answered] {
            const auto me = self.lock();
            if (me && me->run_ == run) answered(*me, result); // else: step left, or asked again
        });
    });
}
} // namespace kiosk
