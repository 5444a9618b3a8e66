// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <variant>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "command_line.hpp"
#include "commands.hpp"
#include "exit_code.hpp"

namespace {

/// Large arrays go back to the system when they are freed. By default glibc learns to keep them,
/// and in studies of many draws their places then fall to pieces. Smaller ones, which blocks of
/// draws need again and again, are kept.
void give_large_memory_back() {
#ifdef __GLIBC__
  constexpr int large = 16 << 20;
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, large);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  using namespace evpickup::app;
  give_large_memory_back();
  return exit_code_of([&] {
    const Command command = parse_command_line(argc, argv);
    return std::visit([](const auto& chosen) { return execute(chosen); }, command);
  });
}
