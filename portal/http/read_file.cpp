#include "portal/http/read_file.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace portal::http {
std::string read_file(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw std::runtime_error{"cannot read " + file.string()};
    return text.str();
}
} // namespace portal::http
