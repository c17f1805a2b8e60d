/** The command line: every command parses, asks a room, prints. Known to bench alone, whose commands extend it. */
package dev.footfall.cli;
