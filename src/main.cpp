// SPDX-License-Identifier: MIT
#include "commands/command.hpp"

int main(int argc, char** argv) { return peelian::run_program(argc, argv); }
