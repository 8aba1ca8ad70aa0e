#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "hardware/optics/zone_costs.hpp"

/// From what each cell looks like to what the zone says. What is not certain is not given.
namespace hardware::optics {
/// By how much a second reading has to cost more than the first in order not to matter: by less the decoder is not
/// certain.
inline constexpr double kCertain = 4;

/// What several pictures say of one zone.
///
/// Pictures of one scene share what makes a letter look like another one, so they count as their mean and never as
/// more: noise goes, a likeness stays, and no number of pictures makes certain what none of them shows. None of them
/// may be certain of another letter than the others: it would show another document.
class ZoneEvidence {
public:
    explicit ZoneEvidence(const ZoneCells& zone);

    /// Takes another picture in, of the newest eight at most. False where it shows another zone: one of another size,
    /// or with a letter that is certainly another one, or many that look unlike.
    [[nodiscard]] bool add(const ZoneCells& zone);

    int rows() const { return rows_; }
    int columns() const { return columns_; }
    const std::deque<CellCosts>& pictures() const { return pictures_; }
    /// The same pictures where a letter that is mixed of two, or hidden in part, is less certain than its sharpness
    /// says.
    const std::deque<CellCosts>& wary() const { return wary_; }

private:
    int rows_;
    int columns_;
    std::deque<CellCosts> pictures_;
    std::deque<CellCosts> wary_;
};

/// The lines that a zone of this size can hold by the alphabet of each field and its check digits. Empty where no such
/// reading fits, where another one fits nearly as well or may have been mixed with it, or where one of the pictures
/// speaks against it. Source: ICAO 9303-4 to -6.
std::optional<std::vector<std::string>> decode(const ZoneEvidence& evidence);
} // namespace hardware::optics
