/** The command line: every command parses, asks a room, prints. Known to bench alone, whose commands extend it. */
@NullMarked
package dev.footfall.standalone.cli;

import org.jspecify.annotations.NullMarked;
