// Prints the readers after every event, one line each time, until its input ends.
#include <cstdio>

#include "hardware/pcsc/reader_watch.hpp"

int main()
{
    const hardware::pcsc::ReaderWatch watch{[](const std::vector<hardware::pcsc::ReaderState>& readers) {
        std::printf("%zu readers", readers.size());
        for (const auto& reader : readers)
            if (reader.card_present) std::printf(", card in %s", reader.name.c_str());
        std::printf("\n");
        std::fflush(stdout);
    }};
    while (std::getchar() != EOF) {
    }
    return 0;
}
