/** The command {@code bench}, and the command line that has it. */
@NullMarked
package dev.footfall.bench.cli;

import org.jspecify.annotations.NullMarked;
