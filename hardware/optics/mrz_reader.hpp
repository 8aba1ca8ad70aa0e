#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hardware/document/mrz.hpp"
#include "hardware/optics/frame.hpp"

/// Machine readable zones out of pictures. Source: ICAO 9303-3 §4, 9303-4 to -6.
namespace hardware::optics {
/// A zone whose every letter is certain, whose check digits are right and whose dates exist.
struct ReadZone {
    std::vector<std::string> lines;
    document::Mrz mrz;
};

/// What a picture shows of zones.
struct ZoneSight {
    std::optional<ReadZone> zone;
    bool several{}; ///< more than one document: which of them is meant nobody knows, so no zone is given
};

/// The zone in a picture, whatever its turn. Empty where there is none, and where one letter could be another.
/// The same zone twice counts as one. `today` parts the centuries of its dates. Throws `std::invalid_argument` when the
/// frame's sizes do not fit its pixels.
ZoneSight look_for_mrz(const Frame& frame, std::chrono::year_month_day today);

/// The same for who asks for the zone alone.
std::optional<ReadZone> read_mrz(const Frame& frame, std::chrono::year_month_day today);

/// The same for a stream of pictures of one scene: what noise hides in each picture may be certain in several together,
/// while what looks alike in all of them stays uncertain, however many there are. A picture without a zone, with
/// several or with another one begins anew. Not thread-safe.
class MrzWatch {
public:
    MrzWatch();
    ~MrzWatch();
    MrzWatch(MrzWatch&&) noexcept;
    MrzWatch& operator=(MrzWatch&&) noexcept;

    /// `today` as for `read_mrz`: a stream may go on over midnight.
    std::optional<ReadZone> look(const Frame& frame, std::chrono::year_month_day today);
    /// Whether the last picture showed more than one document.
    bool sees_several() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};
} // namespace hardware::optics
