#pragma once

#include "kiosk/core/executor.hpp"

namespace kiosk::ui {
/// The UI thread as an executor. Workers are joined in `OnExit`, while `wxTheApp` still lives.
struct WxUi final : Executor {
    void post(Job job) override;
};
} // namespace kiosk::ui
