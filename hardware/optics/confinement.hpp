#pragma once

namespace hardware::optics {
/// From here on this process may compute, use some memory, read and write what is already open, and end; nothing else.
/// Any other system call ends it, and so do 5 seconds of computing or more than 512 MiB. There is no way back.
/// Throws `std::system_error` when the kernel does not grant it.
void confine_this_process();
} // namespace hardware::optics
