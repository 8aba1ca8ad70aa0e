#pragma once

#include "hardware/bytes.hpp"
#include "hardware/optics/frame.hpp"

namespace portraits {
using hardware::Bytes;
using hardware::optics::Picture;

/// A picture whose red grows to the right and green downwards, blue in the middle: any mistake in order or size shows.
Picture sample(unsigned width_px, unsigned height_px);

Bytes jpeg(const Picture& picture, bool grey = false);

/// JP2 with its boxes, or the bare codestream.
enum class Wrapping { jp2, codestream };
Bytes jpeg2000(const Picture& picture, Wrapping wrapping, bool grey = false);

/// The greatest difference of any channel of any pixel; 256 where the sizes differ.
int distance(const Picture& one, const Picture& other);

/// The same in shades of grey (ITU-R BT.601).
Picture greyed(const Picture& picture);
} // namespace portraits
