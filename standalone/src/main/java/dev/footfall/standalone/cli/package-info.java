/** The command line: every command parses, asks a room, prints. */
@NullMarked
package dev.footfall.standalone.cli;

import org.jspecify.annotations.NullMarked;
