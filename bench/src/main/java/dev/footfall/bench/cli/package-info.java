/** The command {@code bench}, and the command line that has it. Known to nobody. */
@NullMarked
package dev.footfall.bench.cli;

import org.jspecify.annotations.NullMarked;
