#pragma once

#include <functional>
#include <vector>

#include "kiosk/ui/blocks.hpp"
#include "kiosk/ui/surroundings.hpp"

class wxButton;

namespace kiosk::ui {
/// One printed key. `cap` is the key, `words` what it does.
struct Key {
    wxString cap;
    wxString words;
    bool enabled{};
    bool main{};  ///< the one coloured button: what Enter does
    bool right{}; ///< stands at the right edge
    std::function<void()> press{};
};

/// The row of native buttons at the bottom, key name first.
class KeyBar : public Flow {
public:
    KeyBar(wxWindow* parent, const Theme& theme);
    void show(std::vector<Key> keys);
    /// The button of Enter where it may be pressed; null otherwise.
    wxButton* main_button() const { return main_; }

private:
    struct Shown {
        Key key;
        wxButton* button = nullptr;
    };
    wxButton* make(const Key& key);
    void paint_ring();
    void dress(wxButton& button, const Key& key) const;
    const Theme& theme_;
    std::vector<Shown> shown_;
    wxButton* main_ = nullptr;
};

/// Label of a button: the key in bold and accent, then the words.
wxString key_markup(const Theme& theme, const Key& key);
} // namespace kiosk::ui
